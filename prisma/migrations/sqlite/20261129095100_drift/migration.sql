-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN "driftDue" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Drift" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "accountName" TEXT NOT NULL,
    "policyId" TEXT NOT NULL,
    "changes" JSONB NOT NULL,
    "since" DATETIME NOT NULL,
    "cause" TEXT NOT NULL,
    "causeName" TEXT,
    "entryId" TEXT,
    "isAccepted" BOOLEAN NOT NULL DEFAULT false,
    "acceptedByName" TEXT,
    "acceptedReason" TEXT,
    "acceptedUntil" DATETIME
);

-- CreateIndex
CREATE INDEX "ConnectedAccount_driftDue_id_idx" ON "ConnectedAccount"("driftDue", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Drift_accountId_policyId_key" ON "Drift"("accountId", "policyId");

-- CreateIndex
CREATE INDEX "Drift_isAccepted_since_id_idx" ON "Drift"("isAccepted", "since", "id");

-- CreateIndex
CREATE INDEX "Drift_policyId_isAccepted_since_id_idx" ON "Drift"("policyId", "isAccepted", "since", "id");

-- CreateIndex
CREATE INDEX "Drift_cause_isAccepted_since_id_idx" ON "Drift"("cause", "isAccepted", "since", "id");

-- CreateIndex
CREATE INDEX "Drift_policyId_cause_isAccepted_since_id_idx" ON "Drift"("policyId", "cause", "isAccepted", "since", "id");

-- CreateIndex
CREATE INDEX "Drift_isAccepted_acceptedUntil_idx" ON "Drift"("isAccepted", "acceptedUntil");
