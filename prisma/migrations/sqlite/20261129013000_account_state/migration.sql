-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN "payoutsReadAt" DATETIME;
ALTER TABLE "ConnectedAccount" ADD COLUMN "stateUntil" DATETIME;

-- CreateIndex
CREATE INDEX "ConnectedAccount_goneAt_stateUntil_idx" ON "ConnectedAccount"("goneAt", "stateUntil");
