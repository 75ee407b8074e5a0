import fc from 'fast-check'
import { expect, test } from 'vitest'
import { requireCalendarDate } from '../calendar/calendar-date'
import { bankOf, moneyOf, NOW, payoutOf } from '../testing/account-money'
import type { AccountMoney } from './account-money'
import { type StoredFacts, standingOf } from './account-standing'
import { describePayoutStatus } from './payout-status'

const daily = { schedule: { interval: 'daily' } } as const
const usd = (available: number, pending = 0) => ({
  available: [{ amount: available, currency: 'usd' }],
  pending: [{ amount: pending, currency: 'usd' }],
})

test.each<
  [situation: string, money: Parameters<typeof moneyOf>[0], state: string, reason: string, next: string | null]
>([
  ['funds that the schedule sends', { settings: daily }, 'paid_as_scheduled', 'scheduled', '2026-11-23'],
  [
    'a payout in transit',
    { settings: daily, balance: usd(0), payouts: [payoutOf({ status: 'in_transit', arrivesOn: '2026-11-24' })] },
    'paid_as_scheduled',
    'in_transit',
    '2026-11-24',
  ],
  ['pending funds only', { settings: daily, balance: usd(0, 500) }, 'waiting', 'settlement_delay', null],
  ['a manual balance', {}, 'action_needed', 'manual', null],
  [
    'a payout that is overdue',
    { settings: daily, payouts: [payoutOf({ status: 'in_transit', arrivesOn: '2026-11-19' })] },
    'action_needed',
    'late',
    '2026-11-23',
  ],
  [
    'requirements due while payouts are enabled',
    { settings: daily, account: { requirementsDue: 1 } },
    'action_needed',
    'requirements_open',
    '2026-11-23',
  ],
  ['a negative balance', { settings: daily, balance: usd(-1) }, 'blocked', 'negative_balance', null],
  ['no bank account', { settings: daily, externalAccounts: [] }, 'blocked', 'no_bank_account', null],
  [
    'a bank account that needs attention',
    { settings: daily, externalAccounts: [bankOf({ status: 'errored' })] },
    'blocked',
    'bank_errored',
    null,
  ],
  [
    'the platform’s pause',
    { account: { payoutsEnabled: false, disabledReason: 'platform_paused' } },
    'blocked',
    'disabled_by_platform',
    null,
  ],
])('an account with %s', (_, money, state, reason, nextPayoutOn) => {
  expect(standingOf(moneyOf(money))).toMatchObject({ state, reason, nextPayoutOn })
})

test('an account that is paid in one currency and not in another needs action and isn’t blocked; with both blocked it is', () => {
  const inBoth = (eur: number) => ({ available: [...usd(-1).available, { amount: eur, currency: 'eur' }], pending: [] })
  const banks = [bankOf({}), bankOf({ id: 'ba_eur', currency: 'eur' })]
  const standing = (eur: number) =>
    standingOf(moneyOf({ settings: daily, balance: inBoth(eur), externalAccounts: banks }))
  expect(standing(500)).toMatchObject({
    state: 'action_needed',
    reason: 'negative_balance',
    nextPayoutOn: '2026-11-23',
  })
  expect(standing(-500)).toMatchObject({ state: 'blocked', reason: 'negative_balance', nextPayoutOn: null })
})

const accounts = fc.record({
  interval: fc.constantFrom('daily' as const, 'manual' as const),
  payoutsEnabled: fc.constantFrom(true, false, null),
  requirementsDue: fc.constantFrom(0, 2, null),
  available: fc.constantFrom(-1, 0, 500),
  pending: fc.constantFrom(0, 700),
  bank: fc.constantFrom('none' as const, 'new' as const, 'errored' as const),
  payout: fc.constantFrom('paid' as const, 'in_transit' as const, 'failed' as const, null),
  arrivesOn: fc.constantFrom('2026-11-18', '2026-11-25'),
})

const STATES = {
  blocked: 'blocked',
  action_needed: 'action_needed',
  waiting: 'waiting',
  on_schedule: 'paid_as_scheduled',
}
const PARTS = ['settings', 'balance', 'externalAccounts', 'payouts'] as const

const moneyFrom = ({
  interval,
  available,
  pending,
  bank,
  payout,
  arrivesOn,
  ...account
}: typeof accounts extends fc.Arbitrary<infer T> ? T : never): AccountMoney =>
  moneyOf({
    account,
    settings: { schedule: { interval } },
    balance: usd(available, pending),
    externalAccounts: bank === 'none' ? [] : [bankOf({ status: bank })],
    payouts: [payoutOf({ status: payout, arrivesOn })],
  })

test('the state is that of the first cause on the account’s page, or it is not known', () => {
  fc.assert(
    fc.property(accounts, (account) => {
      const money = moneyFrom(account)
      const [first] = describePayoutStatus(money)
      const { state, reason } = standingOf(money)
      const isKnown = account.requirementsDue !== null && account.payout !== null
      const isSevere = first?.state === 'blocked' || first?.state === 'action_needed'
      if (isKnown || isSevere) expect([state, reason]).toEqual([first && STATES[first.state], first?.code])
      else expect([state, reason]).toEqual([null, null])
    }),
  )
})

test('while a part was never read, an account is never “Waiting” or “Paid as scheduled”', () => {
  fc.assert(
    fc.property(accounts, fc.constantFrom(...PARTS), (account, part) => {
      const facts: StoredFacts = { ...moneyFrom(account), [part]: null }
      expect(['blocked', 'action_needed', null]).toContain(standingOf(facts).state)
    }),
  )
})

test('until the day ends that turns it, the standing is the same at every moment, and after it another', () => {
  const money = moneyOf({
    settings: daily,
    payouts: [payoutOf({ status: 'in_transit', arrivesOn: '2026-11-24' })],
    balance: usd(0),
  })
  const { until, ...standing } = standingOf(money)
  expect(until).toBe(Date.UTC(2026, 10, 25))
  fc.assert(
    fc.property(fc.integer({ min: NOW, max: Date.UTC(2026, 10, 25) - 1 }), (now) => {
      expect(standingOf({ ...money, now })).toMatchObject(standing)
    }),
  )
  expect(standingOf({ ...money, now: Date.UTC(2026, 10, 25) })).toMatchObject({
    state: 'action_needed',
    reason: 'late',
  })
})

test('a day ends when the account’s own day does', () => {
  const startOfDay = { hour: 5, minutes: 30, zone: 'Asia/Singapore' }
  const { nextPayoutOn, until } = standingOf(moneyOf({ settings: { ...daily, startOfDay } }))
  expect(nextPayoutOn).toBe(requireCalendarDate('2026-11-23'))
  expect(until).toBe(Date.UTC(2026, 10, 23, 21, 30))
})
