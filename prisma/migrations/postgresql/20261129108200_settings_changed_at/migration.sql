-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN     "settingsChangedAt" JSONB;
