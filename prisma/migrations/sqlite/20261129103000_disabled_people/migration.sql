-- AlterTable
ALTER TABLE "Person" ADD COLUMN "disabledAt" DATETIME;
