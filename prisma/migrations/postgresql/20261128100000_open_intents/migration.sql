-- CreateTable
CREATE TABLE "OpenIntent" (
    "entryId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "lock" TEXT NOT NULL,
    "leaseUntil" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OpenIntent_pkey" PRIMARY KEY ("entryId")
);

-- CreateIndex
CREATE UNIQUE INDEX "OpenIntent_lock_key" ON "OpenIntent"("lock");

-- CreateIndex
CREATE INDEX "OpenIntent_accountId_idx" ON "OpenIntent"("accountId");

-- CreateIndex
CREATE INDEX "OpenIntent_leaseUntil_idx" ON "OpenIntent"("leaseUntil");

-- AddForeignKey
ALTER TABLE "OpenIntent" ADD CONSTRAINT "OpenIntent_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "AuditEntry"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Intents that were open before this table. Payout orders keep the lock of their account, the others get one of their own.
INSERT INTO "OpenIntent" ("entryId", "accountId", "lock", "leaseUntil")
SELECT entry."id", entry."accountId", coalesce('payout:' || "order"."openFor", entry."id"), entry."at"
FROM "AuditEntry" AS entry
LEFT JOIN "PayoutOrder" AS "order" ON "order"."entryId" = entry."id"
WHERE entry."isIntent" AND entry."accountId" IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM "AuditOutcome" AS outcome
    WHERE outcome."entryId" = entry."id" AND outcome."outcome" IN ('applied', 'refused', 'conflict')
  );
