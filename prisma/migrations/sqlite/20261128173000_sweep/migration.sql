-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN "sweepAt" DATETIME;

-- CreateTable
CREATE TABLE "UnreadAccount" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "part" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "at" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "UnreadAccount_at_idx" ON "UnreadAccount"("at");

-- CreateIndex
CREATE INDEX "ConnectedAccount_goneAt_sweepAt_idx" ON "ConnectedAccount"("goneAt", "sweepAt");
