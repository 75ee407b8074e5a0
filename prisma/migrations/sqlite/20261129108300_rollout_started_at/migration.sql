-- AlterTable
ALTER TABLE "Rollout" ADD COLUMN "startedAt" DATETIME;

-- CreateIndex
CREATE INDEX "Rollout_startedById_startedAt_idx" ON "Rollout"("startedById", "startedAt");
