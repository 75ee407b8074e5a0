-- CreateTable
CREATE TABLE "AccessLink" (
    "tokenHash" TEXT NOT NULL PRIMARY KEY,
    "purpose" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "staffRole" TEXT,
    "accountId" TEXT,
    "accountRole" TEXT,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "AccessLink_purpose_email_key" ON "AccessLink"("purpose", "email");

-- CreateIndex
CREATE INDEX "AccessLink_expiresAt_idx" ON "AccessLink"("expiresAt");

-- CreateIndex
CREATE INDEX "Person_staffRole_email_idx" ON "Person"("staffRole", "email");
