import 'server-only'
import { join, raw } from '@prisma/client/runtime/client'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import { ACCOUNT_STATES, type AccountState } from '@/lib/domain/accounts/account-state'
import type { AccountProfile } from '@/lib/domain/accounts/connected-account'
import { levelOf, type RequirementLevel } from '@/lib/domain/accounts/requirements'
import { nameSortKey } from '@/lib/domain/accounts/search-words'
import { type CalendarDate, parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { oneOf, text } from '@/lib/domain/foreign'
import type { Money } from '@/lib/domain/money/money'
import { DISCONNECTED, EVERY_ACCOUNT, NO_PAYOUT, rankOf, rankOfStored, stateOfRank } from './account-facets'
import { ACCOUNT_FILTERS, type AccountFilter, type AccountListQuery, type ListedState } from './account-list-query'
import { type SearchResult, searchAccounts } from './account-search'
import { compare, walkAccounts } from './account-walk'
import { type Database, database } from './client'
import type { Prisma } from './generated/sqlite/client'
import { given } from './not-given'
import { readStoredRequirements } from './stored/requirements'

/** An account as the list shows it. */
export type AccountRow = Pick<
  AccountProfile,
  'id' | 'name' | 'email' | 'country' | 'defaultCurrency' | 'createdAt' | 'payoutInterval' | 'delayDays'
> & {
  /** Null until it is computed. */
  state: AccountState | null
  stateReason: string | null
  nextPayoutOn: CalendarDate | null
  /** How urgent what Stripe wants to know is, and by when it has to be given; null where it isn't known. */
  requirements: { level: RequirementLevel; deadline: number | null } | null
  /** Whether another account has one of its bank accounts or cards too. */
  bankShared: boolean
  /** One amount for each currency of the balance; empty before its first reading. */
  available: Money[]
  goneAt: Date | null
}

export type AccountListPage = {
  accounts: AccountRow[]
  /** The ids before which the previous page ends and after which the next begins; null where there is none. */
  previous: string | null
  next: string | null
  /**
   * Why there may be more than is shown. `search`: more accounts match than a search lists. `filters`: several filters
   * leave few of many accounts, and only so many are looked through for one page; the next page continues from there.
   */
  incomplete: 'search' | 'filters' | null
}

/** One page of the list. Every order, filter and search is served by an index, and what one page reads is bounded. */
export async function listAccounts(
  _access: PlatformAccess<'accounts:list'>,
  query: AccountListQuery,
  pageSize: number,
): Promise<AccountListPage> {
  const db = await database()
  const found = await searchAccounts(db, query)
  return found ? foundPage(db, query, { found, pageSize }) : walkedPage(db, query, pageSize)
}

/** One account more than a page is asked for, to know whether there is another page. */
async function walkedPage(db: Database, query: AccountListQuery, pageSize: number): Promise<AccountListPage> {
  const isBackwards = query.cursor?.direction === 'before'
  const { ids, stoppedAt, isFromStart } = await walkAccounts(db, query, pageSize + 1)
  const listed = ids.slice(0, pageSize)
  const last = listed.at(-1) ?? stoppedAt
  const onwards = ids.length > pageSize ? last : stoppedAt
  const back = isFromStart ? null : (listed[0] ?? stoppedAt)
  const rows = await readRows(db, listed)
  const accounts = listed.flatMap((id) => rows.get(id) ?? [])
  const incomplete = stoppedAt ? 'filters' : null
  return isBackwards && !isFromStart
    ? { accounts: accounts.reverse(), previous: onwards, next: back, incomplete }
    : { accounts, previous: back, next: onwards, incomplete }
}

/** What a search finds is few, and sorted here. */
async function foundPage(
  db: Database,
  query: AccountListQuery,
  { found, pageSize }: { found: SearchResult; pageSize: number },
): Promise<AccountListPage> {
  const rows = [...(await readRows(db, found.ids)).values()].filter((row) => isInRange(row, query))
  const sign = query.direction === 'asc' ? 1 : -1
  const keys = new Map(rows.map((row) => [row.id, sortKeys(row, query)]))
  const sorted = rows.sort((a, b) => sign * compareKeys(keys.get(a.id) ?? [], keys.get(b.id) ?? []))
  const at = sorted.findIndex(({ id }) => id === query.cursor?.id)
  const isBackwards = at !== -1 && query.cursor?.direction === 'before'
  const from = isBackwards ? Math.max(0, at - pageSize) : at + 1
  const accounts = sorted.slice(from, isBackwards ? at : from + pageSize)
  return {
    accounts,
    previous: from > 0 ? (accounts[0]?.id ?? null) : null,
    next: from + accounts.length < sorted.length ? (accounts.at(-1)?.id ?? null) : null,
    incomplete: found.isCut ? 'search' : null,
  }
}

const amountIn = (row: AccountRow, currency: string | undefined) =>
  row.available.find((money) => money.currency === currency)?.amount

function isInRange(row: AccountRow, { range, filters }: AccountListQuery): boolean {
  if (!range || filters.currency === undefined) return true
  const amount = amountIn(row, filters.currency)
  return amount !== undefined && amount >= (range.min ?? amount) && amount <= (range.max ?? amount)
}

function sortKeys(row: AccountRow, { sort, filters, range }: AccountListQuery): (string | number)[] {
  const amount = amountIn(row, filters.currency)
  if (amount !== undefined && (sort === 'available' || range)) return [amount, row.id]
  if (sort === 'created') return [row.createdAt?.getTime() ?? 0, row.id]
  if (sort === 'next_payout') return [row.nextPayoutOn ?? NO_PAYOUT, row.id]
  const name = nameSortKey(row.name)
  return sort === 'state' ? [rankOfStored(row.state, row.goneAt), name, row.id] : [name, row.id]
}

const compareKeys = (a: (string | number)[], b: (string | number)[]): number =>
  a.map((key, index) => compare(key, b[index] ?? key)).find((difference) => difference !== 0) ?? 0

/** No documents that are many times as large as what the list shows. */
const SHOWN = [
  'id',
  'name',
  'email',
  'country',
  'defaultCurrency',
  'createdAtStripe',
  'payoutInterval',
  'delayDays',
  'state',
  'stateReason',
  'nextPayoutOn',
  'requirements',
  'bankShared',
  'goneAt',
  'notGiven',
] as const satisfies (keyof Prisma.ConnectedAccountGetPayload<object>)[]

/** A document as text, because both databases give that in one form, whatever an earlier version stored. */
const SHOWN_COLUMNS = raw(
  SHOWN.map((column) => {
    const name = `"ConnectedAccount"."${column}"`
    return column === 'requirements' ? `CAST(${name} AS TEXT) AS "${column}"` : name
  }).join(', '),
)

type ShownRow = Pick<Prisma.ConnectedAccountGetPayload<object>, (typeof SHOWN)[number]> & {
  currency: string | null
  available: bigint | number | null
}

/** The accounts with what is available, by one statement. */
async function readRows(db: Database, ids: readonly string[]): Promise<Map<string, AccountRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db.$queryRaw<ShownRow[]>`
    SELECT ${SHOWN_COLUMNS}, "AccountBalance"."currency", "AccountBalance"."available" FROM "ConnectedAccount"
    LEFT JOIN "AccountBalance" ON "AccountBalance"."accountId" = "ConnectedAccount"."id"
    WHERE "ConnectedAccount"."id" IN (${join([...ids])})`
  const byId = Map.groupBy(rows, ({ id }) => id)
  return new Map([...byId].map(([id, [first, ...others]]) => [id, toListed(first as ShownRow, others)]))
}

