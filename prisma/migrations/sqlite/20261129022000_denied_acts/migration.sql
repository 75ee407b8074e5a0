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
    "since" DATETIME NOT NULL,
    "times" INTEGER NOT NULL,

    PRIMARY KEY ("personId", "attempted")
);

-- CreateIndex
CREATE INDEX "DeniedActs_since_idx" ON "DeniedActs"("since");
