import 'server-only'
import { empty, join, raw, type Sql, sqltag as sql } from '@prisma/client/runtime/client'
import type { AccountAccess, PlatformAccess } from '@/lib/domain/access/permissions'
import { isAccountId } from '@/lib/domain/accounts/connected-account'
import { searchedWords } from '@/lib/domain/accounts/search-words'
import type { AuditEntry } from '@/lib/domain/audit/audit-entry'
import { classOf, type FacetClass, type FacetName, facetOf } from '@/lib/domain/audit/audit-facets'
import { type AuditQuery, NO_FILTERS } from '@/lib/domain/audit/audit-query'
import { firstIdAt, idBeside } from '@/lib/domain/audit/entry-id'
import { hideStaff } from '@/lib/domain/audit/visibility'
import { addDays } from '@/lib/domain/calendar/calendar-date'
import { toEntry, WITH_OUTCOMES } from './audit-log'
import { type Database, database } from './client'

/** Who lists: staff the whole record, the people of an account what they may read about it. */
export type RecordReader = PlatformAccess<'audit:read'> | AccountAccess

export type AuditPage = {
  entries: AuditEntry[]
  /** The entries behind which the pages of newer and of older ones begin; null where there is none. */
  newer: string | null
  older: string | null
  /**
   * Why there may be more than is shown. `filters`: several filters leave few of many entries, and only so many are
   * looked through for one page; the next page continues from there. `names`: more names begin so than are looked up.
   */
  incomplete: 'filters' | 'names' | null
}

/** Entries that are looked through for one page where several filters are set. */
const LOOKED_THROUGH = 500

/** Names that begin with a word that was typed. */
const MOST_NAMES = 8

/** Each filter is a group of facets, of which an entry must have one. */
type Group = readonly string[]

/** One page of the record, newest first. Every combination of filters is served by an index, and what is read is bounded. */
export async function listAuditEntries(
  reader: RecordReader,
  query: AuditQuery,
  pageSize: number,
  lookedThrough = LOOKED_THROUGH,
): Promise<AuditPage> {
  const db = await database()
  const { groups, isCut } = await groupsOf(db, reader, query)
  const isBackwards = query.cursor?.direction === 'after'
  const { ids, stoppedAt } = await walk(db, groups, query, { limit: pageSize + 1, lookedThrough })
  const listed = ids.slice(0, pageSize)
  const onwards = ids.length > pageSize ? (listed.at(-1) ?? null) : stoppedAt
  // Behind an empty page, the other direction begins with the entry of the cursor itself.
  const back = query.cursor ? (listed[0] ?? idBeside(query.cursor.id, query.cursor.direction)) : null
  const entries = await readEntries(db, reader, isBackwards ? listed.reverse() : listed)
  return {
    entries,
    newer: isBackwards ? onwards : back,
    older: isBackwards ? back : onwards,
    incomplete: isCut ? 'names' : stoppedAt && ids.length <= pageSize ? 'filters' : null,
  }
}

/** Entries of one part of a stream, and how many are looked through for it where several filters are set. */
const STREAMED = { entries: 500, lookedThrough: 10_000 }

/** Everything that the filters select, newest first, a few hundred entries at a time. */
export async function* streamAuditEntries(reader: RecordReader, query: AuditQuery): AsyncGenerator<AuditPage> {
  for (let cursor = query.cursor; ; ) {
    const page = await listAuditEntries(reader, { ...query, cursor }, STREAMED.entries, STREAMED.lookedThrough)
    yield page
    if (page.older === null) return
    cursor = { direction: 'before', id: page.older }
  }
}

/** The account's latest entries, as far as this person may read them. */
export async function listAccountEntries(access: AccountAccess, limit: number): Promise<AuditEntry[]> {
  const query = { ...NO_FILTERS, account: access.account.id, reads: true, cursor: null }
  return (await listAuditEntries(access, query, limit)).entries
}

/** Every change of balance settings that took effect, by us or outside: newest first, but those after a cursor oldest first. */
export async function listSettingsChanges(
  access: AccountAccess,
  limit: number,
  cursor: AuditQuery['cursor'] = null,
): Promise<AuditEntry[]> {
  const db = await database()
  const groups = [[facetOf('act', 'settings', access.account.id)]]
  const { ids } = await walk(db, groups, { ...NO_FILTERS, cursor }, { limit, lookedThrough: LOOKED_THROUGH })
  return readEntries(db, access, ids)
}

/** Walks over entries that are no such change, of an account with very many. */
const MOST_WALKS = 20

/**
 * Our changes of balance settings of which nobody knows whether they took effect, newest first. `isWhole` is false where
 * there may be more.
 */
