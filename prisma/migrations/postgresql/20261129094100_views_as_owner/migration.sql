-- CreateTable
CREATE TABLE "SupportView" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "personName" TEXT NOT NULL,
    "staffRole" "StaffRole" NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "until" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "SupportView_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "AuthSession" ADD COLUMN "viewId" TEXT;

-- CreateIndex
CREATE INDEX "SupportView_accountId_startedAt_idx" ON "SupportView"("accountId", "startedAt");

-- CreateIndex
CREATE INDEX "SupportView_endedAt_until_idx" ON "SupportView"("endedAt", "until");
