// What is owed and what is expected, from kept totals. npm test runs it on SQLite and on PostgreSQL.
import fc from 'fast-check'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { openForJob, openPlatform } from '@/lib/domain/access/permissions'
import { addDays, requireCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { bankOf, payoutOf } from '@/lib/domain/testing/account-money'
import { ADMIN, DAILY, profileOf } from '@/lib/domain/testing/connected-account'
import { saveSettingsSnapshot } from '@/lib/gateways/db/account-overview'
import { markAccountGone, saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { recordOutside } from '@/lib/gateways/db/audit-log'
import { database } from '@/lib/gateways/db/client'
import { savePayoutReadings } from '@/lib/gateways/db/payout-readings'
import { replaceBalance } from '@/lib/gateways/db/recorded-balances'
import { replaceExternalAccounts } from '@/lib/gateways/db/recorded-external-accounts'
import { readExpected } from '@/lib/gateways/db/stored/expected'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { loadLiquidity, loadRadar, parsePlace, rowOf } from './load-exposure'

const raise = (): never => {
  throw new Error('the admin may list')
}
const staff = openPlatform(ADMIN, 'accounts:list') ?? raise()
beforeAll(async () => void (await openTestDatabase()))
beforeEach(async () => {
  const db = await database()
  for (const table of [
    'ExpectedTotal',
    'NegativeTotal',
    'AccountFacet',
    'AccountFacetCount',
    'AccountBalance',
    'AccountWord',
    'PayoutReading',
    'ConnectedAccount',
  ])
    await db.$executeRawUnsafe(`DELETE FROM "${table}"`)
})

let at = Date.now()
const later = () => new Date(++at)
type Step = { id: string; available: number; pending: number; currency: string; sent: number; isGone: boolean }

async function take({ id, available, pending, currency, sent, isGone }: Step): Promise<void> {
  const profile = profileOf(id, { defaultCurrency: currency })
  const access = openForJob('sync', profile)
  await saveAccountProfiles([profile], later())
  await saveSettingsSnapshot(access, DAILY, later())
  await replaceExternalAccounts(access, { accounts: [bankOf({ currency })], readAt: later() }, () => [])
  const arrivesOn = addDays(requireCalendarDate(new Date().toISOString().slice(0, 10)), 2)
  const payout = payoutOf({ id: `po_${id}`, currency, amount: sent, arrivesOn, status: 'in_transit' })
  await savePayoutReadings(access, [payout], later(), { isLatest: true })
  const balance = { available: [{ amount: available, currency }], pending: [{ amount: pending, currency }] }
  await replaceBalance(access, { balance, readAt: later() }, () => [])
  if (isGone) await markAccountGone(access, later())
}

test('the totals are what is expected of every connected account, after any changes', async () => {
  const step = fc.record({
    id: fc.constantFrom('acct_A', 'acct_B', 'acct_C'),
    available: fc.constantFrom(-500, 0, 700, 123_456),
    pending: fc.constantFrom(0, 900),
    currency: fc.constantFrom('usd', 'eur'),
    sent: fc.constantFrom(100, 250),
    isGone: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      for (const each of steps) await take(each)
      const db = await database()
      const accounts = await db.connectedAccount.findMany({ where: { goneAt: null } })
      const sums = new Map<string, [number, number]>()
      for (const { day, currency, basis, amount } of accounts.flatMap(({ expected }) => readExpected(expected))) {
        const key = `${day} ${currency} ${basis}`
        const [sum, payouts] = sums.get(key) ?? [0, 0]
        sums.set(key, [sum + amount, payouts + 1])
      }
      const totals = await db.expectedTotal.findMany({
        where: { OR: [{ payouts: { not: 0 } }, { amount: { not: 0 } }] },
      })
      expect(
        new Map(
          totals.map(({ day, currency, basis, amount, payouts }) => [
            `${day} ${currency} ${basis}`,
            [Number(amount), payouts],
          ]),
        ),
      ).toEqual(sums)
    }),
    { numRuns: 15 },
  )
})

test('expected payouts are shown for one currency at a time, every day of the next 30', async () => {
  await take({ id: 'acct_A', available: 700, pending: 0, currency: 'usd', sent: 100, isGone: false })
  await take({ id: 'acct_B', available: 900, pending: 0, currency: 'eur', sent: 100, isGone: false })
  const { currencies, currency, days } = await loadLiquidity(staff, 'eur', new Date())
  expect([currencies.sort(), currency, days.length]).toEqual([['eur', 'usd'], 'eur', 30])
  const totals = days.flatMap((day) => day.totals)
  expect(totals.map(({ basis, money, payouts }) => [basis, money, payouts]).sort()).toEqual([
    ['available', { amount: 900, currency: 'eur' }, 1],
    ['in_transit', { amount: 100, currency: 'eur' }, 1],
  ])
})

test('who owes most comes first, with what the record says of when and how deep', async () => {
  await take({ id: 'acct_A', available: -500, pending: 0, currency: 'usd', sent: 100, isGone: false })
  await take({ id: 'acct_B', available: -900, pending: 0, currency: 'usd', sent: 100, isGone: false })
  await take({ id: 'acct_C', available: -1, pending: 0, currency: 'eur', sent: 100, isGone: false })
  for (const amount of [-2000, 10, -900])
    await recordOutside({ account: profileOf('acct_B') }, { type: 'balance.turned', amount, currency: 'usd' })
  const radar = await loadRadar(staff, parsePlace({}), new Date())
  expect(radar.totals.map(({ sum, accounts }) => [sum, accounts])).toEqual([
    [{ amount: -1400, currency: 'usd' }, 2],
    [{ amount: -1, currency: 'eur' }, 1],
  ])
  expect(
    radar.rows.map(({ account, owed, since, minimum }) => [account.id, owed.amount, since !== null, minimum?.amount]),
  ).toEqual([
    ['acct_B', -900, true, 2000],
    ['acct_A', -500, false, undefined],
  ])
  expect((await loadRadar(staff, parsePlace({ currency: 'eur' }), new Date())).rows).toHaveLength(1)
})

test('the suggested minimum covers the worst week of refunds and disputes where that is more than the record says', () => {
  const since = new Date('2026-09-01')
  const reversals = { since, sums: { usd: { refunds: 1200, disputes: 5000, week: 4500 } } }
  const turns = [{ at: since, currency: 'usd', amount: -700 }]
  const today = requireCalendarDate('2026-11-29')
  const rowWith = (currency: string) =>
    rowOf(
      { id: 'acct_A', name: 'A' },
      { amount: -1, currency },
      { liable: null, debits: null, expected: [], turns, reversals },
      today,
    )
  expect(rowWith('usd')).toMatchObject({
    minimum: { amount: 4500, currency: 'usd' },
    reversals: { since, refunds: { amount: 1200 }, disputes: { amount: 5000 } },
  })
  expect(rowWith('eur')).toMatchObject({ minimum: null, reversals: { refunds: { amount: 0 } } })
})

test('a payout in another currency is what deepens an exposure, and one that was sent is not', () => {
  const today = requireCalendarDate('2026-11-29')
  const [soon, late] = [addDays(today, 1), addDays(today, 3)]
  const expected = [
    { day: today, currency: 'gbp', basis: 'in_transit', amount: 5 },
    { day: soon, currency: 'usd', basis: 'pending', amount: 7 },
    { day: soon, currency: 'gbp', basis: 'available', amount: 8 },
    { day: late, currency: 'gbp', basis: 'pending', amount: 9 },
  ] as const
  const exposure = { liable: null, debits: null, expected: [...expected], turns: [], reversals: null }
  const row = rowOf({ id: 'acct_A', name: 'A' }, { amount: -1, currency: 'usd' }, exposure, today)
  expect(row).toMatchObject({ deepens: [expected[2]], since: null, minimum: null })
})
