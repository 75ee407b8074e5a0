-- CreateTable
CREATE TABLE "Policy" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "segment" JSONB NOT NULL,
    "values" JSONB NOT NULL,
    "priority" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "changedAt" DATETIME NOT NULL,
    "changedByName" TEXT NOT NULL,
    "archivedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Rollout" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "policyId" TEXT,
    "policyVersion" INTEGER,
    "rollbackOf" TEXT,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "pace" JSONB NOT NULL,
    "total" INTEGER NOT NULL DEFAULT 0,
    "cursor" TEXT NOT NULL DEFAULT '',
    "planned" INTEGER NOT NULL DEFAULT 0,
    "openUpTo" INTEGER NOT NULL DEFAULT 0,
    "forgivenDone" INTEGER NOT NULL DEFAULT 0,
    "forgivenFailed" INTEGER NOT NULL DEFAULT 0,
    "plannedById" TEXT NOT NULL,
    "plannedByName" TEXT NOT NULL,
    "startedById" TEXT,
    "startedByName" TEXT,
    "carriedById" TEXT,
    "approvedByName" TEXT,
    "createdAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    "haltedBecause" TEXT,
    "owner" TEXT,
    "leaseUntil" DATETIME
);

-- CreateTable
CREATE TABLE "RolloutItem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "rolloutId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "accountId" TEXT NOT NULL,
    "accountName" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "changes" JSONB,
    "needs" TEXT NOT NULL DEFAULT '',
    "because" TEXT,
    "message" TEXT,
    "key" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "entryId" TEXT
);

-- CreateIndex
CREATE INDEX "Policy_archivedAt_createdAt_id_idx" ON "Policy"("archivedAt", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Rollout_status_id_idx" ON "Rollout"("status", "id");

-- CreateIndex
CREATE INDEX "Rollout_createdAt_id_idx" ON "Rollout"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Rollout_policyId_createdAt_idx" ON "Rollout"("policyId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "RolloutItem_rolloutId_accountId_key" ON "RolloutItem"("rolloutId", "accountId");

-- CreateIndex
CREATE INDEX "RolloutItem_rolloutId_state_position_idx" ON "RolloutItem"("rolloutId", "state", "position");

-- CreateIndex
CREATE INDEX "RolloutItem_rolloutId_position_idx" ON "RolloutItem"("rolloutId", "position");

-- CreateIndex
CREATE INDEX "RolloutItem_state_rolloutId_idx" ON "RolloutItem"("state", "rolloutId");
