-- AlterTable
ALTER TABLE "Rollout" ADD COLUMN "summary" JSONB;
