-- Messages of one person that wait are sent together.
CREATE INDEX "Mail_personId_createdAt_idx" ON "Mail"("personId", "createdAt");
