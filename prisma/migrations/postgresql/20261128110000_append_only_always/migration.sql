-- Also in a session that calls itself a replica, where ordinary triggers rest.
ALTER TABLE "AuditEntry" ENABLE ALWAYS TRIGGER "AuditEntry_no_rewrite";
ALTER TABLE "AuditEntry" ENABLE ALWAYS TRIGGER "AuditEntry_no_truncate";
ALTER TABLE "AuditOutcome" ENABLE ALWAYS TRIGGER "AuditOutcome_no_rewrite";
ALTER TABLE "AuditOutcome" ENABLE ALWAYS TRIGGER "AuditOutcome_no_truncate";
