-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN     "payoutsReadAt" TIMESTAMP(3),
ADD COLUMN     "stateUntil" TIMESTAMP(3);

-- CreateIndex
CREATE INDEX "ConnectedAccount_goneAt_stateUntil_idx" ON "ConnectedAccount"("goneAt", "stateUntil");
