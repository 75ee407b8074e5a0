-- CreateTable
CREATE TABLE "SupportView" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "personName" TEXT NOT NULL,
    "staffRole" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "until" DATETIME NOT NULL,
    "endedAt" DATETIME
);

-- AlterTable
ALTER TABLE "AuthSession" ADD COLUMN "viewId" TEXT;

-- CreateIndex
CREATE INDEX "SupportView_accountId_startedAt_idx" ON "SupportView"("accountId", "startedAt");

-- CreateIndex
CREATE INDEX "SupportView_endedAt_until_idx" ON "SupportView"("endedAt", "until");
