-- CreateTable
CREATE TABLE "ChangeRequest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "accountName" TEXT NOT NULL,
    "submission" JSONB,
    "lines" JSONB NOT NULL,
    "because" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "requestedById" TEXT NOT NULL,
    "requestedByName" TEXT NOT NULL,
    "requestedByRole" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "decidedById" TEXT,
    "decidedByName" TEXT,
    "decidedAt" DATETIME,
    "decidedBecause" TEXT
);

-- CreateIndex
CREATE INDEX "ChangeRequest_status_expiresAt_id_idx" ON "ChangeRequest"("status", "expiresAt", "id");

-- CreateIndex
CREATE INDEX "ChangeRequest_createdAt_id_idx" ON "ChangeRequest"("createdAt", "id");

-- CreateIndex
CREATE INDEX "ChangeRequest_accountId_status_expiresAt_idx" ON "ChangeRequest"("accountId", "status", "expiresAt");
