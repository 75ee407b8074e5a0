-- AlterTable
ALTER TABLE "Policy" ADD COLUMN "variants" JSONB;
ALTER TABLE "RolloutItem" ADD COLUMN "variant" TEXT;
