-- AlterTable
ALTER TABLE "Rollout" ADD COLUMN "startedAt" TIMESTAMP(3);

-- CreateIndex
CREATE INDEX "Rollout_startedById_startedAt_idx" ON "Rollout"("startedById", "startedAt");
