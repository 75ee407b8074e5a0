-- AlterTable
ALTER TABLE "PlatformSettings" ADD COLUMN "profile" JSONB;
