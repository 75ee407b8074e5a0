import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bankOf, moneyOf, NOW, payoutOf } from '../testing/account-money'
import { standingOf } from './account-standing'

const daily = { schedule: { interval: 'daily' } } as const
const usd = (available: number, pending = 0) => ({
  available: [{ amount: available, currency: 'usd' }],
  pending: [{ amount: pending, currency: 'usd' }],
})
const expectedOf = (money: Parameters<typeof moneyOf>[0]) =>
  standingOf(moneyOf(money)).expected.map(({ day, currency, basis, amount }) => `${day} ${amount} ${currency} ${basis}`)

test('what is available leaves with the next payout, and what is pending with the first by which it has settled', () => {
  expect(expectedOf({ settings: daily, balance: usd(500, 300) })).toEqual([
    '2026-11-23 500 usd available',
    '2026-11-25 300 usd pending',
  ])
})

test('a payout in transit is expected on its day of arrival, and an overdue one on none', () => {
  const payouts = [
    payoutOf({ id: 'po_2', status: 'in_transit', arrivesOn: '2026-11-24', amount: 700 }),
    payoutOf({ id: 'po_3', status: 'in_transit', arrivesOn: '2026-11-19', amount: 900 }),
  ]
  expect(expectedOf({ settings: daily, balance: usd(0), payouts })).toEqual(['2026-11-24 700 usd in_transit'])
})

test('a minimum balance is made up by pending funds first', () => {
  const settings = { ...daily, minimumBalances: { usd: 600 } }
  expect(expectedOf({ settings, balance: usd(500, 300) })).toEqual(['2026-11-25 200 usd pending'])
})

test.each([
  ['manual payouts', {}],
  ['a negative balance', { settings: daily, balance: usd(-1, 500) }],
  ['no bank account', { settings: daily, externalAccounts: [] }],
  ['a bank account that needs attention', { settings: daily, externalAccounts: [bankOf({ status: 'errored' })] }],
  ['payouts that are disabled', { settings: daily, account: { payoutsEnabled: false } }],
  ['a first payout that Stripe holds', { settings: daily, balance: usd(0, 500), payouts: [] }],
  [
    'a minimum balance above all funds',
    { settings: { ...daily, minimumBalances: { usd: 9_000 } }, balance: usd(500, 9) },
  ],
])('nothing is expected of an account with %s', (_, money) => {
  expect(expectedOf(money)).toEqual([])
})

test('of any account, no more is expected than it has, never in the past, and the standing is computed again in time', () => {
  const money = fc.record({
    available: fc.integer({ min: -1000, max: 100_000 }),
    pending: fc.integer({ min: 0, max: 100_000 }),
    minimum: fc.constantFrom(0, 1, 50_000, 500_000),
    interval: fc.constantFrom(
      { interval: 'daily' as const },
      { interval: 'weekly' as const, weekdays: ['friday' as const] },
      { interval: 'monthly' as const, monthDays: [31] },
      { interval: 'manual' as const },
    ),
    arrivesOn: fc.constantFrom('2026-11-01', '2026-11-22', '2026-12-24', null),
    status: fc.constantFrom('in_transit' as const, 'pending' as const, 'paid' as const, 'failed' as const),
  })
  fc.assert(
    fc.property(money, ({ available, pending, minimum, interval, arrivesOn, status }) => {
      const { expected, until } = standingOf(
        moneyOf({
          settings: { schedule: interval, minimumBalances: { usd: minimum } },
          balance: usd(available, pending),
          payouts: [payoutOf({ status, arrivesOn, amount: 700 })],
        }),
      )
      const notSent = expected.filter(({ basis }) => basis !== 'in_transit')
      const sum = notSent.reduce((all, { amount }) => all + amount, 0)
      expect(sum).toBeLessThanOrEqual(Math.max(0, available + pending - minimum))
      for (const { day, amount } of expected) {
        expect(day >= '2026-11-22').toBe(true)
        expect(amount).toBeGreaterThan(0)
      }
      if (until !== null) expect(until).toBeGreaterThan(NOW)
      if (expected.length > 0) expect(until).not.toBeNull()
    }),
  )
})
