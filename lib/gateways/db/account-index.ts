import 'server-only'
import { createHash } from 'node:crypto'
import { join, raw, sqltag as sql } from '@prisma/client/runtime/client'
import { levelOf } from '@/lib/domain/accounts/requirements'
import { indexedWords, nameSortKey } from '@/lib/domain/accounts/search-words'
import { DISCONNECTED, EVERY_ACCOUNT, facetOf, NO_PAYOUT, rankOfStored } from './account-facets'
import type { AccountFilter } from './account-list-query'
import { database, type Transaction, transaction } from './client'
import type { Prisma } from './generated/sqlite/client'
import { given } from './not-given'
import { readExpected } from './stored/expected'
import { readStoredRequirements } from './stored/requirements'

/** One character, raised when the rules of this file or the folding change: every account is then indexed again. */
const VERSION = '4'

/** What the list and its search read. The first two columns are the key. */
const TABLES = {
  AccountFacet: ['accountId', 'facet', 'state', 'name', 'createdAt', 'nextPayoutOn'],
  AccountBalance: ['accountId', 'currency', 'state', 'available'],
  AccountWord: ['accountId', 'word'],
} as const

type Table = keyof typeof TABLES
type Cell = string | number | bigint
/** The cells in the order of the columns. */
type Entry = readonly Cell[]

const INDEXED = {
  id: true,
  name: true,
  email: true,
  country: true,
  payoutsEnabled: true,
  payoutsStatus: true,
  dashboard: true,
  createdAtStripe: true,
  payoutInterval: true,
  delayDays: true,
  balanceNegative: true,
  bankShared: true,
  balance: true,
  externalAccounts: true,
  goneAt: true,
  state: true,
  stateReason: true,
  requirements: true,
  nextPayoutOn: true,
  expected: true,
  expectedIndexed: true,
  indexedAs: true,
  notGiven: true,
} as const satisfies Prisma.ConnectedAccountSelect

type Account = Prisma.ConnectedAccountGetPayload<{ select: typeof INDEXED }>

/**
 * Brings what the list and its search read in line with the accounts, and the counts with that. Comes last in the
 * transaction that has written the accounts: their rows are locked by then, and the counts are locked for a short time.
 */
export async function indexAccounts(tx: Transaction, ids: readonly string[]): Promise<void> {
  const accounts = await tx.connectedAccount.findMany({ where: { id: { in: [...ids] } }, select: INDEXED })
  const outdated = accounts.flatMap((account) => {
    const entries = entriesOf(account)
    const expected = account.goneAt ? '' : account.expected
    const digest = createHash('sha1')
      .update(JSON.stringify([entries, expected]))
      .digest('base64')
    const indexedAs = VERSION + digest
    return account.indexedAs === indexedAs ? [] : [{ account, entries, expected, indexedAs }]
  })
  if (outdated.length === 0) return

  const indexed = outdated.filter(({ account }) => account.indexedAs !== '').map(({ account }) => account.id)
  const replace = async (table: Table) => {
    const before = await readEntries(tx, table, indexed)
    const after = outdated.flatMap(({ entries }) => entries[table])
    const [was, is] = [new Set(before.map(String)), new Set(after.map(String))]
    const removed = before.filter((entry) => !is.has(String(entry)))
    const added = after.filter((entry) => !was.has(String(entry)))
    await deleteEntries(tx, table, removed)
    await insertEntries(tx, table, added)
    return { removed, added }
  }
  const balances = await replace('AccountBalance')
  await replace('AccountWord')
  const facets = await replace('AccountFacet')
  const marks = join(
    outdated.map(({ account, indexedAs, expected }) => sql`(${account.id}, ${indexedAs}, ${expected})`),
  )
  await tx.$executeRaw`
    UPDATE "ConnectedAccount" SET "indexedAs" = "mark"."column2", "expectedIndexed" = "mark"."column3", "driftDue" = true
    FROM (VALUES ${marks}) AS "mark" WHERE "id" = "mark"."column1"`
  await countFacets(tx, facets)
  await totalExpected(tx, outdated)
  await totalNegative(tx, balances)
}

/** Stripe's names for the accounts that have each kind of dashboard. */
export const TYPES: Record<string, string> = { none: 'custom', express: 'express', full: 'standard' }

/** Null where neither the account nor its settings say. */
export function payoutsOf({
  payoutsEnabled,
  payoutsStatus,
}: {
  payoutsEnabled: boolean | null
  payoutsStatus: string | null
}) {
  if (payoutsEnabled === false || payoutsStatus === 'disabled') return 'disabled'
  return payoutsEnabled || payoutsStatus === 'enabled' ? 'enabled' : null
}

