-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN "notGiven" TEXT NOT NULL DEFAULT '';
