-- CreateEnum
CREATE TYPE "LinkPurpose" AS ENUM ('invitation', 'reset');

-- CreateTable
CREATE TABLE "AccessLink" (
    "tokenHash" TEXT NOT NULL,
    "purpose" "LinkPurpose" NOT NULL,
    "email" TEXT NOT NULL,
    "staffRole" "StaffRole",
    "accountId" TEXT,
    "accountRole" "AccountRole",
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "AccessLink_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateIndex
CREATE UNIQUE INDEX "AccessLink_purpose_email_key" ON "AccessLink"("purpose", "email");

-- CreateIndex
CREATE INDEX "AccessLink_expiresAt_idx" ON "AccessLink"("expiresAt");

-- People are listed by email, and found by its beginning, in the order of bytes.
ALTER TABLE "Person" ALTER COLUMN "email" TYPE TEXT COLLATE "C";

-- CreateIndex
CREATE INDEX "Person_staffRole_email_idx" ON "Person"("staffRole", "email");
