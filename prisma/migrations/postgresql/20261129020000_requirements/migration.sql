-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN     "requirements" JSONB,
ADD COLUMN     "requirementsDeadline" TIMESTAMP(3);

-- CreateIndex
CREATE INDEX "ConnectedAccount_goneAt_requirementsDeadline_idx" ON "ConnectedAccount"("goneAt", "requirementsDeadline");
