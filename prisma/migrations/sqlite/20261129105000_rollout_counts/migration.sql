-- CreateTable
CREATE TABLE "RolloutItemCount" (
    "rolloutId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "needs" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    PRIMARY KEY ("rolloutId", "state", "needs")
);

-- CreateIndex
CREATE INDEX "RolloutItemCount_state_count_idx" ON "RolloutItemCount"("state", "count");

-- DropIndex: what it was for is read from the counts, and PostgreSQL took it where it had to sort a whole rollout then.
DROP INDEX "RolloutItem_state_rolloutId_idx";

INSERT INTO "RolloutItemCount" ("rolloutId", "state", "needs", "count")
SELECT "rolloutId", "state", "needs", COUNT(*) FROM "RolloutItem" GROUP BY "rolloutId", "state", "needs";

-- Whoever writes items, the counts are right. They are zero rather than gone, so that no row is inserted twice.
CREATE TRIGGER "RolloutItem_counted" AFTER INSERT ON "RolloutItem" BEGIN INSERT INTO "RolloutItemCount" ("rolloutId", "state", "needs", "count") VALUES (NEW."rolloutId", NEW."state", NEW."needs", 1) ON CONFLICT ("rolloutId", "state", "needs") DO UPDATE SET "count" = "count" + 1; END;
CREATE TRIGGER "RolloutItem_counted_again" AFTER UPDATE OF "state", "needs" ON "RolloutItem" WHEN OLD."state" <> NEW."state" OR OLD."needs" <> NEW."needs" BEGIN UPDATE "RolloutItemCount" SET "count" = "count" - 1 WHERE "rolloutId" = OLD."rolloutId" AND "state" = OLD."state" AND "needs" = OLD."needs"; INSERT INTO "RolloutItemCount" ("rolloutId", "state", "needs", "count") VALUES (NEW."rolloutId", NEW."state", NEW."needs", 1) ON CONFLICT ("rolloutId", "state", "needs") DO UPDATE SET "count" = "count" + 1; END;
CREATE TRIGGER "RolloutItem_no_longer_counted" AFTER DELETE ON "RolloutItem" BEGIN UPDATE "RolloutItemCount" SET "count" = "count" - 1 WHERE "rolloutId" = OLD."rolloutId" AND "state" = OLD."state" AND "needs" = OLD."needs"; END;
