-- AlterTable
ALTER TABLE "Person" ADD COLUMN "secondFactorAt" DATETIME;

-- AlterTable
ALTER TABLE "AuthSession" ADD COLUMN "verifiedAt" DATETIME;
ALTER TABLE "AuthSession" ADD COLUMN "seenAt" DATETIME;

-- CreateTable
CREATE TABLE "SecondFactor" (
    "personId" TEXT NOT NULL PRIMARY KEY,
    "secret" TEXT NOT NULL,
    "usedStep" INTEGER NOT NULL,
    CONSTRAINT "SecondFactor_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RecoveryCode" (
    "codeHash" TEXT NOT NULL PRIMARY KEY,
    "personId" TEXT NOT NULL,
    CONSTRAINT "RecoveryCode_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "RecoveryCode_personId_idx" ON "RecoveryCode"("personId");
