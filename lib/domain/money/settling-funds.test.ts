import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountIn, settlingIn } from './balance'
import { isSettlingKnown, type PendingTransaction, settlingFundsOf } from './settling-funds'

const transaction = fc.record({
  net: fc.integer({ min: -1_000, max: 5_000 }),
  currency: fc.constantFrom('usd', 'eur'),
  availableAt: fc.integer({ min: 1, max: 4 }),
  isPending: fc.boolean(),
  type: fc.constantFrom('charge', 'refund', 'payout'),
})
/** A payout has taken its money from what is available, not from what is pending; a debit brings some. */
const isCounted = ({ isPending, type, net }: { isPending: boolean; type: string; net: number }) =>
  isPending && (type !== 'payout' || net >= 0)

function balanceOf(transactions: readonly { net: number; currency: string; isPending: boolean; type: string }[]) {
  const sums = new Map<string, number>([['usd', 0]])
  for (const each of transactions)
    if (isCounted(each)) sums.set(each.currency, (sums.get(each.currency) ?? 0) + each.net)
  return { available: [], pending: [...sums].map(([currency, amount]) => ({ currency, amount })) }
}

test('whatever the transactions, what settles adds up to what is pending, moment by moment', () => {
  fc.assert(
    fc.property(fc.array(transaction), (transactions) => {
      const balance = balanceOf(transactions)
      const settling = settlingFundsOf(balance, transactions)
      for (const { currency, amount } of balance.pending) {
        const own = settling.filter((lot) => lot.currency === currency)
        expect(own.reduce((sum, lot) => sum + lot.amount, 0)).toBe(amount)
        expect(new Set(own.map(({ at }) => at)).size).toBe(own.length)
        for (const { at, amount } of own)
          expect(
            transactions
              .filter((each) => isCounted(each) && each.currency === currency && each.availableAt === at)
              .reduce((sum, { net }) => sum + net, 0),
          ).toBe(amount)
      }
      expect(isSettlingKnown(balance, settling)).toBe(true)
    }),
  )
})

const charge: PendingTransaction = { net: 500, currency: 'usd', availableAt: 7, isPending: true, type: 'charge' }

test.each<[string, PendingTransaction[]]>([
  ['one is missing', []],
  ['one has no amount', [{ ...charge, net: null }]],
  ['one has no moment', [{ ...charge, availableAt: null }]],
  ['one has no currency', [{ ...charge, currency: null }]],
  ['one more was made meanwhile', [charge, { ...charge, net: 1 }]],
])('where %s, it isn’t known when pending funds settle', (_, transactions) => {
  const balance = { available: [], pending: [{ amount: 500, currency: 'usd' }] }
  const settling = settlingFundsOf(balance, transactions)
  expect(settlingIn({ ...balance, settling }, 'usd')).toBeNull()
  expect(isSettlingKnown(balance, settling)).toBe(false)
  expect(settlingIn({ ...balance, settling: settlingFundsOf(balance, [charge]) }, 'usd')).toEqual([
    { amount: 500, currency: 'usd', at: 7, fromBank: 0 },
  ])
  expect(amountIn(balance.pending, 'usd')).toBe(500)
})
