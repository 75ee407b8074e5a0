-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN "expected" TEXT NOT NULL DEFAULT '';
ALTER TABLE "ConnectedAccount" ADD COLUMN "expectedIndexed" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "ExpectedTotal" (
    "day" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "payouts" INTEGER NOT NULL,

    PRIMARY KEY ("day", "currency", "basis")
);

-- What is expected of each account is computed by the next run of the job for states.
UPDATE "ConnectedAccount" SET "stateUntil" = NULL;
