-- CreateTable
CREATE TABLE "DeniedActs" (
    "personId" TEXT NOT NULL,
    "attempted" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "personName" TEXT NOT NULL,
    "role" TEXT,
    "accountId" TEXT,
    "accountName" TEXT,
    "beganWith" TEXT NOT NULL,
    "since" TIMESTAMP(3) NOT NULL,
    "times" INTEGER NOT NULL,

    CONSTRAINT "DeniedActs_pkey" PRIMARY KEY ("personId","attempted")
);

-- CreateIndex
CREATE INDEX "DeniedActs_since_idx" ON "DeniedActs"("since");
