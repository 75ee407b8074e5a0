-- CreateTable
CREATE TABLE "RolloutItemCount" (
    "rolloutId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "needs" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "RolloutItemCount_pkey" PRIMARY KEY ("rolloutId", "state", "needs")
);

-- CreateIndex
CREATE INDEX "RolloutItemCount_state_count_idx" ON "RolloutItemCount"("state", "count");

-- DropIndex: what it was for is read from the counts, and PostgreSQL took it where it had to sort a whole rollout then.
DROP INDEX "RolloutItem_state_rolloutId_idx";

INSERT INTO "RolloutItemCount" ("rolloutId", "state", "needs", "count")
SELECT "rolloutId", "state", "needs", COUNT(*) FROM "RolloutItem" GROUP BY "rolloutId", "state", "needs";

-- Whoever writes items, the counts are right: once for each statement, and in the order of the keys, so that two statements
-- wait for each other and never in a circle. \x3B is a semicolon: the driver adapter splits a migration at every literal one.
CREATE FUNCTION "count_added_items"() RETURNS trigger LANGUAGE plpgsql AS E'BEGIN INSERT INTO "RolloutItemCount" ("rolloutId", "state", "needs", "count") SELECT "rolloutId", "state", "needs", COUNT(*) FROM added GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 ON CONFLICT ("rolloutId", "state", "needs") DO UPDATE SET "count" = "RolloutItemCount"."count" + excluded."count"\x3B RETURN NULL\x3B END';
CREATE FUNCTION "count_changed_items"() RETURNS trigger LANGUAGE plpgsql AS E'BEGIN INSERT INTO "RolloutItemCount" ("rolloutId", "state", "needs", "count") SELECT "rolloutId", "state", "needs", SUM("by") FROM (SELECT "rolloutId", "state", "needs", 1 AS "by" FROM added UNION ALL SELECT "rolloutId", "state", "needs", -1 FROM removed) AS "each" GROUP BY 1, 2, 3 HAVING SUM("by") <> 0 ORDER BY 1, 2, 3 ON CONFLICT ("rolloutId", "state", "needs") DO UPDATE SET "count" = "RolloutItemCount"."count" + excluded."count"\x3B RETURN NULL\x3B END';
CREATE FUNCTION "count_removed_items"() RETURNS trigger LANGUAGE plpgsql AS E'BEGIN INSERT INTO "RolloutItemCount" ("rolloutId", "state", "needs", "count") SELECT "rolloutId", "state", "needs", -COUNT(*) FROM removed GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 ON CONFLICT ("rolloutId", "state", "needs") DO UPDATE SET "count" = "RolloutItemCount"."count" + excluded."count"\x3B RETURN NULL\x3B END';
CREATE TRIGGER "RolloutItem_counted" AFTER INSERT ON "RolloutItem" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "count_added_items"();
CREATE TRIGGER "RolloutItem_counted_again" AFTER UPDATE ON "RolloutItem" REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "count_changed_items"();
CREATE TRIGGER "RolloutItem_no_longer_counted" AFTER DELETE ON "RolloutItem" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "count_removed_items"();
