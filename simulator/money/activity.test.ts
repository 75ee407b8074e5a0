import { expect, test } from 'vitest'
import { addAccount, at, emptyWorld, moveTo } from '../testing/world.ts'
import type { Account } from '../world/state.ts'
import { planActivity } from './activity.ts'

const NOW = '2026-11-25T09:00:00Z'
const PLAN = { until: at('2026-12-25'), charges_per_day: 12, refund_rate: 0.1, dispute_rate: 0.1 }

const ofType = ({ balance_transactions }: Account, type: string) =>
  balance_transactions.filter((transaction) => transaction.type === type)

test('a month of activity has charges with both fees, refunds, and disputes, some of them won', () => {
  const world = emptyWorld(NOW)
  const account = addAccount(world, { profile: 'standard' })
  planActivity(world, account, PLAN)
  moveTo(world, '2027-02-15')
  const charges = ofType(account, 'charge')
  expect(charges.length).toBeGreaterThan(300)
  expect(charges.length).toBeLessThan(420)
  expect(charges.every(({ created }) => created > at(NOW) && created <= PLAN.until)).toBe(true)
  expect(charges[0]?.fee_details.map(({ type }) => type)).toEqual(['application_fee', 'stripe_fee'])
  expect(
    charges.every(({ fee, fee_details }) => fee === fee_details.reduce((sum, { amount }) => sum + amount, 0)),
  ).toBe(true)
  expect(ofType(account, 'refund').length).toBeGreaterThan(15)
  const disputes = ofType(account, 'adjustment').map(({ reporting_category }) => reporting_category)
  expect(disputes.filter((each) => each === 'dispute').length).toBeGreaterThan(15)
  expect(disputes.filter((each) => each === 'dispute_reversal').length).toBeGreaterThan(3)
  expect(account.payouts.length).toBeGreaterThan(15)
  expect(account.activity).toBeNull()
  expect(ofType(world.accounts.platform, 'application_fee')).toHaveLength(charges.length)
})

test('an account pays only the platform’s fee where the platform pays Stripe’s fees', () => {
  const world = emptyWorld(NOW)
  const account = addAccount(world, { country: 'JP', profile: 'custom' })
  planActivity(world, account, { ...PLAN, refund_rate: 0, dispute_rate: 0 })
  moveTo(world, '2026-11-27')
  const charges = ofType(account, 'charge')
  expect(charges[0]?.fee_details.map(({ type }) => type)).toEqual(['application_fee'])
  expect(ofType(world.accounts.platform, 'stripe_fee')).toHaveLength(charges.length)
})

test('an account without charges enabled gets no charges, and a new plan replaces the old one', () => {
  const world = emptyWorld(NOW)
  const account = addAccount(world)
  account.charges_enabled = false
  planActivity(world, account, PLAN)
  moveTo(world, '2026-11-30')
  expect(account.balance_transactions).toEqual([])
  account.charges_enabled = true
  planActivity(world, account, { ...PLAN, until: at('2026-12-01'), charges_per_day: 2 })
  moveTo(world, '2026-12-20')
  expect(ofType(account, 'charge').length).toBeLessThan(5)
})

test.each([
  [{ until: at('2026-01-01') }, 'until'],
  [{ charges_per_day: 0 }, 'charges_per_day'],
  [{ refund_rate: 1.5 }, 'refund_rate'],
  [{ dispute_rate: Number.NaN }, 'dispute_rate'],
])('a plan with %o is refused', (wrong, param) => {
  const world = emptyWorld(NOW)
  const account = addAccount(world)
  expect(() => planActivity(world, account, { ...PLAN, ...wrong })).toThrow(param)
})
