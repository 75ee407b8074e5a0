-- CreateTable
CREATE TABLE "NegativeTotal" (
    "currency" TEXT COLLATE "C" NOT NULL,
    "accounts" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "NegativeTotal_pkey" PRIMARY KEY ("currency")
);

-- CreateIndex
CREATE INDEX "NegativeTotal_accounts_idx" ON "NegativeTotal"("accounts");

-- 9 is the state of disconnected accounts.
INSERT INTO "NegativeTotal" ("currency", "accounts", "amount")
SELECT "currency", COUNT(*), SUM("available") FROM "AccountBalance"
WHERE "available" < 0 AND "state" <> 9 GROUP BY "currency";
