// The standing of an account is kept with its facts. npm test runs it on SQLite and on PostgreSQL.
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openForJob } from '@/lib/domain/access/permissions'
import { bankOf, payoutOf } from '@/lib/domain/testing/account-money'
import { DAILY, profileOf } from '@/lib/domain/testing/connected-account'
import { saveSettingsSnapshot } from './account-overview'
import { refreshStandings } from './account-standing'
import { saveAccountProfiles } from './accounts'
import { database, providerOf } from './client'
import { savePayoutReadings } from './payout-readings'
import { replaceBalance } from './recorded-balances'
import { replaceExternalAccounts } from './recorded-external-accounts'
import { watchStatements } from './testing/statements'
import { openTestDatabase } from './testing/test-database'

const ID = 'acct_1'
const PROFILE = profileOf(ID)
const access = openForJob('sync', PROFILE)
const MONDAY = Date.UTC(2026, 10, 23, 9)
const DAY = 24 * 3_600_000

let url: string
beforeAll(async () => {
  url = await openTestDatabase()
})
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: MONDAY })
  const db = await database()
  for (const table of [
    'AccountFacet',
    'AccountFacetCount',
    'AccountBalance',
    'AccountWord',
    'PayoutReading',
    'ConnectedAccount',
  ])
    await db.$executeRawUnsafe(`DELETE FROM "${table}"`)
})
afterEach(() => vi.useRealTimers())

/** A moment later than the one before, so that a reading counts as the newer one. */
const next = () => new Date(vi.setSystemTime(Date.now() + 1_000) && Date.now())

const money = (available: number, pending = 0) => ({
  available: [{ amount: available, currency: 'usd' }],
  pending: pending ? [{ amount: pending, currency: 'usd' }] : [],
})
const profile = (change = {}) => saveAccountProfiles([{ ...PROFILE, ...change }], next())
const settings = (change = {}) => saveSettingsSnapshot(access, { ...DAILY, ...change }, next())
const balance = (available: number, pending = 0) =>
  replaceBalance(access, { balance: money(available, pending), readAt: next() }, () => [])
const banks = (accounts = [bankOf()]) => replaceExternalAccounts(access, { accounts, readAt: next() }, () => [])
const payouts = (list = [payoutOf()], isLatest = true) => savePayoutReadings(access, list, next(), { isLatest })

async function readAll(): Promise<void> {
  await profile()
  for (const read of [settings, () => balance(500), banks, payouts]) await read()
}

async function standing() {
  const row = await (await database()).connectedAccount.findUniqueOrThrow({ where: { id: ID } })
  const facet = await (await database()).accountFacet.findFirstOrThrow({ where: { accountId: ID, facet: '' } })
  return [row.state, row.stateReason, row.nextPayoutOn, facet.state]
}
const UNKNOWN = [null, null, null, 4]
const SCHEDULED = ['paid_as_scheduled', 'scheduled', '2026-11-24', 3]

test('an account is “Paid as scheduled” only once every part of it was read, whichever comes last', async () => {
  const reads = [settings, () => balance(500), banks, payouts]
  for (let last = 0; last < reads.length; last++) {
    await profile()
    const order = [...reads.slice(last), ...reads.slice(0, last)]
    for (const read of order) {
      expect(await standing()).toEqual(UNKNOWN)
      await read()
    }
    expect(await standing()).toEqual(SCHEDULED)
    await (await database()).payoutReading.deleteMany()
    await (await database()).connectedAccount.deleteMany()
    await (await database()).accountFacet.deleteMany()
    await (await database()).accountBalance.deleteMany()
    await (await database()).accountWord.deleteMany()
  }
})

test.each<[fact: string, change: () => Promise<void>, state: string, reason: string]>([
  ['payouts are disabled', () => profile({ payoutsEnabled: false }), 'blocked', 'disabled_by_stripe'],
  ['requirements are due', () => profile({ requirementsDue: 2 }), 'action_needed', 'requirements_open'],
  ['the balance is negative', () => balance(-5), 'blocked', 'negative_balance'],
  ['funds are pending and none available', () => balance(0, 700), 'waiting', 'settlement_delay'],
  ['the bank account is removed', () => banks([]), 'blocked', 'no_bank_account'],
  ['the schedule is manual', () => settings({ schedule: { interval: 'manual' } }), 'action_needed', 'manual'],
  [
    'a minimum balance reserves all of it',
    () => settings({ minimumBalances: { usd: 900 } }),
    'waiting',
    'below_minimum_balance',
  ],
  [
    'a payout is overdue',
    () => payouts([payoutOf({ id: 'po_2', status: 'in_transit', arrivesOn: '2026-11-19' })], false),
    'action_needed',
    'late',
  ],
])('as soon as it is known that %s, the account’s state follows', async (_, change, state, reason) => {
  await readAll()
  expect(await standing()).toEqual(SCHEDULED)
  await change()
  expect((await standing()).slice(0, 2)).toEqual([state, reason])
})

test('pending funds that appear while the available balance stays the same change the state', async () => {
  await readAll()
  await balance(0)
  expect((await standing())[1]).toBe('nothing_available')
  await balance(0, 700)
  expect((await standing())[1]).toBe('settlement_delay')
})

test('a state that turns because a day has passed is brought up to date, and others are left alone', async () => {
  await readAll()
  await payouts([payoutOf({ id: 'po_2', status: 'in_transit', arrivesOn: '2026-11-24' })], false)
  expect((await standing())[1]).toBe('in_transit')
  vi.setSystemTime(MONDAY + DAY)
  await refreshStandings(new Date())
  expect((await standing())[1]).toBe('in_transit')
  vi.setSystemTime(Date.UTC(2026, 10, 25, 0, 1))
  await refreshStandings(new Date())
  expect((await standing()).slice(0, 2)).toEqual(['action_needed', 'late'])
})

test('accounts that an earlier version wrote get their state, and their counts with it', async () => {
  await readAll()
  const db = await database()
  await db.connectedAccount.updateMany({
    data: { state: null, stateReason: null, nextPayoutOn: null, stateUntil: null },
  })
  await refreshStandings(new Date())
  expect(await standing()).toEqual(SCHEDULED)
  const counts = await db.accountFacetCount.findMany({ where: { facet: '', count: { not: 0 } } })
  expect(counts).toEqual([{ facet: '', state: 3, count: 1 }])
})

test('a test clock at Stripe that is days ahead counts, not ours', async () => {
  await readAll()
  const readAt = next()
  const asOf = readAt.getTime() + 3 * DAY
  await replaceBalance(access, { balance: { ...money(501), asOf }, readAt }, () => [])
  expect((await standing())[2]).toBe('2026-11-27')
})

test('no statement of the pass reads a table as a whole or sorts', async () => {
  await readAll()
  await (await database()).connectedAccount.updateMany({ data: { stateUntil: null } })
  const statements = watchStatements(url)
  if (providerOf(url) === 'postgresql') await statements.db.$executeRawUnsafe('ANALYZE')
  statements.seen.clear()
  await refreshStandings(new Date())
  await statements.db.connectedAccount.updateMany({ where: { id: ID }, data: { stateUntil: new Date(MONDAY) } })
  await refreshStandings(new Date())
  expect(statements.seen.size).toBeGreaterThan(0)
  expect(await statements.faults()).toEqual([])
})
