-- AlterTable
ALTER TABLE "AccessLink" ADD COLUMN "createdById" TEXT;
