-- CreateTable
CREATE TABLE "KnownBank" (
    "accountId" TEXT NOT NULL,
    "externalAccountId" TEXT NOT NULL,
    "fingerprint" TEXT,
    "addedAt" TIMESTAMP(3),

    CONSTRAINT "KnownBank_pkey" PRIMARY KEY ("accountId", "externalAccountId")
);

-- CreateIndex
CREATE INDEX "KnownBank_fingerprint_idx" ON "KnownBank"("fingerprint");
