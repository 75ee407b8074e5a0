import { expect, test } from 'vitest'
import { type ReversalTransaction, reversalsOf } from './reversals'

const since = new Date('2026-09-01')
const of = (change: Partial<ReversalTransaction>): ReversalTransaction => ({
  ...{ type: 'refund', category: 'refund', net: -100, currency: 'eur', createdAt: new Date('2026-10-01') },
  ...change,
})

test('refunds and disputes are summed by currency, less what came back, with the worst week', () => {
  const dispute = { type: 'adjustment', category: 'dispute' }
  const { sums } = reversalsOf(
    [
      of({}),
      of({ net: -300, createdAt: new Date('2026-10-06') }),
      of({ ...dispute, net: -1500, createdAt: new Date('2026-10-20') }),
      of({ ...dispute, category: 'dispute_reversal', net: 500, createdAt: new Date('2026-11-20') }),
      of({ currency: 'jpy', net: -7 }),
    ],
    since,
  )
  expect(sums).toEqual({
    eur: { refunds: 400, disputes: 1000, week: 1500 },
    jpy: { refunds: 7, disputes: 0, week: 7 },
  })
})

test.each([
  ['a charge', of({ type: 'charge', category: 'charge', net: 100 })],
  ['a payout', of({ type: 'payout', category: 'payout' })],
  ['an adjustment that is no dispute', of({ type: 'adjustment', category: 'other_adjustment' })],
  ['a refund without a currency', of({ currency: null })],
  ['a refund without an amount', of({ net: null })],
  ['a refund without a time', of({ createdAt: null })],
  ['something new', of({ type: null, category: null })],
])('%s is left out', (_, transaction) => expect(reversalsOf([transaction], since).sums).toEqual({}))

test('a refund of an API version without categories counts', () => {
  expect(reversalsOf([of({ category: null })], since).sums).toEqual({ eur: { refunds: 100, disputes: 0, week: 100 } })
})
