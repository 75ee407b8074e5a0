-- AlterTable
ALTER TABLE "StripeEvent" ADD COLUMN "dueAt" DATETIME;
ALTER TABLE "StripeEvent" ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "WorkerRun" (
    "job" TEXT NOT NULL PRIMARY KEY,
    "startedAt" DATETIME NOT NULL,
    "finishedAt" DATETIME NOT NULL,
    "failures" INTEGER NOT NULL,
    "error" TEXT
);

-- CreateTable
CREATE TABLE "EventGap" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "startedAt" DATETIME NOT NULL,
    "endedAt" DATETIME NOT NULL,
    "lostUntil" DATETIME,
    "cursor" TEXT,
    "unread" INTEGER NOT NULL DEFAULT 0,
    "found" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" DATETIME NOT NULL,
    "finishedAt" DATETIME
);

-- CreateIndex
CREATE INDEX "EventGap_finishedAt_leaseUntil_idx" ON "EventGap"("finishedAt", "leaseUntil");
