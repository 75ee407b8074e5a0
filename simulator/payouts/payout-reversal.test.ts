import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createExternalAccount } from '../banks/external-accounts.ts'
import { StripeError } from '../http/stripe-error.ts'
import { availableAmount, balanceIn, pendingAmount } from '../money/balances.ts'
import { post } from '../money/post.ts'
import { MANUAL, WEDNESDAY } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'
import { addAccount, at, BY_TEST, emptyWorld, moveTo } from '../testing/world.ts'
import type { Payout } from '../world/state.ts'
import { createPayout } from './manual-payouts.ts'
import { completePayout, failPayout } from './payout-life-cycle.ts'
import { reversePayout } from './payout-reversal.ts'

const rig = rigForTests({ accounts: 5, now: WEDNESDAY })

const DAY = 86_400

describe('A reversal', () => {
  const reverse = (account: string, id: string) => rig.post(`/v1/payouts/${id}/reverse`, 'metadata[a]=b', { account })
  async function paidPayout(traits: Record<string, unknown> = {}) {
    const account = await rig.newAccount({ ...MANUAL, balance: { usd: { available: 10_000 } }, ...traits })
    const { id } = (
      await rig.pay(account, `amount=4000&currency=${(await rig.get(`/v1/accounts/${account}`)).body.default_currency}`)
    ).body
    await rig.moveClock({ now: '2026-12-04T00:00:00Z' })
    return { account, id }
  }

  test('returns a paid payout from the bank, as a payout with a negative amount that is pending until it arrives', async () => {
    const { account, id } = await paidPayout()
    const { body } = await reverse(account, id)
    expect(body).toMatchObject({
      amount: -4_000,
      automatic: false,
      metadata: { a: 'b' },
      original_payout: id,
      status: 'pending',
      arrival_date: Date.UTC(2026, 11, 8) / 1000,
    })
    expect((await rig.get(`/v1/payouts/${id}`, { account })).body).toMatchObject({
      status: 'paid',
      reversed_by: body.id,
    })
    const balance = (await rig.get('/v1/balance', { account })).body
    expect([balance.available[0].amount, balance.pending[0].amount]).toEqual([6_000, 4_000])
    // Funds still at the bank can’t be paid out instantly.
    expect(balance.instant_available[0].amount).toBe(6_000)
    expect((await rig.eventTypes(account)).slice(-2)).toEqual(['payout.updated', 'payout.created'])
    await rig.moveClock({ now: '2026-12-08T00:00:00Z' })
    expect([await rig.payoutStatus(account, body.id), await rig.available(account)]).toEqual(['paid', 10_000])
  })

  test('of an instant payout, of another reversal, of a reversed, canceled or pending manual one is refused', async () => {
    const { account, id } = await paidPayout()
    const reversal = (await reverse(account, id)).body
    expect((await reverse(account, id)).status).toBe(400)
    expect((await reverse(account, reversal.id)).status).toBe(400)
    expect((await rig.post(`/v1/payouts/${reversal.id}/cancel`, '', { account })).status).toBe(400)
    const pending = (await rig.pay(account, 'amount=100&currency=usd')).body.id
    expect((await reverse(account, pending)).body.error.message).toContain('Cancel it instead')
    await rig.post(`/v1/payouts/${pending}/cancel`, '', { account })
    expect((await reverse(account, pending)).status).toBe(400)
    const instant = (await rig.pay(account, 'amount=1000&currency=usd&method=instant')).body.id
    await rig.moveClock({ advance_seconds: 3600 })
    expect((await reverse(account, instant)).status).toBe(400)
  })

  test('is refused outside the United States and Canada, where Stripe is liable, and after 90 days', async () => {
    const british = await paidPayout({ country: 'GB', balance: { gbp: { available: 10_000 } } })
    expect((await reverse(british.account, british.id)).status).toBe(400)
    const standard = await paidPayout({ profile: 'standard' })
    expect((await reverse(standard.account, standard.id)).status).toBe(400)
    const { account, id } = await paidPayout()
    await rig.moveClock({ advance_seconds: 100 * DAY })
    expect((await reverse(account, id)).body.error.message).toContain('90 days')
  })
})

