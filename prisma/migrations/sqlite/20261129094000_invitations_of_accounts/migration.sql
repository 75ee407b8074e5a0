-- DropIndex
DROP INDEX "AccessLink_purpose_email_key";

-- CreateIndex
CREATE INDEX "AccessLink_email_purpose_idx" ON "AccessLink"("email", "purpose");

-- CreateIndex
CREATE INDEX "AccessLink_accountId_idx" ON "AccessLink"("accountId");
