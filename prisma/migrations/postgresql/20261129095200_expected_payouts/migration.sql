-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN "expected" TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE "ConnectedAccount" ADD COLUMN "expectedIndexed" TEXT COLLATE "C" NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "ExpectedTotal" (
    "day" TEXT COLLATE "C" NOT NULL,
    "currency" TEXT COLLATE "C" NOT NULL,
    "basis" TEXT COLLATE "C" NOT NULL,
    "amount" BIGINT NOT NULL,
    "payouts" INTEGER NOT NULL,

    CONSTRAINT "ExpectedTotal_pkey" PRIMARY KEY ("day", "currency", "basis")
);

-- What is expected of each account is computed by the next run of the job for states.
UPDATE "ConnectedAccount" SET "stateUntil" = NULL;
