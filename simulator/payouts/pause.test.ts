import { describe, expect, test } from 'vitest'
import { changeAccount } from '../accounts/account-changes.ts'
import type { SimulatedWorld } from '../simulated-world.ts'
import { WEDNESDAY } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'
import { accountWithFunds, at, available, BY_TEST, moveTo } from '../testing/world.ts'
import type { Account, StripeEvent } from '../world/state.ts'
import { createPayout } from './manual-payouts.ts'
import { completePayout } from './payout-life-cycle.ts'
import { reversePayout } from './payout-reversal.ts'

function setPaused(world: SimulatedWorld, account: Account, isPaused: boolean): void {
  changeAccount(world, account, BY_TEST, () => {
    account.payouts_enabled = !isPaused
    account.requirements.disabled_reason = isPaused ? 'platform_paused' : null
  })
}

/** An account whose payout of Thursday is not at the bank yet when its payouts are paused. */
function pausedAccount() {
  const made = accountWithFunds()
  const { world, account } = made
  moveTo(world, '2026-12-03T00:30:00Z')
  setPaused(world, account, true)
  const [payout] = account.payouts
  if (!payout) throw new Error('There is no payout')
  const types = () => world.events.all(account.id).map(({ type }: StripeEvent) => type)
  return { ...made, payout, types }
}

describe('While the platform pauses payouts', () => {
  test('a payout that was made stays pending, and no other is made', () => {
    const { world, account, payout } = pausedAccount()
    moveTo(world, '2026-12-12T23:59:59Z')
    expect([account.payouts.length, payout.status, available(account)]).toEqual([1, 'pending', 0])
    expect(() => completePayout(world, account, payout)).toThrow('held')
    expect(() => reversePayout(world, account, payout, {}, BY_TEST)).toThrow('held')
    expect(() => createPayout(world, account, { amount: 1, currency: 'usd' }, BY_TEST)).toThrow('payouts disabled')
  })

  test('a payout is canceled ten days after it was made, and its funds are back', () => {
    const { world, account, payout, types } = pausedAccount()
    moveTo(world, '2026-12-13')
    expect([payout.status, available(account)]).toEqual(['canceled', 10_000])
    expect(account.balance_transactions.at(-1)).toMatchObject({ type: 'payout_cancel', amount: 10_000 })
    expect(types()).toEqual(['payout.created', 'account.updated', 'payout.canceled'])
    setPaused(world, account, false)
    moveTo(world, '2026-12-14')
    expect(account.payouts.map(({ amount, status }) => [amount, status])).toEqual([
      [10_000, 'canceled'],
      [10_000, 'pending'],
    ])
  })

  test('a payout that is already at the bank arrives', () => {
    const { world, account } = accountWithFunds()
    moveTo(world, '2026-12-03T01:00:00Z')
    setPaused(world, account, true)
    moveTo(world, '2026-12-07')
    expect(account.payouts[0]?.status).toBe('paid')
  })
})

describe('When the pause is lifted', () => {
  test('a held payout leaves at once and arrives two business days later', () => {
    const { world, account, payout, types } = pausedAccount()
    moveTo(world, '2026-12-08T15:00:00Z')
    setPaused(world, account, false)
    expect(payout).toMatchObject({ status: 'in_transit', arrival_date: at('2026-12-10') })
    expect(world.events.all(account.id).at(-1)?.data.previous_attributes).toEqual({
      status: 'pending',
      arrival_date: at('2026-12-07'),
    })
    moveTo(world, '2026-12-10')
    expect([payout.status, account.payouts.length, available(account)]).toEqual(['paid', 1, 0])
    expect(types()).toEqual([
      'payout.created',
      'account.updated',
      'account.updated',
      'payout.updated',
      'payout.paid',
      'payout.reconciliation_completed',
    ])
  })

  test('within the hour in which a payout leaves anyway, nothing is late', () => {
    const { world, account, payout } = pausedAccount()
    moveTo(world, '2026-12-03T00:45:00Z')
    setPaused(world, account, false)
    expect(payout.status).toBe('pending')
    moveTo(world, '2026-12-07')
    expect(payout).toMatchObject({ status: 'paid', arrival_date: at('2026-12-07') })
  })
})