export async function listUnsettledChanges(
  access: AccountAccess,
  limit: number,
  before: string,
): Promise<{ entries: AuditEntry[]; isWhole: boolean }> {
  const db = await database()
  const groups = [
    [facetOf('act', 'account', access.account.id)],
    [facetOf('act', 'outcome', 'pending'), facetOf('act', 'outcome', 'unknown')],
    [facetOf('act', 'type', 'balance_settings.update')],
  ]
  const ids: string[] = []
  let from: string | null = before
  for (let walks = 0; from !== null && ids.length < limit && walks < MOST_WALKS; walks++) {
    const query = { ...NO_FILTERS, cursor: { direction: 'before', id: from } } as const
    const walked: Walked = await walk(db, groups, query, { limit: limit - ids.length, lookedThrough: LOOKED_THROUGH })
    ids.push(...walked.ids)
    from = walked.stoppedAt
  }
  return { entries: await readEntries(db, access, ids), isWhole: from === null && ids.length < limit }
}

const isStaff = (reader: RecordReader): boolean => reader.person.staffRole !== null

async function readEntries(db: Database, reader: RecordReader, ids: readonly string[]): Promise<AuditEntry[]> {
  if (ids.length === 0) return []
  const rows = await db.auditEntry.findMany({ where: { id: { in: [...ids] } }, include: WITH_OUTCOMES })
  const entries = new Map(rows.map((row) => [row.id, toEntry(row)]))
  return ids.flatMap((id) => entries.get(id) ?? []).map((entry) => (isStaff(reader) ? entry : hideStaff(entry)))
}

async function groupsOf(
  db: Database,
  reader: RecordReader,
  query: AuditQuery,
): Promise<{ groups: Group[]; isCut: boolean }> {
  const kinds: FacetClass[] = query.type ? [classOf(query.type)] : query.reads ? ['act', 'read'] : ['act']
  const group = (name: FacetName, value: string | null): Group[] =>
    value === null ? [] : [kinds.map((kind) => facetOf(kind, name, value))]
  const groups = [
    ...('account' in reader && !isStaff(reader) ? group('owner', reader.account.id) : []),
    ...('account' in reader && isStaff(reader) ? group('account', reader.account.id) : []),
    ...group('type', query.type),
    ...group('field', query.field),
    ...group('outcome', query.outcome),
    ...group('origin', query.origin),
  ]
  const words: (readonly [names: FacetName[], word: string])[] = []
  const named = (names: FacetName[], typed: string) =>
    words.push(...searchedWords(typed).map((word) => [names, word] as const))
  if (!('account' in reader)) {
    const { account, actor, names } = query
    if (isAccountId(account)) groups.push(...group('account', account))
    else if (account !== null) named(['in'], account)
    const persons = group('actor', actor)
    if (persons.length > 0 && (await countEntries(db, persons, query, 1))[0] !== 0) groups.push(...persons)
    else if (actor !== null) named(['by'], actor)
    if (names !== null) named(['by', 'in'], names)
  }
  const starts = words.map(([names, word]) => names.flatMap((name) => kinds.map((kind) => facetOf(kind, name, word))))
  const found = await beginningWith(db, starts.flat())
  groups.push(...starts.map((some) => some.flatMap((start) => found.get(start)?.slice(0, MOST_NAMES) ?? [])))
  const isCut = [...found.values()].some((some) => some.length > MOST_NAMES)
  return { groups: groups.length > 0 ? groups : group('every', ''), isCut }
}

/**
 * The facets that begin with each of these texts; one more than are looked up. Each is found behind the last one, so that it
 * does not matter how many entries they have.
 */
async function beginningWith(db: Database, starts: readonly string[]): Promise<Map<string, string[]>> {
  if (starts.length === 0) return new Map()
  const found = starts.map((from, index) => {
    // No folded word has the last character of Unicode.
    const next = (bound: Sql) =>
      sql`(SELECT "facet" FROM "AuditFacet" WHERE ${bound} AND "facet" < ${`${from}\u{10ffff}`} ORDER BY "facet" LIMIT 1)`
    return sql`SELECT * FROM (
      WITH RECURSIVE "found" ("facet", "number") AS (
        SELECT ${next(sql`"facet" >= ${from}`)}, 1
        UNION ALL SELECT ${next(sql`"facet" > "found"."facet"`)}, "number" + 1 FROM "found"
        WHERE "facet" IS NOT NULL AND "number" <= ${MOST_NAMES}
      ) SELECT ${index} AS "start", "facet" FROM "found" WHERE "facet" IS NOT NULL
    ) AS "each"`
  })
  const rows = await db.$queryRaw<{ start: number | bigint; facet: string }[]>(join(found, ' UNION ALL '))
  return new Map(
    starts.map((from, index) => [from, rows.flatMap(({ start, facet }) => (Number(start) === index ? [facet] : []))]),
  )
}

type Walked = {
  ids: string[]
  /** The entry at which the walk stopped although more may follow. */
  stoppedAt: string | null
}

