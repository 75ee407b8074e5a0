import 'server-only'
import { empty, join, raw, type Sql, sqltag as sql } from '@prisma/client/runtime/client'
import { CONNECTED_RANKS, EVERY_ACCOUNT, facetsOf, rankOf } from './account-facets'
import type { AccountListQuery } from './account-list-query'
import type { Database } from './client'

/** How many accounts of a state are looked through for one page where several filters are set. */
const LOOKED_THROUGH = 1000

/** The accounts of the list that follow its cursor or, in reverse, that come before it. */
export type Walked = {
  ids: string[]
  /** The account at which the walk stopped although more may follow. */
  stoppedAt: string | null
  isFromStart: boolean
}

/** How the list is read: from an index that has its order, entered at one filter's value. */
type Walk = {
  table: 'AccountFacet' | 'AccountBalance'
  entry: Sql
  key: 'name' | 'createdAt' | 'nextPayoutOn' | 'available'
  /** The state comes before the key in the order of the list. */
  isByState: boolean
  isAscending: boolean
  bounds: Sql
  /** Each is one run through the index; the accounts of all runs together are the list. */
  states: readonly number[]
  /** Facets that no index has together with the entry: they are looked up for each account. */
  lookedUp: readonly string[]
  cursor: Place | null
}

type Place = { accountId: string; state: number; key: string | bigint }

export async function walkAccounts(db: Database, query: AccountListQuery, limit: number): Promise<Walked> {
  const walk = await planWalk(db, query)
  const found = await db.$queryRaw<Place[]>(
    union(walk, (run) =>
      walk.lookedUp.length === 0
        ? sql`${run} LIMIT ${limit}`
        : sql`SELECT * FROM (${run} LIMIT ${LOOKED_THROUGH}) AS "each" WHERE ${hasFacets(walk.lookedUp)} LIMIT ${limit}`,
    ),
  )
  const stop = (await readStops(db, walk, { found, limit })).sort(byPlace(walk)).at(0)
  const places = found.sort(byPlace(walk)).filter((place) => !stop || byPlace(walk)(place, stop) <= 0)
  return {
    ids: places.slice(0, limit).map(({ accountId }) => accountId),
    stoppedAt: stop && places.length < limit ? stop.accountId : null,
    isFromStart: walk.cursor === null,
  }
}

async function planWalk(db: Database, query: AccountListQuery): Promise<Walk> {
  const { filters, range, sort, cursor } = query
  const isAscending = (query.direction === 'asc') !== (cursor?.direction === 'before')
  const states = query.state ? [rankOf(query.state)] : CONNECTED_RANKS
  const { currency, ...others } = filters
  if (currency !== undefined && (sort === 'available' || range))
    return {
      table: 'AccountBalance',
      entry: sql`"currency" = ${currency}`,
      key: 'available',
      isByState: false,
      isAscending,
      states,
      bounds: sql`${range?.min == null ? empty : sql`AND "available" >= ${range.min}`} ${range?.max == null ? empty : sql`AND "available" <= ${range.max}`}`,
      lookedUp: facetsOf(others),
      cursor: cursor && (await findAmount(db, cursor.id, currency)),
    }
  const facets = facetsOf(filters)
  const [entry = EVERY_ACCOUNT, ...lookedUp] = facets.length > 1 ? await rarestFirst(db, facets, states) : facets
  const isByState = sort === 'state' && query.state === null
  const key = sort === 'created' ? 'createdAt' : sort === 'next_payout' ? 'nextPayoutOn' : 'name'
  const found = cursor && (await findPlace(db, cursor.id, key))
  const place = found && (!isByState || states.includes(found.state)) ? found : null
  return {
    table: 'AccountFacet',
    entry: sql`"facet" = ${entry}`,
    key,
    isByState,
    isAscending,
    bounds: empty,
    // The states before the cursor's have no account that follows it.
    states: states.filter(
      (state) => !(isByState && place) || state === place.state || state > place.state === isAscending,
    ),
    lookedUp,
    cursor: place,
  }
}

