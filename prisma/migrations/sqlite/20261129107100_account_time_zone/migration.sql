-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN "timeZone" TEXT;