/** The balance and the external accounts are what an earlier version stored: their shape is looked at, not assumed. */
function entriesOf(row: Account): Record<Table, Entry[]> {
  const account = given(row)
  const { id } = account
  const state = rankOfStored(account.state, account.goneAt)
  const amounts = amountsIn(account.balance)
  const requirements = readStoredRequirements(row.requirements)
  const facet = (filter: AccountFilter, value: string | number | null | undefined) =>
    value == null || value === '' ? [] : [facetOf(filter, String(value))]
  const facets = [
    EVERY_ACCOUNT,
    ...facet('payouts', payoutsOf(account)),
    ...facet('reason', account.stateReason),
    ...facet('requirement', requirements && levelOf(requirements)),
    ...facet('schedule', account.payoutInterval),
    ...facet('delay', account.delayDays),
    ...amounts.flatMap(([currency]) => facet('currency', currency)),
    ...facet('country', account.country),
    ...facet('type', account.dashboard && TYPES[account.dashboard]),
    ...facet('balance', account.balanceNegative ? 'negative' : null),
    ...facet('bank', account.bankShared ? 'shared' : null),
    ...facet('next_payout', account.nextPayoutOn),
  ]
  const sortKeys = [
    nameSortKey(account.name),
    Math.floor(row.createdAtStripe.getTime() / 1000),
    account.nextPayoutOn ?? NO_PAYOUT,
  ]
  const words = indexedWords([account.name, account.email ?? '', id, ...idsIn(account.externalAccounts)])
  return {
    AccountFacet: facets.map((facet) => [id, facet, state, ...sortKeys]),
    AccountBalance: amounts.map(([currency, available]) => [id, currency, state, available]),
    AccountWord: words.map((word) => [id, word]),
  }
}

/** What is available in each currency of a stored balance. */
export function amountsIn(balance: Prisma.JsonValue): [currency: string, amount: number][] {
  const available = isObject(balance) && Array.isArray(balance.available) ? balance.available : []
  const amounts = available.flatMap((money) =>
    isObject(money) && typeof money.currency === 'string' && Number.isSafeInteger(money.amount)
      ? [[money.currency, Number(money.amount)] as const]
      : [],
  )
  return [...new Map(amounts)]
}

function idsIn(externalAccounts: Prisma.JsonValue): string[] {
  const list = Array.isArray(externalAccounts) ? externalAccounts : []
  return list.flatMap((account) => (isObject(account) && typeof account.id === 'string' ? [account.id] : []))
}

const isObject = (value: Prisma.JsonValue | undefined): value is Prisma.JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

async function readEntries(tx: Transaction, table: Table, ids: readonly string[]): Promise<Entry[]> {
  if (ids.length === 0) return []
  const rows = await tx.$queryRaw<Record<string, Cell>[]>`
    SELECT * FROM ${quoted(table)} WHERE "accountId" IN (${join(ids)})`
  return rows.map((row) => TABLES[table].map((column) => row[column] ?? ''))
}

async function deleteEntries(tx: Transaction, table: Table, entries: readonly Entry[]): Promise<void> {
  const [id, key] = TABLES[table]
  for (const some of inPieces(entries)) {
    const keys = join(some.map((entry) => sql`(${join(entry.slice(0, 2))})`))
    await tx.$executeRaw`DELETE FROM ${quoted(table)} WHERE (${quoted(id)}, ${quoted(key)}) IN (VALUES ${keys})`
  }
}

/** By hand, because Prisma's createMany takes many times as long. */
async function insertEntries(tx: Transaction, table: Table, entries: readonly Entry[]): Promise<void> {
  const columns = join(TABLES[table].map(quoted))
  for (const some of inPieces(entries)) {
    const rows = join(some.map((entry) => sql`(${join(entry)})`))
    await tx.$executeRaw`INSERT INTO ${quoted(table)} (${columns}) VALUES ${rows}`
  }
}

const quoted = (name: string) => raw(`"${name}"`)

/** A statement takes only so many values. */
const LARGEST_PIECE = 1000
const inPieces = (entries: readonly Entry[]) =>
  Array.from({ length: Math.ceil(entries.length / LARGEST_PIECE) }, (_, index) =>
    entries.slice(index * LARGEST_PIECE, (index + 1) * LARGEST_PIECE),
  )

