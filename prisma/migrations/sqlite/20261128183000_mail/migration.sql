-- CreateTable
CREATE TABLE "PendingNotice" (
    "entryId" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Mail" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "personId" TEXT NOT NULL,
    "entryId" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "dueAt" DATETIME NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "endedAt" DATETIME,
    "failure" TEXT,
    "disputedAt" DATETIME
);

-- CreateTable
CREATE TABLE "NoticeChoice" (
    "personId" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "isOn" BOOLEAN NOT NULL,

    PRIMARY KEY ("personId", "topic"),
    CONSTRAINT "NoticeChoice_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "PendingNotice_at_idx" ON "PendingNotice"("at");

-- CreateIndex
CREATE UNIQUE INDEX "Mail_tokenHash_key" ON "Mail"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "Mail_entryId_personId_key" ON "Mail"("entryId", "personId");

-- CreateIndex
CREATE INDEX "Mail_state_dueAt_idx" ON "Mail"("state", "dueAt");

-- CreateIndex
CREATE INDEX "Mail_state_createdAt_idx" ON "Mail"("state", "createdAt");

-- CreateIndex
CREATE INDEX "NoticeChoice_topic_isOn_idx" ON "NoticeChoice"("topic", "isOn");
