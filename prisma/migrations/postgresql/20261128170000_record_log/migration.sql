-- CreateTable
CREATE TABLE "LogLeaf" (
    "seq" INTEGER NOT NULL,
    "entryId" TEXT,
    "outcomeId" TEXT,
    "hashes" BYTEA NOT NULL,

    CONSTRAINT "LogLeaf_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "PendingLeaf" (
    "id" TEXT NOT NULL,
    "entryId" TEXT,
    "outcomeId" TEXT,

    CONSTRAINT "PendingLeaf_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LogState" (
    "id" INTEGER NOT NULL,
    "importing" TEXT,
    "cursor" TEXT NOT NULL,
    "verified" INTEGER NOT NULL DEFAULT 0,
    "verifiedAt" TIMESTAMP(3),
    "fault" TEXT,

    CONSTRAINT "LogState_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "LogLeaf_entryId_key" ON "LogLeaf"("entryId");

-- CreateIndex
CREATE UNIQUE INDEX "LogLeaf_outcomeId_key" ON "LogLeaf"("outcomeId");

-- CreateIndex
CREATE UNIQUE INDEX "PendingLeaf_entryId_key" ON "PendingLeaf"("entryId");

-- CreateIndex
CREATE UNIQUE INDEX "PendingLeaf_outcomeId_key" ON "PendingLeaf"("outcomeId");

-- AddForeignKey
ALTER TABLE "LogLeaf" ADD CONSTRAINT "LogLeaf_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "AuditEntry"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "LogLeaf" ADD CONSTRAINT "LogLeaf_outcomeId_fkey" FOREIGN KEY ("outcomeId") REFERENCES "AuditOutcome"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "PendingLeaf" ADD CONSTRAINT "PendingLeaf_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "AuditEntry"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "PendingLeaf" ADD CONSTRAINT "PendingLeaf_outcomeId_fkey" FOREIGN KEY ("outcomeId") REFERENCES "AuditOutcome"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

CREATE TRIGGER "LogLeaf_no_rewrite" BEFORE UPDATE OR DELETE ON "LogLeaf" FOR EACH ROW EXECUTE FUNCTION "refuse_audit_rewrite"();
CREATE TRIGGER "LogLeaf_no_truncate" BEFORE TRUNCATE ON "LogLeaf" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_rewrite"();
-- Also in a session that calls itself a replica, where ordinary triggers rest.
ALTER TABLE "LogLeaf" ENABLE ALWAYS TRIGGER "LogLeaf_no_rewrite";
ALTER TABLE "LogLeaf" ENABLE ALWAYS TRIGGER "LogLeaf_no_truncate";
