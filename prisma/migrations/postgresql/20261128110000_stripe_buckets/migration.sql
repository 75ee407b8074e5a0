-- CreateTable
CREATE TABLE "StripeBucket" (
    "name" TEXT NOT NULL,
    "fullAt" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "StripeBucket_pkey" PRIMARY KEY ("name")
);
