-- CreateTable
CREATE TABLE "PayoutReading" (
    "payoutId" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "status" TEXT,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "method" TEXT,
    "automatic" BOOLEAN,
    "arrivesOn" TEXT,
    "failureCode" TEXT,
    "failureMessage" TEXT,
    "reverses" TEXT,
    "createdAt" DATETIME,
    "at" DATETIME NOT NULL,
    "readAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "PayoutReading_at_payoutId_idx" ON "PayoutReading"("at", "payoutId");

-- CreateIndex
CREATE INDEX "PayoutReading_status_at_payoutId_idx" ON "PayoutReading"("status", "at", "payoutId");

-- CreateIndex
CREATE INDEX "PayoutReading_currency_at_payoutId_idx" ON "PayoutReading"("currency", "at", "payoutId");

-- CreateIndex
CREATE INDEX "PayoutReading_status_currency_at_payoutId_idx" ON "PayoutReading"("status", "currency", "at", "payoutId");

-- CreateIndex
CREATE INDEX "PayoutReading_arrivesOn_at_payoutId_idx" ON "PayoutReading"("arrivesOn", "at", "payoutId");

-- CreateIndex
CREATE INDEX "PayoutReading_arrivesOn_status_at_payoutId_idx" ON "PayoutReading"("arrivesOn", "status", "at", "payoutId");

-- CreateIndex
CREATE INDEX "PayoutReading_arrivesOn_currency_at_payoutId_idx" ON "PayoutReading"("arrivesOn", "currency", "at", "payoutId");

-- CreateIndex
CREATE INDEX "PayoutReading_accountId_at_payoutId_idx" ON "PayoutReading"("accountId", "at", "payoutId");

-- CreateIndex
CREATE INDEX "PayoutReading_accountId_status_at_payoutId_idx" ON "PayoutReading"("accountId", "status", "at", "payoutId");
