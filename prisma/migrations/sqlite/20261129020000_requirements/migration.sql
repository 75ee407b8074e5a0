-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN "requirements" JSONB;
ALTER TABLE "ConnectedAccount" ADD COLUMN "requirementsDeadline" DATETIME;

-- CreateIndex
CREATE INDEX "ConnectedAccount_goneAt_requirementsDeadline_idx" ON "ConnectedAccount"("goneAt", "requirementsDeadline");
