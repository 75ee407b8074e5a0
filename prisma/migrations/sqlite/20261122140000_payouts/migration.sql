-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN "externalAccounts" JSONB;
ALTER TABLE "ConnectedAccount" ADD COLUMN "externalAccountsReadAt" DATETIME;

-- AlterTable
ALTER TABLE "StripeEvent" ADD COLUMN "objectId" TEXT;

-- CreateTable
CREATE TABLE "PayoutOrder" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "entryId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "openFor" TEXT
);

-- CreateTable
CREATE TABLE "RecordedPayout" (
    "payoutId" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "at" DATETIME NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "PayoutOrder_entryId_key" ON "PayoutOrder"("entryId");

-- CreateIndex
CREATE UNIQUE INDEX "PayoutOrder_openFor_key" ON "PayoutOrder"("openFor");

-- CreateIndex
CREATE INDEX "StripeEvent_accountId_processedAt_idx" ON "StripeEvent"("accountId", "processedAt");

