-- AlterTable
ALTER TABLE "Person" ADD COLUMN "disabledAt" TIMESTAMP(3);
