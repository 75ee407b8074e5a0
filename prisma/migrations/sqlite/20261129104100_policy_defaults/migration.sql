-- AlterTable
ALTER TABLE "Policy" ADD COLUMN "isDefault" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Policy" ADD COLUMN "changedById" TEXT;
ALTER TABLE "Policy" ADD COLUMN "editorId" TEXT;
ALTER TABLE "Policy" ADD COLUMN "editorName" TEXT;
ALTER TABLE "Drift" ADD COLUMN "applyAt" DATETIME;

-- CreateIndex
CREATE INDEX "Drift_applyAt_id_idx" ON "Drift"("applyAt", "id");
