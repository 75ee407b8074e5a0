import { expect, test } from 'vitest'
import { describeNextAmount } from './next-amount'

const usd = (available: number, pending = 0) => ({
  available: [{ amount: available, currency: 'usd' }],
  pending: [{ amount: pending, currency: 'usd' }],
})

test.each<{ balance: ReturnType<typeof usd>; minimums: Record<string, number> | null; says: string; because: string }>([
  {
    balance: usd(50000),
    minimums: null,
    says: '500.00 USD (estimated): 500.00 USD available now.',
    because: 'nothing stays',
  },
  {
    balance: usd(50000),
    minimums: { usd: 15000 },
    says: '350.00 USD (estimated): 500.00 USD available now, less 150.00 USD that stays.',
    because: 'the minimum stays',
  },
  {
    balance: usd(10000),
    minimums: { usd: 15000 },
    says: 'Nothing yet: 100.00 USD is available and 150.00 USD stays in the balance.',
    because: 'the minimum is not reached',
  },
  {
    balance: usd(-500, 900),
    minimums: null,
    says: 'Nothing: the balance is negative (−5.00 USD). Up to 9.00 USD more may join when it settles.',
    because: 'the account owes',
  },
  {
    balance: { available: [], pending: [] },
    minimums: { eur: 1 },
    says: 'Nothing yet: 0.00 USD is available.',
    because: 'other currencies do not count',
  },
])('says "$says", because $because', ({ balance, minimums, says }) => {
  expect(describeNextAmount(balance, minimums, 'usd')).toBe(says)
})
