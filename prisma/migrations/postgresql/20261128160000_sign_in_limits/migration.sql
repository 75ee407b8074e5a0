-- CreateTable
CREATE TABLE "SignInTries" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "nextAt" TIMESTAMP(3) NOT NULL,
    "isReserved" BOOLEAN NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SignInTries_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "RefusedSignIns" (
    "email" TEXT NOT NULL,
    "ipAddress" TEXT NOT NULL,
    "beganWith" TEXT NOT NULL,
    "since" TIMESTAMP(3) NOT NULL,
    "wrong" INTEGER NOT NULL,
    "limited" INTEGER NOT NULL,

    CONSTRAINT "RefusedSignIns_pkey" PRIMARY KEY ("email","ipAddress")
);

-- CreateIndex
CREATE INDEX "SignInTries_expiresAt_idx" ON "SignInTries"("expiresAt");

-- CreateIndex
CREATE INDEX "RefusedSignIns_since_idx" ON "RefusedSignIns"("since");