/** The index is entered at the filter that leaves the fewest accounts. */
async function rarestFirst(db: Database, facets: string[], states: readonly number[]): Promise<string[]> {
  const counts = await db.accountFacetCount.groupBy({
    by: 'facet',
    where: { facet: { in: facets }, state: { in: [...states] } },
    _sum: { count: true },
  })
  const countOf = (facet: string) => counts.find((row) => row.facet === facet)?._sum.count ?? 0
  return facets.toSorted((a, b) => countOf(a) - countOf(b))
}

async function findPlace(
  db: Database,
  accountId: string,
  key: 'name' | 'createdAt' | 'nextPayoutOn',
): Promise<Place | null> {
  const row = await db.accountFacet.findUnique({ where: { accountId_facet: { accountId, facet: EVERY_ACCOUNT } } })
  return row && { accountId, state: row.state, key: row[key] }
}

async function findAmount(db: Database, accountId: string, currency: string): Promise<Place | null> {
  const row = await db.accountBalance.findUnique({ where: { accountId_currency: { accountId, currency } } })
  return row && { accountId, state: row.state, key: row.available }
}

/** All runs in one statement, each ordered by the index and limited by itself. */
function union(walk: Walk, limited: (run: Sql) => Sql): Sql {
  const { table, entry, key, isByState, isAscending, bounds, states, cursor } = walk
  const direction = raw(isAscending ? 'ASC' : 'DESC')
  const column = raw(`"${key}"`)
  const behind = (place: Place) =>
    sql`AND (${column}, "accountId") ${raw(isAscending ? '>' : '<')} (${place.key}, ${place.accountId})`
  const runs = states.map((state) => {
    const run = sql`
      SELECT "accountId", "state", ${column} AS "key" FROM ${raw(`"${table}"`)}
      WHERE ${entry} AND "state" = ${state} ${bounds} ${cursor && !(isByState && state !== cursor.state) ? behind(cursor) : empty}
      ORDER BY ${column} ${direction}, "accountId" ${direction}`
    return sql`SELECT * FROM (${limited(run)}) AS "run"`
  })
  return join(runs, ' UNION ALL ')
}

/** Looked up by the primary key. A scalar subquery, because PostgreSQL would rather join and read every account of a facet. */
const hasFacets = (facets: readonly string[]): Sql =>
  join(
    facets.map(
      (facet) =>
        sql`(SELECT 1 FROM "AccountFacet" AS "other" WHERE "other"."accountId" = "each"."accountId" AND "other"."facet" = ${facet}) = 1`,
    ),
    ' AND ',
  )

/** The places up to which everything was found: of full runs their last account, of others the last one looked through. */
async function readStops(
  db: Database,
  walk: Walk,
  { found, limit }: { found: readonly Place[]; limit: number },
): Promise<Place[]> {
  const foundIn = (state: number) => found.filter((place) => place.state === state)
  const full = walk.states.flatMap((state) => (foundIn(state).length === limit ? foundIn(state).slice(-1) : []))
  const states = walk.states.filter((state) => foundIn(state).length < limit)
  if (walk.lookedUp.length === 0 || states.length === 0) return full
  const lastLookedThrough = union({ ...walk, states }, (run) => sql`${run} LIMIT 1 OFFSET ${LOOKED_THROUGH - 1}`)
  return [...full, ...(await db.$queryRaw<Place[]>(lastLookedThrough))]
}

function byPlace({ isByState, isAscending }: Walk): (a: Place, b: Place) => number {
  const sign = isAscending ? 1 : -1
  return (a, b) =>
    sign * ((isByState ? a.state - b.state : 0) || compare(a.key, b.key) || compare(a.accountId, b.accountId))
}

/** As the database orders them: texts by their bytes. */
export function compare(a: string | number | bigint, b: string | number | bigint): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return a < b ? -1 : a > b ? 1 : 0
}
