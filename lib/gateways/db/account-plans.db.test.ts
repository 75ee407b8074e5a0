// Every order, filter and search of the list is served by an index: the plans of all its statements are read here.
import { beforeAll, expect, test } from 'vitest'
import { openForJob, openPlatform } from '@/lib/domain/access/permissions'
import { ACCOUNT_STATES } from '@/lib/domain/accounts/account-state'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { listAccounts } from './account-list'
import { ACCOUNT_FILTERS, ACCOUNT_SORTS, type AccountFilter, type AccountListQuery } from './account-list-query'
import { saveAccountProfiles } from './accounts'
import { database, providerOf } from './client'
import { replaceBalance } from './recorded-balances'
import { setAccountStanding } from './testing/standing'
import { type Statements, watchStatements } from './testing/statements'
import { openTestDatabase } from './testing/test-database'

const VALUES: Record<AccountFilter, string> = {
  payouts: 'enabled',
  reason: 'no_bank_account',
  requirement: 'none',
  next_payout: '2026-12-01',
  schedule: 'daily',
  delay: '2',
  currency: 'usd',
  country: 'US',
  type: 'custom',
  balance: 'negative',
  bank: 'shared',
}

let statements: Statements

beforeAll(async () => {
  const url = await openTestDatabase()
  const ids = Array.from({ length: 300 }, (_, index) => `acct_1${String(index).padStart(3, '0')}`)
  for (let from = 0; from < ids.length; from += 50)
    await saveAccountProfiles(
      ids.slice(from, from + 50).map((id) => profileOf(id)),
      new Date(),
    )
  for (const [index, id] of ids.slice(0, 20).entries()) {
    const access = openForJob('sync', profileOf(id))
    const available = [{ amount: index - 10, currency: 'usd' }]
    await replaceBalance(access, { balance: { available, pending: [] }, readAt: new Date() }, () => [])
    const state = ACCOUNT_STATES[index % ACCOUNT_STATES.length] ?? 'waiting'
    await setAccountStanding(access, { state, reason: 'no_bank_account', nextPayoutOn: null })
  }
  await (await database()).recordedPayout.createMany({
    data: ids.map((accountId) => ({ payoutId: `po_${accountId}`, accountId, status: 'paid', at: new Date() })),
  })
  statements = watchStatements(url)
  if (providerOf(url) === 'postgresql') await statements.db.$executeRawUnsafe('ANALYZE')
}, 60_000)

const first: AccountListQuery = {
  search: '',
  state: null,
  filters: {},
  range: null,
  sort: 'name',
  direction: 'asc',
  cursor: null,
}

/** Lists, and returns what is wrong with the plans of the statements. */
async function faultsOf(queries: AccountListQuery[]): Promise<string[]> {
  const access = openPlatform(ADMIN, 'accounts:list')
  if (!access) throw new Error('the admin may list')
  statements.seen.clear()
  for (const query of queries) await listAccounts(access, query, 50)
  expect(statements.seen.size).toBeGreaterThan(0)
  return statements.faults()
}

const cursors = [null, { direction: 'after', id: 'acct_1010' }, { direction: 'before', id: 'acct_1010' }] as const
const orders = ACCOUNT_SORTS.flatMap((sort) => (['asc', 'desc'] as const).map((direction) => ({ sort, direction })))
const states = [null, 'blocked', 'unknown', 'disconnected'] as const
const only = (...filters: AccountFilter[]) => Object.fromEntries(filters.map((filter) => [filter, VALUES[filter]]))

test.each(states)('no order and no page of the state %s reads a table as a whole or sorts', async (state) => {
  expect(
    await faultsOf(orders.flatMap((order) => cursors.map((cursor) => ({ ...first, ...order, state, cursor })))),
  ).toEqual([])
})

test.each(ACCOUNT_FILTERS)('nor does any order of the accounts with one %s', async (filter) => {
  const queries = orders.flatMap((order) =>
    states.flatMap((state) => cursors.map((cursor) => ({ ...first, ...order, state, cursor, filters: only(filter) }))),
  )
  expect(await faultsOf(queries)).toEqual([])
})

test('nor does a range of amounts', async () => {
  const ranges = [
    { min: 0, max: null },
    { min: null, max: -1 },
    { min: -5, max: 5 },
  ]
  const queries = ranges.flatMap((range) =>
    orders.flatMap((order) =>
      cursors.map((cursor) => ({ ...first, ...order, cursor, range, filters: only('currency') })),
    ),
  )
  expect(await faultsOf(queries)).toEqual([])
})

test('nor do several filters together', async () => {
  const pairs = ACCOUNT_FILTERS.flatMap((one, index) =>
    ACCOUNT_FILTERS.slice(index + 1).map((other) => only(one, other)),
  )
  const queries = [...pairs, only(...ACCOUNT_FILTERS)].flatMap((filters) =>
    orders.map((order) => ({ ...first, ...order, filters })),
  )
  expect(await faultsOf(queries)).toEqual([])
})

test.each(['shop', 'acct_1', 'shop acct', 'shop example acct_10', 'po_1234567890'])(
  'nor does a search for "%s"',
  async (search) => {
    const queries = [{}, only('country'), only('country', 'currency')].flatMap((filters) =>
      states.map((state) => ({ ...first, search, state, filters })),
    )
    expect(await faultsOf(queries)).toEqual([])
  },
)

test('a plan that reads a whole table or sorts would be found', async () => {
  const faulty = [
    'SELECT "id" FROM "ConnectedAccount" ORDER BY "name"',
    'SELECT "accountId" FROM "AccountFacet" WHERE "facet" = \'\' ORDER BY "createdAt"',
  ]
  for (const text of faulty) expect(await statements.isFaulty(text)).toBe(true)
})
