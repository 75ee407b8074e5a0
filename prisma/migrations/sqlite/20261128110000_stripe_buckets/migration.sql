-- CreateTable
CREATE TABLE "StripeBucket" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "fullAt" REAL NOT NULL
);
