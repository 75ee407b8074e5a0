-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN     "settingsRecordedAt" TIMESTAMP(3);