/** In the order of their keys, so that transactions that change the same counts wait for each other, never in a circle. */
async function countFacets(
  tx: Transaction,
  { removed, added }: { removed: readonly Entry[]; added: readonly Entry[] },
): Promise<void> {
  const changes = new Map<string, { facet: Cell; state: Cell; by: number }>()
  const count = ([, facet = '', state = 0]: Entry, by: number) => {
    const key = `${facet} ${state}`
    changes.set(key, { facet, state, by: (changes.get(key)?.by ?? 0) + by })
  }
  for (const entry of removed) count(entry, -1)
  for (const entry of added) count(entry, 1)
  const sorted = [...changes].filter(([, { by }]) => by !== 0).sort(([a], [b]) => (a < b ? -1 : 1))
  if (sorted.length === 0) return
  const rows = join(sorted.map(([, { facet, state, by }]) => sql`(${facet}, ${state}, ${by})`))
  await tx.$executeRaw`
    INSERT INTO "AccountFacetCount" ("facet", "state", "count") VALUES ${rows}
    ON CONFLICT ("facet", "state") DO UPDATE SET "count" = "AccountFacetCount"."count" + excluded."count"`
}

/** After the counts and in the order of the keys, as these. */
async function totalExpected(
  tx: Transaction,
  accounts: readonly { account: Account; expected: string }[],
): Promise<void> {
  const changes = new Map<string, { cells: Cell[]; amount: number; payouts: number }>()
  const add = (stored: string, sign: 1 | -1) => {
    for (const { day, currency, basis, amount } of readExpected(stored)) {
      const key = `${day} ${currency} ${basis}`
      const change = changes.get(key) ?? { cells: [day, currency, basis], amount: 0, payouts: 0 }
      changes.set(key, { ...change, amount: change.amount + sign * amount, payouts: change.payouts + sign })
    }
  }
  for (const { account, expected } of accounts) {
    if (account.expectedIndexed === expected) continue
    add(account.expectedIndexed, -1)
    add(expected, 1)
  }
  const sorted = [...changes].filter(([, { amount, payouts }]) => amount !== 0 || payouts !== 0)
  if (sorted.length === 0) return
  const rows = join(
    sorted
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { cells, amount, payouts }]) => sql`(${join(cells)}, ${amount}, ${payouts})`),
  )
  await tx.$executeRaw`
    INSERT INTO "ExpectedTotal" ("day", "currency", "basis", "amount", "payouts") VALUES ${rows}
    ON CONFLICT ("day", "currency", "basis") DO UPDATE SET
      "amount" = "ExpectedTotal"."amount" + excluded."amount",
      "payouts" = "ExpectedTotal"."payouts" + excluded."payouts"`
}

/** After the totals of expected payouts and in the order of the currencies, as these. */
async function totalNegative(
  tx: Transaction,
  { removed, added }: { removed: readonly Entry[]; added: readonly Entry[] },
): Promise<void> {
  const changes = new Map<Cell, { accounts: number; amount: number }>()
  const add = ([, currency = '', state = 0, available = 0]: Entry, sign: 1 | -1) => {
    if (Number(available) >= 0 || state === DISCONNECTED) return
    const { accounts, amount } = changes.get(currency) ?? { accounts: 0, amount: 0 }
    changes.set(currency, { accounts: accounts + sign, amount: amount + sign * Number(available) })
  }
  for (const entry of removed) add(entry, -1)
  for (const entry of added) add(entry, 1)
  const sorted = [...changes].filter(([, { accounts, amount }]) => accounts !== 0 || amount !== 0)
  if (sorted.length === 0) return
  const rows = join(
    sorted
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, { accounts, amount }]) => sql`(${currency}, ${accounts}, ${amount})`),
  )
  await tx.$executeRaw`
    INSERT INTO "NegativeTotal" ("currency", "accounts", "amount") VALUES ${rows}
    ON CONFLICT ("currency") DO UPDATE SET
      "accounts" = "NegativeTotal"."accounts" + excluded."accounts",
      "amount" = "NegativeTotal"."amount" + excluded."amount"`
}

/** Accounts of one transaction: few, so that other writers wait for a moment only. */
const STEP = 100

/**
 * Indexes accounts that an earlier version wrote, in short transactions. What is done stays done, so it may be
 * interrupted at any time.
 */
export async function indexOutdatedAccounts(onProgress: (done: number) => void): Promise<void> {
  const { connectedAccount } = await database()
  for (let done = 0; ; ) {
    const rows = await connectedAccount.findMany({
      where: { indexedAs: { lt: VERSION } },
      select: { id: true },
      orderBy: [{ indexedAs: 'asc' }, { id: 'asc' }],
      take: STEP,
    })
    if (rows.length === 0) return
    const ids = rows.map(({ id }) => id)
    await transaction(async (tx) => {
      // Written before anything is read, so that everyone who writes these accounts waits for the others.
      await tx.$executeRaw`UPDATE "ConnectedAccount" SET "indexedAs" = "indexedAs" WHERE "id" IN (${join(ids)})`
      await indexAccounts(tx, ids)
    })
    done += ids.length
    onProgress(done)
  }
}
