-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN "payoutsStatus" TEXT;
ALTER TABLE "ConnectedAccount" ADD COLUMN "state" TEXT;
ALTER TABLE "ConnectedAccount" ADD COLUMN "stateReason" TEXT;
ALTER TABLE "ConnectedAccount" ADD COLUMN "nextPayoutOn" TEXT;
ALTER TABLE "ConnectedAccount" ADD COLUMN "indexedAs" TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE "ConnectedAccount" SET "payoutsStatus" = "settings"->>'payoutsStatus';

-- The list no longer reads these. What it reads is filled in by the product at its next start, because SQL cannot fold.
DROP INDEX "ConnectedAccount_nameSearch_id_idx";
DROP INDEX "ConnectedAccount_createdAtStripe_id_idx";
DROP INDEX "ConnectedAccount_emailSearch_idx";
DROP INDEX "ConnectedAccount_country_nameSearch_id_idx";
DROP INDEX "ConnectedAccount_payoutInterval_nameSearch_id_idx";
CREATE INDEX "ConnectedAccount_indexedAs_idx" ON "ConnectedAccount"("indexedAs");

-- Prefix search and keyset order compare bytes, as SQLite does, whatever the database's locale.
ALTER TABLE "RecordedPayout" ALTER COLUMN "payoutId" TYPE TEXT COLLATE "C";

-- CreateTable
CREATE TABLE "AccountFacet" (
    "accountId" TEXT COLLATE "C" NOT NULL,
    "facet" TEXT COLLATE "C" NOT NULL,
    "state" INTEGER NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "createdAt" BIGINT NOT NULL,
    "nextPayoutOn" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "AccountFacet_pkey" PRIMARY KEY ("accountId","facet")
);

-- CreateTable
CREATE TABLE "AccountFacetCount" (
    "facet" TEXT COLLATE "C" NOT NULL,
    "state" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "AccountFacetCount_pkey" PRIMARY KEY ("facet","state")
);

-- CreateTable
CREATE TABLE "AccountBalance" (
    "accountId" TEXT COLLATE "C" NOT NULL,
    "currency" TEXT COLLATE "C" NOT NULL,
    "state" INTEGER NOT NULL,
    "available" BIGINT NOT NULL,

    CONSTRAINT "AccountBalance_pkey" PRIMARY KEY ("accountId","currency")
);

-- CreateTable
CREATE TABLE "AccountWord" (
    "word" TEXT COLLATE "C" NOT NULL,
    "accountId" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "AccountWord_pkey" PRIMARY KEY ("word","accountId")
);

-- CreateIndex
CREATE INDEX "AccountFacet_facet_state_name_accountId_idx" ON "AccountFacet"("facet", "state", "name", "accountId");
CREATE INDEX "AccountFacet_facet_state_createdAt_accountId_idx" ON "AccountFacet"("facet", "state", "createdAt", "accountId");
CREATE INDEX "AccountFacet_facet_state_nextPayoutOn_accountId_idx" ON "AccountFacet"("facet", "state", "nextPayoutOn", "accountId");
CREATE INDEX "AccountBalance_currency_state_available_accountId_idx" ON "AccountBalance"("currency", "state", "available", "accountId");
CREATE INDEX "AccountWord_accountId_word_idx" ON "AccountWord"("accountId", "word");

-- Facets and states go together, and a plan made for fewer accounts than there are would read and sort them all.
CREATE STATISTICS "AccountFacet_facet_state_stats" (mcv) ON "facet", "state" FROM "AccountFacet";
ALTER STATISTICS "AccountFacet_facet_state_stats" SET STATISTICS 2000;
CREATE STATISTICS "AccountBalance_currency_state_stats" (mcv) ON "currency", "state" FROM "AccountBalance";
ALTER STATISTICS "AccountBalance_currency_state_stats" SET STATISTICS 2000;
