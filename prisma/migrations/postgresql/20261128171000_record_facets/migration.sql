-- CreateTable
-- Compared by bytes, as SQLite does, whatever the database's locale.
CREATE TABLE "AuditFacet" (
    "facet" TEXT COLLATE "C" NOT NULL,
    "entryId" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "AuditFacet_pkey" PRIMARY KEY ("facet","entryId")
);

-- CreateTable
CREATE TABLE "AuditIndexing" (
    "id" INTEGER NOT NULL,
    "cursor" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "AuditIndexing_pkey" PRIMARY KEY ("id")
);
