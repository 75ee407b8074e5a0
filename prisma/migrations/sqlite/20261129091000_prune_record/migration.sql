-- What an archive has may be removed, once an entry of the log says so: a leaf before the number that such an entry names,
-- and then a record that has no leaf any more.
DROP TRIGGER "LogLeaf_no_delete";
CREATE TRIGGER "LogLeaf_no_delete" BEFORE DELETE ON "LogLeaf" WHEN NOT EXISTS (SELECT 1 FROM "AuditEntry" p JOIN "LogLeaf" l ON l."entryId" = p."id" WHERE p."type" = 'record.pruned' AND json_extract(p."details", '$.leaves') > OLD."seq" AND l."seq" >= json_extract(p."details", '$.leaves')) BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
DROP TRIGGER "AuditEntry_no_delete";
CREATE TRIGGER "AuditEntry_no_delete" BEFORE DELETE ON "AuditEntry" WHEN EXISTS (SELECT 1 FROM "LogLeaf" WHERE "entryId" = OLD."id") OR EXISTS (SELECT 1 FROM "PendingLeaf" WHERE "entryId" = OLD."id") OR EXISTS (SELECT 1 FROM "LogState" WHERE "importing" IS NOT NULL) OR NOT EXISTS (SELECT 1 FROM "AuditEntry" p JOIN "LogLeaf" l ON l."entryId" = p."id" WHERE p."type" = 'record.pruned' AND p."id" > OLD."id") BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
DROP TRIGGER "AuditOutcome_no_delete";
CREATE TRIGGER "AuditOutcome_no_delete" BEFORE DELETE ON "AuditOutcome" WHEN EXISTS (SELECT 1 FROM "LogLeaf" WHERE "outcomeId" = OLD."id") OR EXISTS (SELECT 1 FROM "PendingLeaf" WHERE "outcomeId" = OLD."id") OR EXISTS (SELECT 1 FROM "LogState" WHERE "importing" IS NOT NULL) OR NOT EXISTS (SELECT 1 FROM "AuditEntry" p JOIN "LogLeaf" l ON l."entryId" = p."id" WHERE p."type" = 'record.pruned' AND p."id" > OLD."id") BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
