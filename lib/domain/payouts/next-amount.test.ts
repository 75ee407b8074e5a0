import { expect, test } from 'vitest'
import { requireCalendarDate } from '../calendar/calendar-date'
import { describeNextAmount } from './next-amount'

const DAYS = {
  payouts: ['2026-11-23', '2026-11-24', '2026-11-25'].map((day) => ({ sendOn: requireCalendarDate(day) })),
  startOfDay: null,
  day: String,
}

const usd = (available: number, pending = 0) => ({
  available: [{ amount: available, currency: 'usd' }],
  pending: [{ amount: pending, currency: 'usd' }],
})

test.each<{ balance: ReturnType<typeof usd>; minimums: Record<string, number> | null; says: string; because: string }>([
  {
    balance: usd(50000),
    minimums: null,
    says: '500.00 USD (estimated): 500.00 USD is available.',
    because: 'nothing is reserved',
  },
  {
    balance: usd(50000),
    minimums: { usd: 15000 },
    says: '350.00 USD (estimated): 500.00 USD is available, and 150.00 USD is reserved by minimum balance.',
    because: 'the minimum is reserved',
  },
  {
    balance: usd(10000),
    minimums: { usd: 15000 },
    says: 'None yet: 100.00 USD is available and 150.00 USD is reserved by minimum balance.',
    because: 'the minimum is not reached',
  },
  {
    balance: usd(-500, 900),
    minimums: null,
    says: 'None: the balance is −5.00 USD. Up to 9.00 USD more is added if it settles in time.',
    because: 'the account owes',
  },
  {
    balance: { available: [], pending: [] },
    minimums: { eur: 1 },
    says: 'None yet: 0.00 USD is available.',
    because: 'other currencies do not count',
  },
])('says "$says", because $because', ({ balance, minimums, says }) => {
  expect(describeNextAmount(balance, { minimumBalances: minimums }, 'usd', DAYS)).toBe(says)
})

test.each([
  [
    { usd: [{ payoutMethod: 'fa_1', upTo: 20_000 }] },
    ' 200.00 USD goes to the financial account fa_1, 150.00 USD to the bank account.',
  ],
  [
    { usd: [{ payoutMethod: 'fa_1', upTo: null }] },
    ' 350.00 USD goes to the financial account fa_1, nothing to the bank account.',
  ],
  [{ eur: [{ payoutMethod: 'fa_1', upTo: null }] }, ''],
  [
    { usd: [{ unread: 'transfer_half' }] },
    ' Stripe has a transfer rule for USD that Spillway doesn’t know, so how much goes to the bank account isn’t known.',
  ],
])('with the rules %j the amount is followed by "%s"', (transferRules, parts) => {
  expect(describeNextAmount(usd(50_000), { minimumBalances: { usd: 15_000 }, transferRules }, 'usd', DAYS)).toBe(
    `350.00 USD (estimated): 500.00 USD is available, and 150.00 USD is reserved by minimum balance.${parts}`,
  )
})

test('a minimum balance that isn’t known makes the amount the most that there can be', () => {
  const unread = { minimumBalances: '{"usd":"most"}' }
  expect(describeNextAmount(usd(50_000, 100), { unread }, 'usd', DAYS)).toBe(
    'Up to 500.00 USD (estimated): 500.00 USD is available, and the minimum balance isn’t known. Up to 1.00 USD more is added if it settles in time.',
  )
})

const settling = (...lots: [amount: number, day: string][]) =>
  lots.map(([amount, day]) => ({ amount, currency: 'usd', at: Date.parse(day), fromBank: 0 }))

test.each([
  {
    lots: settling([300, '2026-11-23'], [400, '2026-11-24']),
    available: 1_000,
    says: '13.00 USD (estimated): 10.00 USD is available, 3.00 USD settles by then. Another 4.00 USD settles later.',
    because: 'what settles as the payout day begins is part of its payout',
  },
  {
    lots: settling([700, '2026-11-24']),
    available: 0,
    says: '7.00 USD on 2026-11-24 (estimated): 0.00 USD is available, 7.00 USD settles by then.',
    because: 'a payout day on which nothing is available passes',
  },
  {
    lots: settling([700, '2026-11-27']),
    available: 0,
    says: 'None yet: 0.00 USD is available. Another 7.00 USD settles later.',
    because: 'nothing settles before the days that are known',
  },
  {
    lots: settling([1_000, '2026-11-24'], [-300, '2026-11-24T00:00:01Z']),
    available: -500,
    says: '5.00 USD on 2026-11-24 (estimated): −5.00 USD is available, 10.00 USD settles by then.',
    because: 'what the account owes is covered first, and what settles a second later counts for the next day',
  },
])('says "$says", because $because', ({ lots, available, says }) => {
  const pending = lots.reduce((sum, { amount }) => sum + amount, 0)
  expect(
    describeNextAmount({ ...usd(available, pending), settling: lots }, { minimumBalances: null }, 'usd', DAYS),
  ).toBe(says)
})
