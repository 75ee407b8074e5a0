-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN "payoutsStatus" TEXT;
ALTER TABLE "ConnectedAccount" ADD COLUMN "state" TEXT;
ALTER TABLE "ConnectedAccount" ADD COLUMN "stateReason" TEXT;
ALTER TABLE "ConnectedAccount" ADD COLUMN "nextPayoutOn" TEXT;
ALTER TABLE "ConnectedAccount" ADD COLUMN "indexedAs" TEXT NOT NULL DEFAULT '';
UPDATE "ConnectedAccount" SET "payoutsStatus" = json_extract("settings", '$.payoutsStatus');

-- The list no longer reads these. What it reads is filled in by the product at its next start, because SQL cannot fold.
DROP INDEX "ConnectedAccount_nameSearch_id_idx";
DROP INDEX "ConnectedAccount_createdAtStripe_id_idx";
DROP INDEX "ConnectedAccount_emailSearch_idx";
DROP INDEX "ConnectedAccount_country_nameSearch_id_idx";
DROP INDEX "ConnectedAccount_payoutInterval_nameSearch_id_idx";
CREATE INDEX "ConnectedAccount_indexedAs_idx" ON "ConnectedAccount"("indexedAs");

-- Without a rowid the primary key is the table, which halves it.
CREATE TABLE "AccountFacet" (
    "accountId" TEXT NOT NULL,
    "facet" TEXT NOT NULL,
    "state" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" BIGINT NOT NULL,
    "nextPayoutOn" TEXT NOT NULL,

    PRIMARY KEY ("accountId", "facet")
) WITHOUT ROWID;

CREATE TABLE "AccountFacetCount" (
    "facet" TEXT NOT NULL,
    "state" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    PRIMARY KEY ("facet", "state")
) WITHOUT ROWID;

CREATE TABLE "AccountBalance" (
    "accountId" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "state" INTEGER NOT NULL,
    "available" BIGINT NOT NULL,

    PRIMARY KEY ("accountId", "currency")
) WITHOUT ROWID;

CREATE TABLE "AccountWord" (
    "word" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,

    PRIMARY KEY ("word", "accountId")
) WITHOUT ROWID;

-- CreateIndex
CREATE INDEX "AccountFacet_facet_state_name_accountId_idx" ON "AccountFacet"("facet", "state", "name", "accountId");
CREATE INDEX "AccountFacet_facet_state_createdAt_accountId_idx" ON "AccountFacet"("facet", "state", "createdAt", "accountId");
CREATE INDEX "AccountFacet_facet_state_nextPayoutOn_accountId_idx" ON "AccountFacet"("facet", "state", "nextPayoutOn", "accountId");
CREATE INDEX "AccountBalance_currency_state_available_accountId_idx" ON "AccountBalance"("currency", "state", "available", "accountId");
CREATE INDEX "AccountWord_accountId_word_idx" ON "AccountWord"("accountId", "word");
