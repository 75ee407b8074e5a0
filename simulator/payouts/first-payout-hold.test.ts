import { describe, expect, test } from 'vitest'
import { planActivity } from '../money/activity.ts'
import { post } from '../money/post.ts'
import { availableOn } from '../settings/settlement.ts'
import { SimulatedWorld } from '../simulated-world.ts'
import { WEDNESDAY } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'
import { addAccount, at, BY_TEST, emptyWorld, moveTo } from '../testing/world.ts'
import { createPayout } from './manual-payouts.ts'
import { upcomingPayouts } from './upcoming-payouts.ts'

function held(days = 7) {
  const world = emptyWorld(WEDNESDAY)
  const account = addAccount(world, { first_payout_hold_days: days })
  const charge = (amount: number) =>
    post(world, account, {
      type: 'charge',
      currency: 'usd',
      amount,
      available_on: availableOn(account, world.clock.seconds()),
    }).available_on
  return { world, account, charge }
}

describe('An account with a first payout hold', () => {
  test('has no charge that settles before the hold after its first charge ends', () => {
    const { world, account, charge } = held()
    expect(charge(1_000)).toBe(at('2026-12-09'))
    moveTo(world, '2026-12-04T12:00:00Z')
    expect(charge(2_000)).toBe(at('2026-12-09'))
    moveTo(world, '2026-12-08T12:00:00Z')
    expect(charge(4_000), 'the usual delay ends later').toBe(at('2026-12-10'))
    expect([account.payouts, account.balances.usd?.available]).toEqual([[], { card: 0 }])
    expect(upcomingPayouts(account, world.clock.seconds()).map(({ amount }) => amount)).toEqual([3_000, 4_000])
    moveTo(world, '2026-12-09')
    expect(account.payouts.map(({ amount, created }) => [created, amount])).toEqual([[at('2026-12-09'), 3_000]])
  })

  test('settles new charges as usual after the first payout', () => {
    const { world, account, charge } = held(14)
    charge(1_000)
    post(world, account, { type: 'adjustment', currency: 'usd', amount: 500 })
    createPayout(world, account, { amount: 500, currency: 'usd' }, BY_TEST)
    expect(charge(2_000)).toBe(at('2026-12-04'))
    moveTo(world, '2026-12-16')
    expect(account.payouts.map(({ amount, created }) => [created, amount]).slice(1)).toEqual([
      [at('2026-12-04'), 2_000],
      [at('2026-12-16'), 1_000],
    ])
  })

  test('can’t pay out held funds instantly', () => {
    const { world, account, charge } = held()
    charge(5_000)
    post(world, account, { type: 'adjustment', currency: 'usd', amount: 300 })
    const pay = (amount: number) => () =>
      createPayout(world, account, { amount, currency: 'usd', method: 'instant' }, BY_TEST)
    expect(pay(301)).toThrow('insufficient funds')
    expect(pay(200)).not.toThrow()
  })

  test('also holds charges of generated activity', () => {
    const { world, account } = held(10)
    planActivity(world, account, {
      until: at('2026-12-20'),
      charges_per_day: 3,
      refund_rate: 0,
      dispute_rate: 0,
    })
    moveTo(world, '2026-12-20')
    const first = account.balance_transactions.find(({ type }) => type === 'charge')
    expect(new Date((first?.created ?? 0) * 1000).toISOString()).toContain('2026-12-02')
    expect(account.payouts[0]?.created).toBe(at('2026-12-14'))
  })

  test('keeps the hold after a restart', () => {
    const { world, account, charge } = held()
    charge(1_000)
    const again = new SimulatedWorld(5, world.clock, structuredClone(world.accounts.platform))
    again.restore(JSON.parse(JSON.stringify(world.snapshot())))
    const restored = again.accounts.find(account.id)
    expect(restored && availableOn(restored, world.clock.seconds())).toBe(at('2026-12-09'))
  })
})

describe('The control API', () => {
  const rig = rigForTests({ accounts: 1, now: WEDNESDAY })

  test('creates accounts with a hold only on request', async () => {
    const account = await rig.newAccount({ first_payout_hold_days: 14 })
    const charge = await rig.control('POST', `/accounts/${account}/charges`, { amount: 10_000 })
    expect(charge.available_on).toBe(at('2026-12-16'))
    expect(await rig.control('GET', `/accounts/${account}/state`)).toMatchObject({ first_payout_hold_days: 14 })
    const other = await rig.newAccount()
    const usual = await rig.control('POST', `/accounts/${other}/charges`, { amount: 10_000 })
    expect(usual.available_on).toBe(at('2026-12-04'))
  })

  test.each([-1, 1.5, 91, '7'])('refuses a hold of %j days', async (first_payout_hold_days) => {
    const answer = await rig.control('POST', '/accounts', { first_payout_hold_days })
    expect(answer.error.message).toContain('first_payout_hold_days')
  })
})
