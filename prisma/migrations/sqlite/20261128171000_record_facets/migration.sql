-- CreateTable
-- Without a rowid, because the key is the whole row.
CREATE TABLE "AuditFacet" (
    "facet" TEXT NOT NULL,
    "entryId" TEXT NOT NULL,

    PRIMARY KEY ("facet", "entryId")
) WITHOUT ROWID;

-- CreateTable
CREATE TABLE "AuditIndexing" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "cursor" TEXT NOT NULL
);
