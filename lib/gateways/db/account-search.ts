import 'server-only'
import { empty, join, type Sql, sqltag as sql } from '@prisma/client/runtime/client'
import { searchedWords } from '@/lib/domain/accounts/search-words'
import { DISCONNECTED, EVERY_ACCOUNT, facetsOf, rankOf } from './account-facets'
import type { AccountListQuery } from './account-list-query'
import { payoutIdsBeginningWith } from './begins-with'
import { type Database, database } from './client'

/** How many accounts a search lists. */
const MOST_FOUND = 200

/** How many words that begin as typed are looked through. */
const LOOKED_THROUGH = 1000

/** `isCut` where more accounts may match. */
export type SearchResult = { ids: string[]; isCut: boolean }

/**
 * The accounts that have every word of the search and every filter; null where nothing is searched for. The rarest word
 * leads: its beginning is read from the index of words, and everything else is looked up for each account.
 */
export async function searchAccounts(db: Database, query: AccountListQuery): Promise<SearchResult | null> {
  const ofPayouts = await findByPayout(db, query.search)
  if (ofPayouts) {
    const among = sql`SELECT "id" AS "accountId" FROM "ConnectedAccount" WHERE "id" IN (${join(ofPayouts)})`
    return find(db, among, conditions(query, searchedWords(query.search.replaceAll(PAYOUT_ID, ' '))))
  }
  const words = searchedWords(query.search)
  if (words.length === 0) return null
  const [lead, ...others] = await countWords(db, words)
  if (!lead || lead.count === 0) return { ids: [], isCut: false }
  const among = sql`
    SELECT "word", "accountId" FROM "AccountWord" WHERE ${beginsWith(lead.word)}
    ORDER BY "word", "accountId" LIMIT ${LOOKED_THROUGH}`
  // An account may have several words that begin so; it is met at the first.
  const isFirst = sql`${lookUp(sql`"AccountWord"`, sql`${beginsWith(lead.word)} AND "other"."word" < "each"."word"`)} IS NULL`
  const found = await find(db, among, [
    isFirst,
    ...conditions(
      query,
      others.map(({ word }) => word),
    ),
  ])
  return { ids: found.ids, isCut: found.isCut || lead.count > LOOKED_THROUGH }
}

/**
 * Connected accounts that a list with this search and these filters shows, in the order of their ids, whatever the order of
 * the list is. `after` is an id; `limit` accounts are looked at.
 */
export async function listMatching(
  query: Pick<AccountListQuery, 'search' | 'state' | 'filters' | 'range'>,
  { after, limit }: { after: string; limit: number },
): Promise<{ ids: string[]; next: string | null }> {
  const db = await database()
  const ofPayouts = await findByPayout(db, query.search)
  const looked = await db.connectedAccount.findMany({
    where: { goneAt: null, id: { gt: after, ...(ofPayouts && { in: ofPayouts }) } },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: limit,
  })
  if (looked.length === 0) return { ids: [], next: null }
  const ids = join(looked.map(({ id }) => id))
  const words = searchedWords(ofPayouts ? query.search.replaceAll(PAYOUT_ID, ' ') : query.search)
  const rows = await db.$queryRaw<{ accountId: string }[]>`
    SELECT "each"."accountId" FROM (SELECT "id" AS "accountId" FROM "ConnectedAccount" WHERE "id" IN (${ids})) AS "each"
    WHERE ${join([...conditions(query, words), ...inRange(query)], ' AND ')} ORDER BY "each"."accountId"`
  return {
    ids: rows.map(({ accountId }) => accountId),
    next: looked.length < limit ? null : (looked.at(-1)?.id ?? null),
  }
}

function inRange({ range, filters: { currency } }: Pick<AccountListQuery, 'range' | 'filters'>): Sql[] {
  if (!range || currency === undefined) return []
  const { min, max } = range
  const bounds = sql`${min === null ? empty : sql`AND "available" >= ${min}`} ${max === null ? empty : sql`AND "available" <= ${max}`}`
  return [sql`${lookUp(sql`"AccountBalance"`, sql`"other"."currency" = ${currency} ${bounds}`)} = 1`]
}

async function find(db: Database, among: Sql, required: Sql[]): Promise<SearchResult> {
  const rows = await db.$queryRaw<{ accountId: string }[]>`
    SELECT "each"."accountId" FROM (${among}) AS "each" WHERE ${join(required, ' AND ')} LIMIT ${MOST_FOUND + 1}`
  return { ids: rows.slice(0, MOST_FOUND).map(({ accountId }) => accountId), isCut: rows.length > MOST_FOUND }
}

function conditions({ state, filters }: Pick<AccountListQuery, 'state' | 'filters'>, words: readonly string[]): Sql[] {
  const inState = state ? sql`"other"."state" = ${rankOf(state)}` : sql`"other"."state" < ${DISCONNECTED}`
  const facets = [EVERY_ACCOUNT, ...facetsOf(filters)]
  return [
    ...facets.map((facet) => sql`${lookUp(sql`"AccountFacet"`, sql`"other"."facet" = ${facet} AND ${inState}`)} = 1`),
    ...words.map((word) => sql`${lookUp(sql`"AccountWord"`, beginsWith(word))} = 1`),
  ]
}

/** A scalar subquery, because PostgreSQL would rather join, and read every account that has the facet or the word. */
const lookUp = (table: Sql, where: Sql): Sql =>
  sql`(SELECT 1 FROM ${table} AS "other" WHERE "other"."accountId" = "each"."accountId" AND ${where} LIMIT 1)`

/** No folded word has the last character of Unicode. */
const beginsWith = (word: string): Sql => sql`"word" >= ${word} AND "word" < ${`${word}\u{10ffff}`}`

/** The rarest first; what is more frequent than is looked through is not counted to its end. */
async function countWords(db: Database, words: readonly string[]): Promise<{ word: string; count: number }[]> {
  const counts = words.map(
    (word) => sql`
      SELECT ${word} AS "word", COUNT(*) AS "count"
      FROM (SELECT 1 FROM "AccountWord" WHERE ${beginsWith(word)} LIMIT ${LOOKED_THROUGH + 1}) AS "found"`,
  )
  const rows = await db.$queryRaw<{ word: string; count: bigint }[]>(join(counts, ' UNION ALL '))
  return rows.map(({ word, count }) => ({ word, count: Number(count) })).sort((a, b) => a.count - b.count)
}

/** Long enough to be a pasted id, or nearly. */
const PAYOUT_ID = /(?<![a-z0-9])po_[a-z0-9]{8,}/gi

const MOST_PAYOUTS = 50

/** The accounts of the payouts whose ids begin as one that was typed; null where none is known. */
async function findByPayout(db: Database, typed: string): Promise<string[] | null> {
  const [found] = typed.match(PAYOUT_ID) ?? []
  if (!found) return null
  const rows = await db.recordedPayout.findMany({
    where: { payoutId: payoutIdsBeginningWith(found) },
    select: { accountId: true },
    orderBy: { payoutId: 'asc' },
    take: MOST_PAYOUTS,
  })
  return rows.length > 0 ? [...new Set(rows.map(({ accountId }) => accountId))] : null
}
