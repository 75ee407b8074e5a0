import { describe, expect, test } from 'vitest'
import { changeAccount } from '../accounts/account-changes.ts'
import { bankAccount } from '../accounts/new-account.ts'
import { updateExternalAccount } from '../banks/external-accounts.ts'
import { post } from '../money/post.ts'
import { applyBalanceSettings } from '../settings/balance-settings.ts'
import { availableOn } from '../settings/settlement.ts'
import type { SimulatedWorld } from '../simulated-world.ts'
import { WEDNESDAY } from '../testing/rig.ts'
import {
  accountWithFunds,
  addAccount,
  at,
  available,
  BY_TEST,
  earn,
  emptyWorld,
  moveTo,
  payoutsOf,
} from '../testing/world.ts'
import type { Account, BalanceSettings, StripeEvent } from '../world/state.ts'
import { upcomingPayouts } from './upcoming-payouts.ts'

function change(world: SimulatedWorld, account: Account, settings: Partial<BalanceSettings>): void {
  applyBalanceSettings(world, account, { ...account.balance_settings, ...settings }, BY_TEST)
}

describe('On a payout day the clock pays out', () => {
  test('the available balance to the default bank account, with Stripe’s events', () => {
    const events: StripeEvent[] = []
    const world = emptyWorld(WEDNESDAY, 5, (event) => events.push(event))
    const account = addAccount(world, { settings: { statement_descriptor: 'HELLO' } })
    earn(world, account, 10_000)
    moveTo(world, '2026-12-02T23:59:59Z')
    expect(account.payouts).toEqual([])
    moveTo(world, '2026-12-03')
    const [payout] = account.payouts
    expect(payout).toMatchObject({
      amount: 10_000,
      automatic: true,
      arrival_date: at('2026-12-07'),
      created: at('2026-12-03'),
      destination: account.external_accounts[0]?.id,
      method: 'standard',
      reconciliation_status: 'in_progress',
      statement_descriptor: 'HELLO',
      status: 'pending',
    })
    expect(available(account)).toBe(0)
    moveTo(world, '2026-12-08')
    expect(payout).toMatchObject({ status: 'paid', reconciliation_status: 'completed' })
    expect(payout?.trace_id).toMatchObject({ status: 'supported', value: expect.any(String) })
    expect(events.map(({ type }) => type)).toEqual([
      'payout.created',
      'payout.updated',
      'payout.paid',
      'payout.reconciliation_completed',
      'payout.updated',
    ])
    expect(events.every(({ request, account: owner }) => request === null && owner === account.id)).toBe(true)
  })

  test.each<{ because: string; settings: Partial<BalanceSettings>; until: string; days: string[] }>([
    {
      because: 'daily is every business day',
      settings: { interval: 'daily' },
      until: '2026-12-08',
      days: ['2026-12-03', '2026-12-04', '2026-12-07', '2026-12-08'],
    },
    {
      because: 'weekly is the listed days',
      settings: { interval: 'weekly', weekly_payout_days: ['tuesday', 'friday'] },
      until: '2026-12-12',
      days: ['2026-12-04', '2026-12-08', '2026-12-11'],
    },
    {
      because: 'a Saturday, allowed in the preview, moves to Monday',
      settings: { interval: 'weekly', weekly_payout_days: ['saturday'] },
      until: '2026-12-15',
      days: ['2026-12-07', '2026-12-14'],
    },
    {
      because: 'a monthly day on a weekend moves to Monday, and the 31st is the last day of February',
      settings: { interval: 'monthly', monthly_payout_days: [5, 31] },
      until: '2027-03-01',
      days: ['2026-12-07', '2026-12-31', '2027-01-05', '2027-02-01', '2027-02-05', '2027-03-01'],
    },
    {
      because: 'a payout on Christmas moves to Monday',
      settings: { interval: 'weekly', weekly_payout_days: ['friday'] },
      until: '2027-01-02',
      days: ['2026-12-04', '2026-12-11', '2026-12-18', '2026-12-28'],
    },
    { because: 'manual has none', settings: { interval: 'manual' }, until: '2027-01-31', days: [] },
  ])('on scheduled days: $because', ({ settings, until, days }) => {
    const { world, account } = accountWithFunds({ settings })
    for (let now = at(WEDNESDAY); now < at(until); now += 86_400) {
      earn(world, account, 100)
      world.advanceTo((now + 86_400) * 1000)
    }
    expect(payoutsOf(account).map(([moment]) => moment)).toEqual(days.map((day) => `${day}T00:00`))
  })

  test('at the custom start of the account’s day', () => {
    const start_of_day = { hour: 2, minutes: 30, timezone: 'Australia/Sydney' }
    const { world, account } = accountWithFunds({ country: 'AU', settings: { start_of_day } })
    moveTo(world, '2026-12-06T16:00:00Z')
    // Sydney is eleven hours ahead: Thursday there begins on Wednesday here, and Monday on Sunday.
    expect(payoutsOf(account)).toEqual([['2026-12-02T15:30', 10_000]])
    expect(account.payouts[0]?.arrival_date).toBe(at('2026-12-07'))
    expect(account.next_payout).toBeNull()
    earn(world, account, 100)
    expect(account.next_payout).toBe(at('2026-12-07T15:30:00Z'))
  })

  test('after funds of the same moment have settled', () => {
    const { world, account } = accountWithFunds({}, 100)
    const available_on = availableOn(account, at(WEDNESDAY))
    expect(available_on).toBe(at('2026-12-04'))
    post(world, account, { type: 'charge', currency: 'usd', amount: 900, available_on })
    moveTo(world, '2026-12-08')
    expect(payoutsOf(account)).toEqual([
      ['2026-12-03T00:00', 100],
      ['2026-12-04T00:00', 900],
    ])
  })

  test('everything but the minimum balance, and records what is reserved and released', () => {
    const { world, account } = accountWithFunds({ settings: { minimum_balance_by_currency: { usd: 4_000 } } })
    moveTo(world, '2026-12-07')
    expect(payoutsOf(account)).toEqual([['2026-12-03T00:00', 6_000]])
    const [, hold, payout, release] = account.balance_transactions
    expect([payout?.type, payout?.amount]).toEqual(['payout', -6_000])
    expect([hold?.type, hold?.amount]).toEqual(['payout_minimum_balance_hold', -4_000])
    expect([release?.type, release?.amount]).toEqual(['payout_minimum_balance_release', 4_000])
    expect(available(account)).toBe(4_000)
    change(world, account, { minimum_balance_by_currency: { usd: 1_000 } })
    moveTo(world, '2026-12-08')
    expect(payoutsOf(account).at(-1)).toEqual(['2026-12-08T00:00', 3_000])
  })

  test('in every currency that has a bank account, in whole steps of the currency', () => {
    const { world, account } = accountWithFunds({ country: 'HU' }, 12_345)
    earn(world, account, 500, 'eur')
    moveTo(world, '2026-12-03')
    expect(payoutsOf(account)).toEqual([['2026-12-03T00:00', 12_300]])
    expect([available(account), available(account, 'eur')]).toEqual([45, 500])
  })

  test('each currency on its business days: euro while British banks are closed, pounds a day later', () => {
    const world = emptyWorld('2026-08-28T09:00:00Z')
    const account = addAccount(world, { country: 'GB' })
    account.external_accounts.push(bankAccount('ba_euro', account, 'eur', false))
    earn(world, account, 10_000)
    earn(world, account, 500, 'eur')
    expect(upcomingPayouts(account, world.clock.seconds()).map((each) => [each.currency, each.arrival_date])).toEqual([
      ['eur', at('2026-09-02')],
      ['gbp', at('2026-09-03')],
    ])
    moveTo(world, '2026-09-03')
    expect(payoutsOf(account)).toEqual([
      ['2026-08-31T00:00', 500],
      ['2026-09-01T00:00', 10_000],
    ])
  })

  test('on Friday after Thanksgiving, arriving two business days later', () => {
    const { world, account } = accountWithFunds({}, 10_000, '2026-11-25T09:00:00Z')
    expect(account.next_payout).toBe(at('2026-11-27'))
    moveTo(world, '2026-11-28')
    expect(payoutsOf(account)).toEqual([['2026-11-27T00:00', 10_000]])
    expect(account.payouts[0]?.arrival_date).toBe(at('2026-12-01'))
  })

  test('nothing while payouts are disabled, and on the next day after they are enabled', () => {
    const { world, account } = accountWithFunds()
    changeAccount(world, account, BY_TEST, () => {
      account.payouts_enabled = false
    })
    moveTo(world, '2026-12-04T12:00:00Z')
    expect(account.payouts).toEqual([])
    changeAccount(world, account, BY_TEST, () => {
      account.payouts_enabled = true
    })
    moveTo(world, '2026-12-07')
    expect(payoutsOf(account)).toEqual([['2026-12-07T00:00', 10_000]])
  })

  test('nothing to an errored bank account until its details are updated', () => {
    const { world, account } = accountWithFunds()
    const [bank] = account.external_accounts
    if (!bank) throw new Error('There is no bank account')
    bank.failure_code = 'account_closed'
    moveTo(world, '2026-12-11T12:00:00Z')
    expect(payoutsOf(account)).toEqual([['2026-12-03T00:00', 10_000]])
    expect([account.payouts[0]?.status, bank.status, available(account)]).toEqual(['failed', 'errored', 10_000])
    bank.failure_code = null
    updateExternalAccount(world, account, bank, {}, BY_TEST)
    moveTo(world, '2026-12-14')
    expect(payoutsOf(account).at(-1)).toEqual(['2026-12-14T00:00', 10_000])
  })

  test('by a new schedule as soon as it is changed', () => {
    const { world, account } = accountWithFunds({ settings: { interval: 'monthly', monthly_payout_days: [1] } })
    change(world, account, { interval: 'weekly', weekly_payout_days: ['friday'], monthly_payout_days: [] })
    moveTo(world, '2026-12-04')
    expect(payoutsOf(account)).toEqual([['2026-12-04T00:00', 10_000]])
    earn(world, account, 1_000)
    change(world, account, { interval: 'manual', weekly_payout_days: [] })
    moveTo(world, '2026-12-31')
    expect(account.payouts).toHaveLength(1)
  })

  test('nothing on the day an account is created, but on the next payout day', () => {
    const { world, account } = accountWithFunds({}, 5_000, '2026-12-03')
    world.catchUp()
    expect([account.payouts, account.next_payout]).toEqual([[], at('2026-12-04')])
  })

  test('at the right times after a pause of three days, with three payouts', () => {
    const { world, account } = accountWithFunds()
    post(world, account, { type: 'charge', currency: 'usd', amount: 700, available_on: at('2026-12-04') })
    world.clock.moveTo(at('2026-12-10T15:00:00Z') * 1000)
    world.catchUp()
    expect(payoutsOf(account)).toEqual([
      ['2026-12-03T00:00', 10_000],
      ['2026-12-04T00:00', 700],
    ])
    expect(world.events.all(account.id).at(-1)?.created).toBe(at('2026-12-08T01:00:00Z'))
  })
})
