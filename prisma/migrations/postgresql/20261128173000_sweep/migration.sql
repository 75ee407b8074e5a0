-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN     "sweepAt" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "UnreadAccount" (
    "accountId" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "UnreadAccount_pkey" PRIMARY KEY ("accountId")
);

-- CreateIndex
CREATE INDEX "UnreadAccount_at_idx" ON "UnreadAccount"("at");

-- CreateIndex
CREATE INDEX "ConnectedAccount_goneAt_sweepAt_idx" ON "ConnectedAccount"("goneAt", "sweepAt");