/** The entries of all groups that follow the cursor. The index is entered at the rarest group. */
async function walk(
  db: Database,
  groups: readonly Group[],
  query: AuditQuery,
  { limit, lookedThrough }: { limit: number; lookedThrough: number },
): Promise<Walked> {
  if (groups.some((group) => group.length === 0)) return { ids: [], stoppedAt: null }
  const [entry = [], ...lookedUp] = groups.length > 1 ? await rarestFirst(db, groups, query) : groups
  const isAscending = query.cursor?.direction === 'after'
  // An entry that has several facets of the group comes once for each of them.
  const most = limit * entry.length
  const looked = lookedUp.length > 0 ? Math.max(lookedThrough, most) : most
  const inOrder = sql`ORDER BY "entryId" ${raw(isAscending ? 'ASC' : 'DESC')} LIMIT ${looked}`
  const runs = entry.map(
    (facet) =>
      sql`SELECT * FROM (SELECT "entryId" FROM "AuditFacet" WHERE "facet" = ${facet} ${boundsOf(query)} ${inOrder}) AS "run"`,
  )
  const inTurn = entry.length > 1 ? sql`SELECT * FROM (${join(runs, ' UNION ALL ')}) AS "any" ${inOrder}` : join(runs)
  const matching = lookedUp.length > 0 ? sql`WHERE ${hasOneOfEach(lookedUp)}` : empty
  const rows = await db.$queryRaw<{ isStop: number | bigint; entryId: string }[]>`
    WITH "each" AS MATERIALIZED (${inTurn})
    SELECT * FROM (SELECT 0 AS "isStop", "entryId" FROM "each" ${matching} LIMIT ${most}) AS "found"
    UNION ALL SELECT 1 AS "isStop", ${raw(isAscending ? 'MAX' : 'MIN')}("entryId") FROM "each" HAVING COUNT(*) = ${looked}`
  const ids = [...new Set(rows.flatMap(({ isStop, entryId }) => (Number(isStop) === 0 ? [entryId] : [])))]
  const sorted = ids.sort((a, b) => (a < b === isAscending ? -1 : 1))
  const stop = rows.find(({ isStop }) => Number(isStop) === 1)?.entryId ?? null
  return { ids: sorted.slice(0, limit), stoppedAt: sorted.length < limit ? stop : null }
}

/** The part of the index between the days and behind the cursor: ids sort by time. */
function boundsOf({ from, to, cursor }: Pick<AuditQuery, 'from' | 'to' | 'cursor'>): Sql {
  const startOf = (day: string) => firstIdAt(Date.parse(`${day}T00:00:00Z`))
  const bounds = [
    ...(from ? [sql`AND "entryId" >= ${startOf(from)}`] : []),
    ...(to ? [sql`AND "entryId" < ${startOf(addDays(to, 1))}`] : []),
    ...(cursor ? [sql`AND "entryId" ${raw(cursor.direction === 'after' ? '>' : '<')} ${cursor.id}`] : []),
  ]
  return bounds.length > 0 ? join(bounds, ' ') : empty
}

/** Looked up by the primary key. A scalar subquery, because PostgreSQL would rather join and read every entry of a facet. */
const hasOneOfEach = (groups: readonly Group[]): Sql =>
  join(
    groups.map(
      (group) =>
        sql`(SELECT 1 FROM "AuditFacet" AS "other" WHERE "other"."facet" IN (${join(group)}) AND "other"."entryId" = "each"."entryId" LIMIT 1) = 1`,
    ),
    ' AND ',
  )

async function rarestFirst(db: Database, groups: readonly Group[], query: AuditQuery): Promise<Group[]> {
  const counts = await countEntries(db, groups, query, LOOKED_THROUGH)
  return groups
    .map((group, index) => ({ group, count: counts[index] ?? 0 }))
    .sort((a, b) => a.count - b.count)
    .map(({ group }) => group)
}

/** Of each group, and no further than to the most. */
async function countEntries(
  db: Database,
  groups: readonly Group[],
  query: AuditQuery,
  most: number,
): Promise<number[]> {
  const run = (facet: string) => sql`SELECT 1 FROM "AuditFacet" WHERE "facet" = ${facet} ${boundsOf(query)}`
  const counts = groups.map(
    (group, index) =>
      sql`SELECT ${index} AS "group", COUNT(*) AS "count" FROM (SELECT 1 FROM (${join(group.map(run), ' UNION ALL ')}) AS "any" LIMIT ${most}) AS "found"`,
  )
  const rows = await db.$queryRaw<{ group: number | bigint; count: number | bigint }[]>(join(counts, ' UNION ALL '))
  return rows.sort((a, b) => Number(a.group) - Number(b.group)).map(({ count }) => Number(count))
}
