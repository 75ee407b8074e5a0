-- CreateTable
CREATE TABLE "Policy" (
    "id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "segment" JSONB NOT NULL,
    "values" JSONB NOT NULL,
    "priority" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,
    "changedByName" TEXT NOT NULL,
    "archivedAt" TIMESTAMP(3),

    CONSTRAINT "Policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Rollout" (
    "id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "policyId" TEXT COLLATE "C",
    "policyVersion" INTEGER,
    "rollbackOf" TEXT,
    "status" TEXT COLLATE "C" NOT NULL,
    "reason" TEXT,
    "pace" JSONB NOT NULL,
    "total" INTEGER NOT NULL DEFAULT 0,
    "cursor" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "planned" INTEGER NOT NULL DEFAULT 0,
    "openUpTo" INTEGER NOT NULL DEFAULT 0,
    "forgivenDone" INTEGER NOT NULL DEFAULT 0,
    "forgivenFailed" INTEGER NOT NULL DEFAULT 0,
    "plannedById" TEXT COLLATE "C" NOT NULL,
    "plannedByName" TEXT NOT NULL,
    "startedById" TEXT COLLATE "C",
    "startedByName" TEXT,
    "carriedById" TEXT COLLATE "C",
    "approvedByName" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),
    "haltedBecause" TEXT,
    "owner" TEXT,
    "leaseUntil" TIMESTAMP(3),

    CONSTRAINT "Rollout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RolloutItem" (
    "id" TEXT COLLATE "C" NOT NULL,
    "rolloutId" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "accountId" TEXT COLLATE "C" NOT NULL,
    "accountName" TEXT NOT NULL,
    "state" TEXT COLLATE "C" NOT NULL,
    "changes" JSONB,
    "needs" TEXT NOT NULL DEFAULT '',
    "because" TEXT,
    "message" TEXT,
    "key" TEXT COLLATE "C" NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "entryId" TEXT COLLATE "C",

    CONSTRAINT "RolloutItem_pkey" PRIMARY KEY ("id")
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