describe('A reversed payout', () => {
  test('can no longer fail, so the funds aren’t returned twice', async () => {
    const account = await rig.newAccount({ ...MANUAL, balance: { usd: { available: 10_000 } } })
    const { id } = (await rig.pay(account, 'amount=4000&currency=usd')).body
    await rig.control('POST', `/payouts/${id}/pay`)
    const reversal = (await rig.post(`/v1/payouts/${id}/reverse`, '', { account })).body.id
    await rig.control('POST', `/payouts/${reversal}/pay`)
    const late = await rig.fetch(`/_sim/payouts/${id}/fail`, { method: 'POST', body: '{}' })
    expect([late.status, late.body.error.message]).toEqual([
      400,
      `The payout ${id} was reversed by ${reversal}; it can no longer fail.`,
    ])
    expect([await rig.payoutStatus(account, id), await rig.available(account)]).toEqual(['paid', 10_000])
    await rig.control('POST', `/payouts/${reversal}/fail`)
    expect(await rig.available(account)).toBe(6_000)
    await rig.control('POST', `/payouts/${id}/fail`)
    expect([await rig.payoutStatus(account, id), await rig.available(account)]).toEqual(['failed', 10_000])
  })

  test('arrives before its reversal', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 10_000 } } })
    await rig.moveClock({ now: '2026-12-03T00:00:00Z' })
    const [automatic] = (await rig.get('/v1/payouts', { account })).body.data
    const reversal = (await rig.post(`/v1/payouts/${automatic?.id}/reverse`, '', { account })).body
    expect(reversal.arrival_date).toBeGreaterThanOrEqual(automatic?.arrival_date ?? Number.NaN)
    const early = await rig.fetch(`/_sim/payouts/${reversal.id}/pay`, { method: 'POST', body: '{}' })
    expect([early.status, early.body.error.message]).toEqual([400, expect.stringContaining('has not arrived yet')])
    expect(await rig.payoutStatus(account, reversal.id)).toBe('pending')
    await rig.control('POST', `/payouts/${automatic?.id}/pay`)
    expect(await rig.control('POST', `/payouts/${reversal.id}/pay`)).toMatchObject({ status: 'paid' })
  })

  test('arrives before its reversal even where the day starts earlier than in UTC', () => {
    const start_of_day = { hour: 0, minutes: 0, timezone: 'Australia/Sydney' }
    const world = emptyWorld('2026-12-02T12:00:00Z')
    const account = addAccount(world, { country: 'AU', settings: { start_of_day } })
    const wanted = { country: 'US', currency: 'usd', account_number: '000123456789', routing_number: '110000000' }
    createExternalAccount(world, account, wanted, {}, BY_TEST, (field) => field)
    post(world, account, { type: 'charge', currency: 'usd', amount: 10_000 })
    moveTo(world, '2026-12-02T14:00:00Z')
    const [payout] = account.payouts
    expect(payout?.arrival_date).toBe(at('2026-12-07'))
    const reversal = payout && reversePayout(world, account, payout, {}, BY_TEST)
    expect(reversal?.arrival_date).toBe(at('2026-12-07'))
    moveTo(world, '2026-12-07')
    expect(account.payouts.map(({ status: end }) => end)).toEqual(['paid', 'paid'])
  })

  test('and its reversal never return more than was paid out', () => {
    const outcomes = new Set<string>()
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4), fc.boolean()), { minLength: 3, maxLength: 9 }), (steps) => {
        const world = emptyWorld('2026-12-02T09:00:00Z')
        const account = addAccount(world, { settings: { interval: 'manual' } })
        post(world, account, { type: 'charge', currency: 'usd', amount: 10_000 })
        const payout = createPayout(world, account, { amount: 4_000, currency: 'usd' }, BY_TEST)
        const actions: ((one: Payout) => void)[] = [
          () => world.advanceTo(world.clock.now() + 90_000_000),
          () => world.advanceTo(world.clock.now() + 90_000_000),
          () => reversePayout(world, account, payout, {}, BY_TEST),
          (one) => completePayout(world, account, one),
          (one) => failPayout(world, account, one, 'could_not_process'),
        ]
        for (const [action, onReversal] of steps) {
          const reversal = account.payouts.find(({ id }) => id === payout.reversed_by)
          try {
            actions[action]?.(onReversal && reversal ? reversal : payout)
          } catch (error) {
            if (!(error instanceof StripeError)) throw error
          }
          const balance = balanceIn(account, 'usd')
          expect(availableAmount(balance) + pendingAmount(balance)).toBeLessThanOrEqual(10_000)
        }
        outcomes.add(account.payouts.map(({ status: end }) => end).join())
      }),
      { numRuns: 1_000, seed: 17 },
    )
    expect(outcomes).toContain('paid,paid')
    expect(outcomes).toContain('failed,failed')
    expect(outcomes).toContain('failed,canceled')
  })
})

describe('A paid payout', () => {
  test('gets a trace id an hour later where banks provide one', async () => {
    const account = await rig.newAccount({ ...MANUAL, balance: { usd: { available: 10_000 } } })
    const japan = await rig.newAccount({ ...MANUAL, country: 'JP', balance: { jpy: { available: 10_000 } } })
    const one = (await rig.pay(account, 'amount=4000&currency=usd')).body.id
    const other = (await rig.pay(japan, 'amount=4000&currency=jpy')).body.id
    await rig.moveClock({ now: '2026-12-04T01:00:00Z' })
    expect((await rig.get(`/v1/payouts/${one}`, { account })).body.trace_id).toEqual({
      status: 'supported',
      value: expect.stringMatching(/^TRACE/),
    })
    expect((await rig.get(`/v1/payouts/${other}`, { account: japan })).body.trace_id).toEqual({
      status: 'unsupported',
      value: null,
    })
  })

  test('can still fail, which cancels a pending reversal', async () => {
    const { world } = rig.simulator
    const id = await rig.newAccount({ ...MANUAL, balance: { usd: { available: 10_000 } } })
    const account = world.accounts.find(id)
    const paid = (await rig.pay(id, 'amount=4000&currency=usd')).body.id
    await rig.moveClock({ now: '2026-12-07T00:00:00Z' })
    const reversal = (await rig.post(`/v1/payouts/${paid}/reverse`, '', { account: id })).body.id
    const payout = account?.payouts.find((each) => each.id === paid)
    if (!account || !payout) throw new Error('There is no such payout')
    failPayout(world, account, payout, 'account_closed')
    expect([await rig.payoutStatus(id, paid), await rig.payoutStatus(id, reversal), await rig.available(id)]).toEqual([
      'failed',
      'canceled',
      10_000,
    ])
    await rig.moveClock({ now: '2026-12-11T00:00:00Z' })
    const balance = (await rig.get('/v1/balance', { account: id })).body
    expect([balance.available[0].amount, balance.pending[0].amount]).toEqual([10_000, 0])
    expect(() => failPayout(world, account, payout, 'account_closed')).toThrow('can no longer fail')
  })
})
