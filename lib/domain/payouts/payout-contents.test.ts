import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BalanceTransaction, kindOf, totalContents } from './payout-contents'

const PAYOUT = { id: 'po_1', amount: 0, currency: 'usd' }

const transactionOf = (changes: Partial<BalanceTransaction> = {}): BalanceTransaction => ({
  id: 'txn_1',
  type: 'charge',
  amount: 100,
  fee: 3,
  net: 97,
  currency: 'usd',
  source: 'ch_1',
  description: null,
  createdAt: null,
  availableOn: null,
  ...changes,
})

/** The transaction with which a payout of this amount leaves the balance. */
const leaving = (amount: number) =>
  transactionOf({ type: 'payout', source: PAYOUT.id, amount: -amount, fee: 0, net: -amount })

const types = [
  'charge',
  'payment',
  'refund',
  'payment_refund',
  'adjustment',
  'stripe_fee',
  'payout_failure',
  'transfer',
]
const anyType = fc.oneof(fc.constantFrom(...types), fc.string(), fc.constant(null))
const mix = fc.array(
  fc
    .record({ type: anyType, amount: fc.integer(), fee: fc.integer({ min: -500, max: 5_000 }) })
    .map(({ type, amount, fee }) => transactionOf({ type, amount, fee, net: amount - fee })),
)
const sum = (numbers: readonly (number | null)[]) => numbers.reduce<number>((all, each) => all + (each ?? 0), 0)

describe('the totals of a payout', () => {
  test('add up to the payout, by type and in every column, for any mix of transactions', () => {
    fc.assert(
      fc.property(mix, (transactions) => {
        const amount = sum(transactions.map(({ net }) => net))
        const totals = totalContents([leaving(amount), ...transactions], { ...PAYOUT, amount }, { isWhole: true })
        expect(totals.addsUp).toBe(true)
        expect(totals.sums.net).toBe(amount)
        expect(totals.count).toBe(transactions.length)
        expect(sum(totals.lines.map(({ count }) => count))).toBe(transactions.length)
        for (const column of ['gross', 'fees', 'net'] as const)
          expect(sum(totals.lines.map(({ sums }) => sums[column]))).toBe(totals.sums[column])
        expect((totals.sums.gross ?? 0) - (totals.sums.fees ?? 0)).toBe(totals.sums.net)
      }),
    )
  })

  test('say that they don’t add up when Stripe’s list lacks a transaction', () => {
    fc.assert(
      fc.property(mix, fc.integer({ min: 1 }), (transactions, lacking) => {
        const amount = sum(transactions.map(({ net }) => net)) + lacking
        expect(totalContents(transactions, { ...PAYOUT, amount }, { isWhole: true }).addsUp).toBe(false)
      }),
    )
  })

  test('of a part of the transactions are never a sum, and what there is at least is never more than there is', () => {
    fc.assert(
      fc.property(mix, fc.nat(), (transactions, cut) => {
        const part = transactions.slice(0, transactions.length ? cut % transactions.length : 0)
        const totals = totalContents(part, PAYOUT, { isWhole: false })
        expect(totals).toMatchObject({ sums: { gross: null, fees: null, net: null }, addsUp: null })
        const whole = totalContents(transactions, PAYOUT, { isWhole: true })
        for (const { kind, sums, atLeast } of totals.lines) {
          expect(sums).toEqual({ gross: null, fees: null, net: null })
          if (atLeast === null) continue
          const amounts = transactions.filter(({ type }) => kindOf(type) === kind).map(({ amount }) => amount ?? 0)
          const isOfOneSign = amounts.every((amount) => amount >= 0) || amounts.every((amount) => amount <= 0)
          if (isOfOneSign)
            expect(atLeast).toBeLessThanOrEqual(
              Math.abs(whole.lines.find((line) => line.kind === kind)?.sums.gross ?? 0),
            )
        }
      }),
    )
  })

  test.each([
    { name: 'an amount', changes: { amount: null }, unknown: ['gross'] },
    { name: 'a fee', changes: { fee: null }, unknown: ['fees'] },
    { name: 'a net amount', changes: { net: null }, unknown: ['net'] },
    { name: 'a currency', changes: { currency: null }, unknown: ['gross', 'fees', 'net'] },
  ])('are not known where a transaction lacks $name', ({ changes, unknown }) => {
    const totals = totalContents([transactionOf(), transactionOf(changes)], PAYOUT, { isWhole: true })
    for (const column of ['gross', 'fees', 'net'] as const)
      expect(totals.sums[column] === null, column).toBe(unknown.includes(column))
  })

  test('are not known where a transaction is in another currency', () => {
    const totals = totalContents([transactionOf({ currency: 'eur' })], PAYOUT, { isWhole: true })
    expect(totals).toMatchObject({ sums: { gross: null, fees: null, net: null }, addsUp: null })
  })

  test('are exact over amounts that together are more than a number can hold', () => {
    const large = Number.MAX_SAFE_INTEGER
    const of = (amount: number) => transactionOf({ amount, fee: 0, net: amount })
    const whole = { isWhole: true }
    expect(totalContents([of(large), of(large), of(-large), of(-large), of(1)], PAYOUT, whole).sums.net).toBe(1)
    expect(totalContents([of(large), of(large)], PAYOUT, whole).sums.net).toBeNull()
  })
})

test.each([
  { type: 'charge', amount: 100, atLeast: 100 },
  { type: 'refund', amount: -100, atLeast: 100 },
  { type: 'refund', amount: 100, atLeast: null },
  { type: 'adjustment', amount: -100, atLeast: null },
  { type: 'stripe_fee', amount: -100, atLeast: null },
])('of a part with a $type of $amount, there is at least $atLeast', ({ type, amount, atLeast }) => {
  const { lines } = totalContents([transactionOf({ type, amount })], PAYOUT, { isWhole: false })
  expect(lines[0]?.atLeast).toBe(atLeast)
})

test.each([
  { source: 'po_1', amount: -500, isContent: false },
  { source: null, amount: -500, isContent: false },
  { source: null, amount: -400, isContent: true },
  { source: 'po_2', amount: -500, isContent: true },
])(
  'a payout’s transaction of $amount from $source is a part of the contents: $isContent',
  ({ source, amount, isContent }) => {
    const transaction = transactionOf({ type: 'payout', source, amount, fee: 0, net: amount })
    expect(totalContents([transaction], { ...PAYOUT, amount: 500 }, { isWhole: true }).count).toBe(isContent ? 1 : 0)
  },
)
