-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN "reversals" JSONB;
ALTER TABLE "ConnectedAccount" ADD COLUMN "reversalsReadAt" DATETIME;

-- CreateIndex
CREATE INDEX "ConnectedAccount_balanceNegative_reversalsReadAt_id_idx" ON "ConnectedAccount"("balanceNegative", "reversalsReadAt", "id");
