import 'server-only'
import { join, sqltag as sql } from '@prisma/client/runtime/client'
import type { AuditOutcome } from '@/lib/domain/audit/audit-entry'
import { facetOf, facetsOfEntry, facetsOfOutcome } from '@/lib/domain/audit/audit-facets'
import { OUTCOMES } from '@/lib/domain/audit/audit-query'
import { firstIdAt, timeOfId } from '@/lib/domain/audit/entry-id'
import { list, record, text } from '@/lib/domain/foreign'
import { type Database, database, type Transaction, transaction } from './client'
import type { Prisma } from './generated/sqlite/client'

type Raw = Pick<Database, '$executeRaw'>

/** What the facets of an entry are made of. */
const SOURCE = {
  id: true,
  type: true,
  actorKind: true,
  actorId: true,
  actorName: true,
  accountId: true,
  accountName: true,
  changes: true,
  isIntent: true,
} as const satisfies Prisma.AuditEntrySelect

type Source = Prisma.AuditEntryGetPayload<{ select: typeof SOURCE }>

/** The settings that stored changes name, also those of a later version. */
const fieldsIn = (changes: unknown): string[] =>
  (list(changes) ?? []).flatMap((change) => text(record(change).field) ?? [])

const facetsOfRow = (row: Source, outcome: AuditOutcome | null): string[] =>
  facetsOfEntry({ ...row, fields: fieldsIn(row.changes), outcome: outcome ?? (row.isIntent ? 'pending' : null) })

/** Makes a new entry one that filters find. In the transaction that adds the entry. */
export async function indexEntry(row: Source, db: Raw): Promise<void> {
  await insertFacets(
    facetsOfRow(row, null).map((facet) => [facet, row.id]),
    db,
  )
}

/** Replaces the outcome by which the entry is found. In the transaction that adds the outcome. */
export async function indexOutcome(
  entry: { id: string; type: string; accountId: string | null },
  outcome: AuditOutcome,
  db: Raw,
): Promise<void> {
  const before = OUTCOMES.flatMap((other) => facetsOfOutcome(entry, other))
  await db.$executeRaw`DELETE FROM "AuditFacet" WHERE "entryId" = ${entry.id} AND "facet" IN (${join(before)})`
  await insertFacets(
    facetsOfOutcome(entry, outcome).map((facet) => [facet, entry.id]),
    db,
  )
}

/** Before these entries are removed: nothing is found any more that isn't there. */
export async function unindexEntries(ids: readonly string[], tx: Transaction): Promise<void> {
  const rows = await tx.auditEntry.findMany({ where: { id: { in: [...ids] } }, select: SOURCE })
  for (const row of rows) {
    const facets = new Set([...facetsOfRow(row, null), ...OUTCOMES.flatMap((outcome) => facetsOfOutcome(row, outcome))])
    await tx.$executeRaw`DELETE FROM "AuditFacet" WHERE "entryId" = ${row.id} AND "facet" IN (${join([...facets])})`
  }
}

/** Rows of one statement, which takes only so many values. */
const LARGEST_PIECE = 1000

/** Raw SQL: Prisma's createMany takes many times as long, and on SQLite can't skip rows that exist. */
async function insertFacets(rows: readonly (readonly [facet: string, entryId: string])[], db: Raw): Promise<void> {
  for (let from = 0; from < rows.length; from += LARGEST_PIECE) {
    const values = join(rows.slice(from, from + LARGEST_PIECE).map((row) => sql`(${join(row)})`))
    await db.$executeRaw`INSERT INTO "AuditFacet" ("facet", "entryId") VALUES ${values} ON CONFLICT DO NOTHING`
  }
}

/** Entries of one transaction: few, so that other writers wait for a moment only. */
const STEP = 200

/** Sorts after every id. */
const END = '~'
const ROW = 1

/**
 * Indexes the entries that an earlier version recorded, newest first. What is done stays done, so it may be interrupted
 * at any time; afterwards it has nothing to do.
 */
export async function indexEarlierEntries(signal: AbortSignal): Promise<void> {
  let cursor = (await readCursor()) ?? END
  while (cursor !== '' && !signal.aborted) {
    const before = cursor
    cursor = await transaction(async (tx) => {
      const ids = await indexBatch(tx, { lt: before })
      const next = ids.length < STEP ? '' : (ids.at(-1) ?? '')
      await tx.auditIndexing.upsert({
        where: { id: ROW },
        create: { id: ROW, cursor: next },
        update: { cursor: next },
      })
      return next
    })
  }
}

/** Milliseconds for which an instance of the earlier version may still record beside this one. */
const HANDOVER = 15 * 60_000

/** Indexes what an instance of an earlier version has recorded meanwhile. */
export async function indexLatestEntries(now: Date, signal: AbortSignal): Promise<void> {
  let after = firstIdAt(now.getTime() - HANDOVER)
  while (!signal.aborted) {
    const ids = await transaction((tx) => indexBatch(tx, { gt: after }))
    if (ids.length < STEP) return
    after = ids.at(-1) ?? after
  }
}

/** @returns the ids that were looked at, in the order of the walk */
async function indexBatch(tx: Transaction, id: { lt: string } | { gt: string }): Promise<string[]> {
  const rows = await tx.auditEntry.findMany({
    where: { id },
    select: SOURCE,
    orderBy: { id: 'lt' in id ? 'desc' : 'asc' },
    take: STEP,
  })
  const ids = rows.map((row) => row.id)
  const every = [facetOf('act', 'every', ''), facetOf('read', 'every', '')]
  const found = await tx.auditFacet.findMany({ where: { facet: { in: every }, entryId: { in: ids } } })
  const indexed = new Set(found.map(({ entryId }) => entryId))
  const missing = rows.filter((row) => !indexed.has(row.id))
  if (missing.length === 0) return ids
  const wanted = missing.map((row) => row.id)
  // Written before their outcomes are read, so that nobody closes one of these writes in between.
  await tx.$executeRaw`UPDATE "OpenIntent" SET "leaseUntil" = "leaseUntil" WHERE "entryId" IN (${join(wanted)})`
  const outcomes = await tx.auditOutcome.findMany({
    where: { entryId: { in: wanted } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: { entryId: true, outcome: true },
  })
  const latest = new Map(outcomes.map(({ entryId, outcome }) => [entryId, outcome]))
  const facets = missing.flatMap((row) =>
    facetsOfRow(row, latest.get(row.id) ?? null).map((facet) => [facet, row.id] as const),
  )
  await insertFacets(facets, tx)
  return ids
}

const readCursor = async () => (await (await database()).auditIndexing.findUnique({ where: { id: ROW } }))?.cursor

/** Once all are, they stay so, and it isn’t read any more. */
let isIndexed = false

/** The time before which entries may not be found by filters yet; null when all are. */
export async function notIndexedBefore(): Promise<Date | null> {
  if (isIndexed) return null
  const cursor = await readCursor()
  isIndexed = cursor === ''
  return cursor ? timeOfId(cursor) : null
}
