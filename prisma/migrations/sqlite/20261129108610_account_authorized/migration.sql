-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN "authorizedAt" DATETIME;
ALTER TABLE "ConnectedAccount" ADD COLUMN "listedSince" DATETIME;
