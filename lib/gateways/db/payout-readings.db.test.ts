// What is kept of payouts, how it is listed, and by which index: the plans of all statements of the list are read here.
import { beforeAll, expect, test } from 'vitest'
import { openForJob, openPlatform } from '@/lib/domain/access/permissions'
import { requireCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { PAYOUT_STATUSES, type Payout } from '@/lib/domain/payouts/payout'
import { payoutOf } from '@/lib/domain/testing/account-money'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from './accounts'
import { database, providerOf } from './client'
import { listPayoutReadings, type PayoutFilters, type PayoutQuery, savePayoutReadings } from './payout-readings'
import { type Statements, watchStatements } from './testing/statements'
import { openTestDatabase } from './testing/test-database'

const ACCOUNTS = ['acct_A', 'acct_B', 'acct_C'] as const
const START = Date.UTC(2026, 10, 1)
const [DAY, ...LATER] = [requireCalendarDate('2026-11-03'), requireCalendarDate('2026-11-04')] as const
const CURRENCIES = ['usd', 'eur'] as const
const jobFor = (id: string) => openForJob('sync', profileOf(id))
const access = openPlatform(ADMIN, 'accounts:list') ?? raise()

function raise(): never {
  throw new Error('the admin may list')
}

const pick = <T>(values: readonly [T, ...T[]], index: number): T => values[index % values.length] ?? values[0]

/** Several are of the same moment, and one has no date. */
const PAYOUTS = Array.from({ length: 240 }, (_, index) => ({
  accountId: pick(ACCOUNTS, Math.floor(index / 5)),
  payout: payoutOf({
    id: `po_${String((index * 7919) % 240).padStart(4, '0')}`,
    status: pick([null, ...PAYOUT_STATUSES], index),
    currency: pick(CURRENCIES, Math.floor(index / 7)),
    arrivesOn: pick([DAY, ...LATER], Math.floor(index / 11)),
    createdAt: index === 3 ? null : new Date(START + Math.floor(index / 4) * 1_000),
    amount: index - 20,
  }),
}))

let statements: Statements

beforeAll(async () => {
  const url = await openTestDatabase()
  await saveAccountProfiles(
    ACCOUNTS.map((id) => profileOf(id)),
    new Date(),
  )
  for (const id of ACCOUNTS)
    await savePayoutReadings(
      jobFor(id),
      PAYOUTS.filter(({ accountId }) => accountId === id).map(({ payout }) => payout),
      new Date(START - 1_000),
    )
  statements = watchStatements(url)
  if (providerOf(url) === 'postgresql') await statements.db.$executeRawUnsafe('ANALYZE')
}, 60_000)

const NONE: PayoutFilters = { status: null, currency: null, day: null, accountId: null }
const VALUES = { status: 'failed', currency: 'eur', day: DAY, accountId: 'acct_B' } as const
type Filter = keyof PayoutFilters
const FILTERS = Object.keys(NONE) as Filter[]

/** Every set of filters, the empty one among them. */
const SETS = Array.from({ length: 2 ** FILTERS.length }, (_, bits) => FILTERS.filter((_, index) => (bits >> index) & 1))
const filtersOf = (set: readonly Filter[]): PayoutFilters => ({
  ...NONE,
  ...Object.fromEntries(set.map((filter) => [filter, VALUES[filter]])),
})

const timeOf = ({ createdAt }: Payout) => createdAt?.getTime() ?? START - 1_000

function expected(filters: PayoutFilters): string[] {
  return PAYOUTS.filter(
    ({ accountId, payout }) =>
      (!filters.accountId || accountId === filters.accountId) &&
      (!filters.status || payout.status === filters.status) &&
      (!filters.currency || payout.currency === filters.currency) &&
      (!filters.day || payout.arrivesOn === filters.day),
  )
    .map(({ payout }) => payout)
    .sort((a, b) => timeOf(b) - timeOf(a) || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id)
}

const idsOf = ({ payouts }: { payouts: { id: string }[] }) => payouts.map(({ id }) => id)

test.each(SETS.map((set) => ({ set, name: set.join(' and ') || 'nothing' })))(
  'filtered by $name, the pages forwards and back hold every payout once, newest first',
  async ({ set }) => {
    const filters = filtersOf(set)
    const size = 7
    const forwards: string[][] = []
    for (let cursor: PayoutQuery['cursor'] = null, more = true; more; ) {
      const page = await listPayoutReadings(access, { ...filters, cursor }, size)
      forwards.push(idsOf(page))
      expect(page.hasNewer).toBe(cursor !== null)
      more = page.hasOlder
      cursor = { direction: 'after', id: page.payouts.at(-1)?.id ?? '' }
    }
    expect(forwards.flat()).toEqual(expected(filters))
    const last = forwards.at(-1)?.[0]
    if (forwards.length < 2 || last === undefined) return
    const back = await listPayoutReadings(access, { ...filters, cursor: { direction: 'before', id: last } }, size)
    expect(idsOf(back)).toEqual(forwards.at(-2))
    expect(back.hasOlder).toBe(true)
    expect(back.hasNewer).toBe(forwards.length > 2)
  },
)

test('no page of any set of filters reads a table as a whole or sorts', async () => {
  const cursors = [null, { direction: 'after', id: 'po_0100' }, { direction: 'before', id: 'po_0100' }] as const
  statements.seen.clear()
  for (const set of SETS)
    for (const cursor of cursors) await listPayoutReadings(access, { ...filtersOf(set), cursor }, 7)
  expect(statements.seen.size).toBeGreaterThan(SETS.length)
  // The newest of all are read from the head of the index, as far as the page goes.
  const isHead = (fault: string) =>
    /USING INDEX PayoutReading_at_payoutId_idx in .* WHERE 1=1 ORDER BY .* LIMIT/.test(fault)
  expect((await statements.faults()).filter((fault) => !isHead(fault))).toEqual([])
})

test('payouts of an account, of a day, or of a status and currency are never looked for among all others', async () => {
  for (const set of SETS.filter((each) => each.length > 0)) {
    statements.seen.clear()
    await listPayoutReadings(access, { ...filtersOf(set), cursor: { direction: 'after', id: 'po_0100' } }, 7)
    const [text, values] = [...statements.seen].find(([statement]) => / DESC/.test(statement)) ?? raise()
    const plan = (await statements.explain(text, values)).join('\n')
    const conditions = /(?:Index Cond:|USING (?:COVERING )?INDEX \S+) (.*)/.exec(plan)?.[1] ?? ''
    const isNarrow = set.includes('accountId') || set.includes('day')
    const isServed = isNarrow
      ? /accountId|arrivesOn/.test(conditions)
      : set.every((column) => conditions.includes(column))
    expect(isServed, `${set.join()}: ${plan}`).toBe(true)
  }
})

test('a cursor that isn’t known is the first page', async () => {
  const page = await listPayoutReadings(access, { ...NONE, cursor: { direction: 'after', id: 'po_unknown' } }, 7)
  expect(idsOf(page)).toEqual(expected(NONE).slice(0, 7))
  expect(page.hasNewer).toBe(false)
})

const stored = async (id: string) => (await database()).payoutReading.findUniqueOrThrow({ where: { payoutId: id } })
const at = (minute: number) => new Date(START + minute * 60_000)
const save = (changes: Partial<Payout>, minute: number, accountId = 'acct_A') =>
  savePayoutReadings(
    jobFor(accountId),
    [payoutOf({ id: 'po_Kept', amount: 700, status: 'pending', ...changes })],
    at(minute),
  )

test('a payout continues with later readings, and an earlier one that comes late doesn’t turn it back', async () => {
  await save({}, 10)
  await save({ status: 'paid' }, 20)
  await save({ status: 'in_transit' }, 30)
  expect(await stored('po_Kept')).toMatchObject({ status: 'paid', amount: 700n })
  await save({ status: 'failed', failure: { code: 'account_closed', message: 'Closed.' } }, 40)
  expect(await stored('po_Kept')).toMatchObject({ status: 'failed', failureCode: 'account_closed' })
  await save({ status: 'paid' }, 50)
  await save({ status: null }, 60)
  expect(await stored('po_Kept')).toMatchObject({ status: 'failed', readAt: at(40) })
  await save({ status: 'failed', arrivesOn: DAY, failure: null }, 35)
  expect(await stored('po_Kept')).toMatchObject({ failureCode: 'account_closed' })
})

test('a payout with the id of another account’s doesn’t change that one', async () => {
  await save({ status: 'failed', amount: 1 }, 90, 'acct_B')
  expect(await stored('po_Kept')).toMatchObject({ accountId: 'acct_A', amount: 700n })
})

test('two processes that read a new payout at the same moment both succeed', async () => {
  const payouts = [payoutOf({ id: 'po_Twice' })]
  await Promise.all(Array.from({ length: 4 }, () => savePayoutReadings(jobFor('acct_A'), payouts, at(5))))
  expect(await stored('po_Twice')).toMatchObject({ accountId: 'acct_A' })
})

test('an amount beyond 32 bits is kept to the minor unit', async () => {
  const amount = 9_007_199_254_740_991
  await savePayoutReadings(jobFor('acct_A'), [payoutOf({ id: 'po_Large', amount, createdAt: at(1e6) })], at(1))
  const { payouts } = await listPayoutReadings(access, { ...NONE, cursor: null }, 1)
  expect(payouts[0]).toMatchObject({ id: 'po_Large', amount })
})
