-- CreateTable
CREATE TABLE "KnownBank" (
    "accountId" TEXT NOT NULL,
    "externalAccountId" TEXT NOT NULL,
    "fingerprint" TEXT,
    "addedAt" DATETIME,

    PRIMARY KEY ("accountId", "externalAccountId")
);

-- CreateIndex
CREATE INDEX "KnownBank_fingerprint_idx" ON "KnownBank"("fingerprint");
