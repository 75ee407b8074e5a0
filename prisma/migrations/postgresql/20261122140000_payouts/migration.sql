-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN     "externalAccounts" JSONB,
ADD COLUMN     "externalAccountsReadAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "StripeEvent" ADD COLUMN     "objectId" TEXT;

-- CreateTable
CREATE TABLE "PayoutOrder" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "entryId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "openFor" TEXT,

    CONSTRAINT "PayoutOrder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RecordedPayout" (
    "payoutId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RecordedPayout_pkey" PRIMARY KEY ("payoutId")
);

-- CreateIndex
CREATE UNIQUE INDEX "PayoutOrder_entryId_key" ON "PayoutOrder"("entryId");

-- CreateIndex
CREATE UNIQUE INDEX "PayoutOrder_openFor_key" ON "PayoutOrder"("openFor");

-- CreateIndex
CREATE INDEX "StripeEvent_accountId_processedAt_idx" ON "StripeEvent"("accountId", "processedAt");
