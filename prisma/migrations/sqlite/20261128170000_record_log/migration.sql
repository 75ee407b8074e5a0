-- CreateTable
CREATE TABLE "LogLeaf" (
    "seq" INTEGER NOT NULL PRIMARY KEY,
    "entryId" TEXT,
    "outcomeId" TEXT,
    "hashes" BLOB NOT NULL,
    CONSTRAINT "LogLeaf_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "AuditEntry" ("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "LogLeaf_outcomeId_fkey" FOREIGN KEY ("outcomeId") REFERENCES "AuditOutcome" ("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);

-- CreateTable
CREATE TABLE "PendingLeaf" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "entryId" TEXT,
    "outcomeId" TEXT,
    CONSTRAINT "PendingLeaf_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "AuditEntry" ("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "PendingLeaf_outcomeId_fkey" FOREIGN KEY ("outcomeId") REFERENCES "AuditOutcome" ("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);

-- CreateTable
CREATE TABLE "LogState" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "importing" TEXT,
    "cursor" TEXT NOT NULL,
    "verified" INTEGER NOT NULL DEFAULT 0,
    "verifiedAt" DATETIME,
    "fault" TEXT
);

-- CreateIndex
CREATE UNIQUE INDEX "LogLeaf_entryId_key" ON "LogLeaf"("entryId");

-- CreateIndex
CREATE UNIQUE INDEX "LogLeaf_outcomeId_key" ON "LogLeaf"("outcomeId");

-- CreateIndex
CREATE UNIQUE INDEX "PendingLeaf_entryId_key" ON "PendingLeaf"("entryId");

-- CreateIndex
CREATE UNIQUE INDEX "PendingLeaf_outcomeId_key" ON "PendingLeaf"("outcomeId");

CREATE TRIGGER "LogLeaf_no_update" BEFORE UPDATE ON "LogLeaf" BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER "LogLeaf_no_delete" BEFORE DELETE ON "LogLeaf" BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
-- REPLACE removes the row in its way without a delete trigger, unless a connection asks for recursive triggers.
CREATE TRIGGER "LogLeaf_no_replace" BEFORE INSERT ON "LogLeaf" WHEN EXISTS (SELECT 1 FROM "LogLeaf" WHERE "seq" = NEW."seq" OR "entryId" = NEW."entryId" OR "outcomeId" = NEW."outcomeId") BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