/** @param others the same account with the balances in further currencies */
function toListed(first: ShownRow, others: readonly ShownRow[]): AccountRow {
  const { createdAtStripe, state, nextPayoutOn, notGiven: _, currency: __, available: ___, ...row } = given(first)
  return {
    ...row,
    name: text(row.name) ?? row.id,
    createdAt: createdAtStripe,
    state: oneOf(state, ACCOUNT_STATES),
    nextPayoutOn: nextPayoutOn === null ? null : parseCalendarDate(nextPayoutOn),
    // SQLite has no truth values.
    bankShared: Boolean(first.bankShared),
    requirements: requirementsOf(first.requirements),
    available: [first, ...others]
      .flatMap(({ currency, available }) => (currency === null ? [] : [{ currency, amount: Number(available) }]))
      .sort((a, b) => compare(a.currency, b.currency)),
  }
}

function requirementsOf(stored: unknown): AccountRow['requirements'] {
  const requirements = readStoredRequirements(typeof stored === 'string' ? documentOf(stored) : null)
  return requirements && { level: levelOf(requirements), deadline: requirements.deadline }
}

/** Undefined where it is none. */
function documentOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Accounts by their ids, in that order, however they are filtered; ids that no account has are left out. */
export async function findListed(
  _access: PlatformAccess<'accounts:list'>,
  ids: readonly string[],
): Promise<AccountRow[]> {
  const rows = await readRows(await database(), ids)
  return ids.flatMap((id) => rows.get(id) ?? [])
}

export type AccountCounts = {
  /** Of the accounts in each state that any account has. */
  states: { state: ListedState; count: number }[]
  /** Of the accounts with each value that any account has, the most frequent first. */
  filters: Record<AccountFilter, { value: string; count: number }[]>
}

/** The numbers beside the choices of the filters, from the maintained counts: among the accounts of a state, or all connected ones. */
export async function countAccounts(
  _access: PlatformAccess<'accounts:list'>,
  state: ListedState | null,
): Promise<AccountCounts> {
  const rows = await (await database()).accountFacetCount.findMany({ where: { count: { gt: 0 } } })
  const isListed = (row: { state: number }) => (state ? row.state === rankOf(state) : row.state < DISCONNECTED)
  const ofFilter = Map.groupBy(rows, ({ facet }) => facet.slice(0, facet.indexOf(':')))
  const valuesOf = (filter: AccountFilter) => {
    const counts = new Map<string, number>()
    for (const row of ofFilter.get(filter) ?? []) {
      const value = row.facet.slice(filter.length + 1)
      counts.set(value, (counts.get(value) ?? 0) + (isListed(row) ? row.count : 0))
    }
    return [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || compare(a.value, b.value))
  }
  return {
    states: rows
      .filter(({ facet }) => facet === EVERY_ACCOUNT)
      .sort((a, b) => a.state - b.state)
      .map(({ state, count }) => ({ state: stateOfRank(state), count })),
    filters: Object.fromEntries(
      ACCOUNT_FILTERS.map((filter) => [filter, valuesOf(filter)]),
    ) as AccountCounts['filters'],
  }
}
