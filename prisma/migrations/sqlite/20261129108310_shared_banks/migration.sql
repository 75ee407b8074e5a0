-- AlterTable
ALTER TABLE "ConnectedAccount" ADD COLUMN "bankShared" BOOLEAN NOT NULL DEFAULT false;

-- What is known already. A mark below every version has these accounts indexed again.
UPDATE "ConnectedAccount" SET "bankShared" = true, "indexedAs" = CASE WHEN "indexedAs" = '' THEN '' ELSE '0' END
WHERE EXISTS (
  SELECT 1 FROM "KnownBank" AS "own"
  WHERE "own"."accountId" = "ConnectedAccount"."id" AND "own"."fingerprint" IS NOT NULL AND EXISTS (
    SELECT 1 FROM "KnownBank" AS "other"
    WHERE "other"."fingerprint" = "own"."fingerprint" AND "other"."accountId" <> "own"."accountId"
  )
);
