-- AlterTable
ALTER TABLE "StripeEvent" ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "dueAt" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "WorkerRun" (
    "job" TEXT NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "finishedAt" TIMESTAMP(3) NOT NULL,
    "failures" INTEGER NOT NULL,
    "error" TEXT,

    CONSTRAINT "WorkerRun_pkey" PRIMARY KEY ("job")
);

-- CreateTable
CREATE TABLE "EventGap" (
    "id" TEXT NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3) NOT NULL,
    "lostUntil" TIMESTAMP(3),
    "cursor" TEXT,
    "unread" INTEGER NOT NULL DEFAULT 0,
    "found" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" TIMESTAMP(3) NOT NULL,
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "EventGap_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "EventGap_finishedAt_leaseUntil_idx" ON "EventGap"("finishedAt", "leaseUntil");
