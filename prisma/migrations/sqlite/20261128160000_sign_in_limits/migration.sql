-- CreateTable
CREATE TABLE "SignInTries" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "count" INTEGER NOT NULL,
    "nextAt" DATETIME NOT NULL,
    "isReserved" BOOLEAN NOT NULL,
    "expiresAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "RefusedSignIns" (
    "email" TEXT NOT NULL,
    "ipAddress" TEXT NOT NULL,
    "beganWith" TEXT NOT NULL,
    "since" DATETIME NOT NULL,
    "wrong" INTEGER NOT NULL,
    "limited" INTEGER NOT NULL,

    PRIMARY KEY ("email", "ipAddress")
);

-- CreateIndex
CREATE INDEX "SignInTries_expiresAt_idx" ON "SignInTries"("expiresAt");

-- CreateIndex
CREATE INDEX "RefusedSignIns_since_idx" ON "RefusedSignIns"("since");
