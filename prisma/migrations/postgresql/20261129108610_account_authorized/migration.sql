-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN "authorizedAt" TIMESTAMP(3);
ALTER TABLE "ConnectedAccount" ADD COLUMN "listedSince" TIMESTAMP(3);
