-- AlterTable
ALTER TABLE "Rollout" ADD COLUMN "approvedById" TEXT;
