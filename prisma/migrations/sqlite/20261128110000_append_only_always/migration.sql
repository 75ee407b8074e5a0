-- REPLACE removes the row in its way without a delete trigger, unless a connection asks for recursive triggers.
-- The row may be in its way by its id or by its rowid.
CREATE TRIGGER "AuditEntry_no_replace" BEFORE INSERT ON "AuditEntry" WHEN EXISTS (SELECT 1 FROM "AuditEntry" WHERE "id" = NEW."id" OR rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER "AuditOutcome_no_replace" BEFORE INSERT ON "AuditOutcome" WHEN EXISTS (SELECT 1 FROM "AuditOutcome" WHERE "id" = NEW."id" OR rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