describe('The control API', () => {
  const rig = rigForTests({ now: WEDNESDAY })

  test('pauses payouts and lifts the pause', async () => {
    const id = await rig.newAccount({ balance: { usd: { available: 5_000 } } })
    const payout = (await rig.pay(id, 'amount=2000&currency=usd')).body.id
    await rig.control('POST', `/accounts/${id}`, { payouts_paused: true })
    expect((await rig.get(`/v1/accounts/${id}`)).body).toMatchObject({
      payouts_enabled: false,
      requirements: { disabled_reason: 'platform_paused' },
    })
    expect((await rig.control('POST', `/accounts/${id}`, { payouts_paused: true })).error).toBeDefined()
    await rig.moveClock({ advance_seconds: 86_400 })
    expect(await rig.payoutStatus(id, payout)).toBe('pending')
    expect(await rig.control('GET', `/accounts/${id}/state`)).toMatchObject({ held_payouts: [payout] })
    await rig.control('POST', `/accounts/${id}`, { payouts_paused: false })
    expect(await rig.control('GET', `/accounts/${id}/state`)).toMatchObject({ held_payouts: [] })
    expect(await rig.payoutStatus(id, payout)).toBe('in_transit')
    expect((await rig.control('POST', `/accounts/${id}`, { payouts_paused: false })).error).toBeDefined()
  })

  test('rejects an account, and leaves its payouts enabled if asked', async () => {
    const left = await rig.newAccount({ balance: { usd: { available: 5_000 } } })
    await rig.control('POST', `/accounts/${left}`, { reject: 'fraud', payouts_action: 'none' })
    expect((await rig.get(`/v1/accounts/${left}`)).body).toMatchObject({
      charges_enabled: false,
      payouts_enabled: true,
      requirements: { disabled_reason: 'rejected.platform_fraud' },
    })
    expect((await rig.pay(left, 'amount=2000&currency=usd')).status).toBe(200)
    const stopped = await rig.newAccount({ reject: 'other' })
    expect((await rig.get(`/v1/accounts/${stopped}`)).body).toMatchObject({
      payouts_enabled: false,
      requirements: { disabled_reason: 'rejected.platform_other' },
    })
  })

  test.each([
    [{ profile: 'standard', payouts_paused: true }],
    [{ profile: 'no_dashboard', reject: 'fraud' }],
    [{ reject: 'boredom' }],
    [{ reject: 'fraud', payouts_action: 'later' }],
    [{ payouts_paused: 'yes' }],
    [{ payouts_paused: false }],
  ])('refuses %j', async (traits) => {
    expect((await rig.control('POST', '/accounts', traits)).error).toBeDefined()
  })

  test('the demo world has a paused account with a payout on hold, a rejected one with payouts, and transfer rules', () => {
    const accounts = rig.simulator.world.accounts.all()
    const disabledFor = (reason: string) =>
      accounts.filter(({ requirements }) => requirements.disabled_reason?.startsWith(reason))
    expect(disabledFor('platform_paused').map(({ payouts }) => payouts.at(-1)?.status)).toEqual(['pending'])
    expect(disabledFor('rejected.').map(({ payouts_enabled }) => payouts_enabled)).toEqual([true])
    expect(
      accounts.flatMap(({ balance_settings }) =>
        Object.keys(balance_settings.automatic_transfer_rules_by_currency ?? {}),
      ),
    ).toEqual(['usd', 'eur'])
    const always = accounts.filter(({ country }) => ['BR', 'IN'].includes(country))
    expect(always.map(({ balance_settings }) => balance_settings.interval)).toEqual(['daily', 'daily'])
  })
})
