-- What an archive has may be removed, once an entry of the log says so: a leaf before the number that such an entry names,
-- and then a record that has no leaf any more. \x3B is a semicolon: the driver adapter splits a migration at every literal one.
CREATE FUNCTION "refuse_unrecorded_prune"() RETURNS trigger LANGUAGE plpgsql AS E'BEGIN IF TG_TABLE_NAME = ''LogLeaf'' THEN IF EXISTS (SELECT 1 FROM "AuditEntry" p JOIN "LogLeaf" l ON l."entryId" = p."id" WHERE p."type" = ''record.pruned'' AND (p."details"->>''leaves'')::int > OLD."seq" AND l."seq" >= (p."details"->>''leaves'')::int) THEN RETURN OLD\x3B END IF\x3B ELSIF NOT EXISTS (SELECT 1 FROM "LogLeaf" WHERE "entryId" = OLD."id") AND NOT EXISTS (SELECT 1 FROM "LogLeaf" WHERE "outcomeId" = OLD."id") AND NOT EXISTS (SELECT 1 FROM "PendingLeaf" WHERE "entryId" = OLD."id" OR "outcomeId" = OLD."id") AND NOT EXISTS (SELECT 1 FROM "LogState" WHERE "importing" IS NOT NULL) AND EXISTS (SELECT 1 FROM "AuditEntry" p JOIN "LogLeaf" l ON l."entryId" = p."id" WHERE p."type" = ''record.pruned'' AND p."id" > OLD."id") THEN RETURN OLD\x3B END IF\x3B RAISE EXCEPTION ''the audit log is append-only''\x3B END';
DROP TRIGGER "LogLeaf_no_rewrite" ON "LogLeaf";
CREATE TRIGGER "LogLeaf_no_rewrite" BEFORE UPDATE ON "LogLeaf" FOR EACH ROW EXECUTE FUNCTION "refuse_audit_rewrite"();
CREATE TRIGGER "LogLeaf_no_delete" BEFORE DELETE ON "LogLeaf" FOR EACH ROW EXECUTE FUNCTION "refuse_unrecorded_prune"();
ALTER TABLE "LogLeaf" ENABLE ALWAYS TRIGGER "LogLeaf_no_rewrite";
ALTER TABLE "LogLeaf" ENABLE ALWAYS TRIGGER "LogLeaf_no_delete";
DROP TRIGGER "AuditEntry_no_rewrite" ON "AuditEntry";
CREATE TRIGGER "AuditEntry_no_rewrite" BEFORE UPDATE ON "AuditEntry" FOR EACH ROW EXECUTE FUNCTION "refuse_audit_rewrite"();
CREATE TRIGGER "AuditEntry_no_delete" BEFORE DELETE ON "AuditEntry" FOR EACH ROW EXECUTE FUNCTION "refuse_unrecorded_prune"();
ALTER TABLE "AuditEntry" ENABLE ALWAYS TRIGGER "AuditEntry_no_rewrite";
ALTER TABLE "AuditEntry" ENABLE ALWAYS TRIGGER "AuditEntry_no_delete";
DROP TRIGGER "AuditOutcome_no_rewrite" ON "AuditOutcome";
CREATE TRIGGER "AuditOutcome_no_rewrite" BEFORE UPDATE ON "AuditOutcome" FOR EACH ROW EXECUTE FUNCTION "refuse_audit_rewrite"();
CREATE TRIGGER "AuditOutcome_no_delete" BEFORE DELETE ON "AuditOutcome" FOR EACH ROW EXECUTE FUNCTION "refuse_unrecorded_prune"();
ALTER TABLE "AuditOutcome" ENABLE ALWAYS TRIGGER "AuditOutcome_no_rewrite";
ALTER TABLE "AuditOutcome" ENABLE ALWAYS TRIGGER "AuditOutcome_no_delete";
