-- AlterTable
ALTER TABLE "SyncRun" ADD COLUMN "open" TEXT;
ALTER TABLE "SyncRun" ADD COLUMN "owner" TEXT;
ALTER TABLE "SyncRun" ADD COLUMN "leaseUntil" DATETIME;
ALTER TABLE "SyncRun" ADD COLUMN "phase" TEXT NOT NULL DEFAULT 'list';
ALTER TABLE "SyncRun" ADD COLUMN "cursor" TEXT;
ALTER TABLE "SyncRun" ADD COLUMN "skipped" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "SyncRun" ADD COLUMN "skippedAccounts" JSONB;
ALTER TABLE "SyncRun" ADD COLUMN "requestedBy" JSONB;

-- CreateIndex
CREATE UNIQUE INDEX "SyncRun_open_key" ON "SyncRun"("open");
