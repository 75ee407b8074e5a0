-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN "settingsRecordedAt" DATETIME;
