import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import { balanceParts } from '@/lib/domain/money/balance-parts'
import type { Payout } from '@/lib/domain/payouts/payout'
import { describePayoutStatus } from '@/lib/domain/payouts/payout-status'
import { fail, succeed } from '@/lib/domain/result'
import { moneyOf, payoutOf } from '@/lib/domain/testing/account-money'
import { editorOf, overviewOf, profileOf } from '@/lib/domain/testing/connected-account'
import { loadPayouts } from './load-payouts'

/** Newest first, as Stripe lists them; the page after a payout begins behind it. */
let atStripe: Payout[]
let calls: number
let failsFrom: number
vi.mock('@/lib/gateways/stripe/payouts', () => ({
  listPayouts: async (_: unknown, { limit, after }: { limit: number; after?: string }) => {
    if (++calls >= failsFrom) return fail({ kind: 'no_answer', requestId: null })
    const from = atStripe.findIndex(({ id }) => id === after) + 1
    const payouts = atStripe.slice(from, from + limit)
    return succeed({ payouts, unreadable: 0, hasMore: from + limit < atStripe.length })
  },
}))
vi.mock('@/lib/gateways/db/payout-readings', () => ({ savePayoutReadings: async () => {} }))
vi.mock('@/lib/record/external-accounts-record', () => ({}))
beforeEach(() => {
  calls = 0
  failsFrom = Number.POSITIVE_INFINITY
})

const DAY = 24 * 60 * 60_000
const load = async () => {
  const account = overviewOf(profileOf('acct_1'), new Date())
  const reading = await loadPayouts({ ...editorOf(account), account })
  if (reading.kind !== 'current') throw new Error(reading.kind)
  return reading.value
}
const payouts = (count: number, daysApart: number, status: (index: number) => Payout['status'] = () => 'in_transit') =>
  Array.from({ length: count }, (_, index) =>
    payoutOf({
      id: `po_${index}`,
      amount: 100,
      status: status(index),
      createdAt: new Date(Date.now() - index * daysApart * DAY),
    }),
  )
const inTransit = (list: readonly Payout[]) =>
  balanceParts(
    { available: [], pending: [] },
    { minimums: null, schedule: null, payouts: list, defaultCurrency: 'usd' },
  )[0]?.inTransit

test('of 60 payouts in transit, all are counted', async () => {
  atStripe = payouts(60, 0.1)
  const { payouts: read, isWhole } = await load()
  expect([inTransit(read), isWhole, calls]).toEqual([6_000, true, 1])
})

test('years of payouts take one call, because none from last month is outstanding', async () => {
  atStripe = payouts(700, 1, (index) => (index < 3 ? 'in_transit' : 'paid'))
  const { payouts: read, isWhole } = await load()
  expect([inTransit(read), isWhole, calls]).toEqual([300, true, 1])
})

test('whatever the payouts, the total is that of all of them, or is said to be the least', async () => {
  const account = fc.tuple(fc.nat({ max: 900 }), fc.constantFrom(0.001, 0.05, 0.3, 1), fc.constantFrom(1, 2, 3, 99))
  await fc.assert(
    fc.asyncProperty(account, async ([count, daysApart, failing]) => {
      calls = 0
      failsFrom = failing === 1 ? Number.POSITIVE_INFINITY : failing
      const outstanding = (index: number) => (index * daysApart < 10 ? 'in_transit' : 'paid')
      atStripe = payouts(count, daysApart, outstanding)
      const { payouts: read, isWhole } = await load()
      const all = inTransit(atStripe)
      expect(calls).toBeLessThanOrEqual(5)
      if (isWhole) expect(inTransit(read)).toBe(all)
      else expect(inTransit(read)).toBeLessThanOrEqual(all ?? 0)
      const status = describePayoutStatus(moneyOf({ payouts: read, morePayouts: !isWhole }))
      for (const { code, headline } of status)
        if (code === 'in_transit' || code === 'late') expect(/^At least /.test(headline)).toBe(!isWhole)
    }),
    { numRuns: 60 },
  )
})

test('a payout of an unknown status may be outstanding, so the total is the least, unless the payout is old', async () => {
  for (const unknown of [0, 1, 5, 39]) {
    atStripe = payouts(40, 1, (index) => (index === unknown ? null : index < 3 ? 'in_transit' : 'paid'))
    expect((await load()).isWhole).toBe(unknown > 30)
  }
})
