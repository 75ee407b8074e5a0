import fc from 'fast-check'
import { expect, test } from 'vitest'
import { payoutOf } from '../testing/account-money'
import { balanceParts } from './balance-parts'

const weekly = { interval: 'weekly', weekdays: ['monday'] } as const
const usd = (amount: number) => [{ amount, currency: 'usd' }]
const nothing = { minimums: null, schedule: weekly, payouts: [], defaultCurrency: 'usd' }

test('the default currency comes first even when there is nothing in it, the others by code', () => {
  const balance = { available: [{ amount: 5, currency: 'gbp' }], pending: [{ amount: 7, currency: 'eur' }] }
  expect(balanceParts(balance, nothing)).toEqual([
    { currency: 'usd', available: 0, pending: 0, reserved: 0, inTransit: 0 },
    { currency: 'eur', available: 0, pending: 7, reserved: 0, inTransit: 0 },
    { currency: 'gbp', available: 5, pending: 0, reserved: 0, inTransit: 0 },
  ])
})

test.each([
  { available: 8_000, reserved: 5_000, because: 'the minimum is reserved' },
  { available: 3_000, reserved: 3_000, because: 'no more is reserved than is available' },
  { available: -1_000, reserved: 0, because: 'a debt cannot be reserved' },
])('of $available with a minimum of 5000, $reserved is reserved, because $because', ({ available, reserved }) => {
  const [part] = balanceParts({ available: usd(available), pending: [] }, { ...nothing, minimums: { usd: 5_000 } })
  expect(part?.reserved).toBe(reserved)
})

test('a manual schedule reserves nothing, because Stripe does not apply the minimum there', () => {
  const [part] = balanceParts(
    { available: usd(8_000), pending: [] },
    { ...nothing, minimums: { usd: 5_000 }, schedule: { interval: 'manual' } },
  )
  expect(part?.reserved).toBe(0)
})

test('an unknown schedule counts as automatic, so that no promise is too high', () => {
  const [part] = balanceParts(
    { available: usd(8_000), pending: [] },
    { ...nothing, minimums: { usd: 5_000 }, schedule: null },
  )
  expect(part?.reserved).toBe(5_000)
})

test('only pending and in-transit payouts count as in transit, and debits never do', () => {
  const payouts = [
    payoutOf({ status: 'pending', amount: 100 }),
    payoutOf({ status: 'in_transit', amount: 20 }),
    payoutOf({ status: 'in_transit', amount: -7_000 }),
    payoutOf({ status: 'paid' }),
    payoutOf({ status: 'failed' }),
    payoutOf({ status: 'canceled' }),
    payoutOf({ status: 'pending', amount: 3, currency: 'cad' }),
  ]
  const parts = balanceParts({ available: [], pending: [] }, { ...nothing, payouts })
  expect(parts.map(({ currency, inTransit }) => [currency, inTransit])).toEqual([
    ['usd', 120],
    ['cad', 3],
  ])
})

test('every currency appears once and reserved lies between 0 and what is available', () => {
  const money = fc.array(fc.record({ amount: fc.integer(), currency: fc.constantFrom('usd', 'eur', 'jpy') }))
  fc.assert(
    fc.property(money, money, fc.nat(), (available, pending, minimum) => {
      const minimums = { usd: minimum, eur: minimum }
      const parts = balanceParts({ available, pending }, { ...nothing, minimums })
      expect(new Set(parts.map(({ currency }) => currency)).size).toBe(parts.length)
      for (const part of parts) {
        expect(part.reserved).toBeGreaterThanOrEqual(0)
        expect(part.reserved).toBeLessThanOrEqual(Math.max(0, part.available))
      }
    }),
  )
})
