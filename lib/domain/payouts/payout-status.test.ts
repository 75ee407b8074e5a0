import fc from 'fast-check'
import { expect, test } from 'vitest'
import { needsAttention } from '../accounts/external-account'
import { requireCalendarDate } from '../calendar/calendar-date'
import { payoutIncrement } from '../money/money'
import type { PayoutSchedule } from '../settings/payout-schedule'
import { bankOf, moneyOf, NOW, payoutOf } from '../testing/account-money'
import { type AccountMoney, payoutToday } from './account-money'
import { standingOf } from './account-standing'
import { offerManualPayout } from './manual-payout'
import { isOutstanding, PAYOUT_STATUSES, type Payout } from './payout'
import type { PayoutCause } from './payout-cause'
import { describePayoutStatus, holdOf } from './payout-status'
import { pauseOf } from './payouts-disabled'

const BANK = 'STRIPE TEST BANK •••• 6789'
const daily = { schedule: { interval: 'daily' } } as const
const usd = (available: number, pending = 0) => ({
  available: [{ amount: available, currency: 'usd' }],
  pending: [{ amount: pending, currency: 'usd' }],
})
const failed = payoutOf({ status: 'failed', failure: { code: 'account_closed', message: 'Closed.' } })

/** The causes of an account, without the parts that are null. */
type Shown = Pick<PayoutCause, 'code' | 'state' | 'headline' | 'next'> & {
  currency?: string
  date?: string
  amount?: number
}
const shown = (cause: PayoutCause): Shown =>
  Object.fromEntries(Object.entries(cause).filter(([, value]) => value !== null)) as Shown

const cases: { because: string; money: AccountMoney; status: Shown[] }[] = [
  {
    because: 'the platform paused it',
    money: moneyOf({ account: { payoutsEnabled: false, disabledReason: 'platform_paused' } }),
    status: [
      {
        code: 'disabled_by_platform',
        state: 'blocked',
        headline: 'The platform paused this account, so payouts are disabled.',
        next: 'Payouts resume once the platform lifts the pause.',
      },
    ],
  },
  {
    because: 'the platform paused it after a payout was made and another was handed to the bank',
    money: moneyOf({
      account: { payoutsEnabled: false, disabledReason: 'platform_paused' },
      settings: daily,
      payouts: [
        payoutOf({
          id: 'po_2',
          status: 'pending',
          arrivesOn: '2026-11-24',
          createdAt: new Date(Date.UTC(2026, 10, 20)),
        }),
        payoutOf({ id: 'po_1', status: 'in_transit', amount: 4_200, arrivesOn: '2026-11-20' }),
      ],
    }),
    status: [
      {
        code: 'disabled_by_platform',
        state: 'blocked',
        headline: 'The platform paused this account, so payouts are disabled.',
        next: 'Payouts resume once the platform lifts the pause.',
      },
      {
        code: 'held',
        state: 'waiting',
        currency: 'usd',
        headline: `99.00 USD to ${BANK} is held by the pause.`,
        next: 'It resumes when the platform lifts the pause. Otherwise Stripe cancels it after up to 10 days (by Mon 30 Nov) and returns the funds to the balance.',
        amount: 9_900,
      },
      {
        code: 'held',
        state: 'waiting',
        currency: 'usd',
        headline: `42.00 USD to ${BANK} is in transit.`,
        next: 'Payouts are paused, so no arrival date is known.',
        amount: 4_200,
      },
    ],
  },
  {
    because: 'Stripe disabled payouts after one was made',
    money: moneyOf({
      account: { payoutsEnabled: false, disabledReason: 'listed' },
      payouts: [payoutOf({ status: 'pending', arrivesOn: '2026-11-24' })],
    }),
    status: [
      {
        code: 'disabled_by_stripe',
        state: 'blocked',
        headline: 'Stripe disabled payouts and gives the reason “listed”.',
        next: 'The platform can contact Stripe Support about it.',
      },
      {
        code: 'held',
        state: 'waiting',
        currency: 'usd',
        headline: `99.00 USD to ${BANK} is pending.`,
        next: 'Payouts are disabled, so no arrival date is known.',
        amount: 9_900,
      },
    ],
  },
  {
    because: 'the platform paused payments alone, so payouts continue',
    money: moneyOf({ account: { disabledReason: 'platform_paused' }, settings: daily, payouts: [] }),
    status: [
      {
        code: 'scheduled',
        state: 'on_schedule',
        currency: 'usd',
        headline: '120.50 USD is expected between Tue 24 Nov and Wed 25 Nov.',
        next: `Stripe sends it to ${BANK} on Mon 23 Nov. No action needed.`,
        date: '2026-11-23',
        amount: 12_050,
      },
    ],
  },
  {
    because: 'the platform paused it and Stripe doesn’t say whether payouts are paused',
    money: moneyOf({
      account: { payoutsEnabled: null, disabledReason: 'platform_paused' },
      settings: { ...daily, payoutsStatus: null },
      payouts: [],
    }),
    status: [
      {
        code: 'maybe_paused',
        state: 'action_needed',
        headline: 'The platform paused this account, and Stripe doesn’t say whether its payouts are paused.',
        next: 'The Stripe Dashboard shows it.',
      },
    ],
  },
  {
    because: 'a transfer rule takes a part',
    money: moneyOf({ settings: { ...daily, transferRules: { usd: [{ payoutMethod: 'fa_1', upTo: 5_000 }] } } }),
    status: [
      {
        code: 'scheduled',
        state: 'on_schedule',
        currency: 'usd',
        headline:
          '70.50 USD is expected at the bank between Tue 24 Nov and Wed 25 Nov, and 50.00 USD goes to the financial account fa_1 on Mon 23 Nov.',
        next: `Stripe sends it to ${BANK} on Mon 23 Nov. No action needed.`,
        date: '2026-11-23',
        amount: 12_050,
      },
    ],
  },
  {
    because: 'a transfer rule takes everything, and no bank account is required then',
    money: moneyOf({
      settings: {
        ...daily,
        minimumBalances: { usd: 2_000 },
        transferRules: { usd: [{ payoutMethod: 'fa_1', upTo: null }] },
      },
      balance: usd(12_050, 700),
      externalAccounts: [],
    }),
    status: [
      {
        code: 'transferred',
        state: 'on_schedule',
        currency: 'usd',
        headline: '100.50 USD goes to the financial account fa_1 on Mon 23 Nov.',
        next: 'The automatic transfer rules send nothing to the bank account. Up to 7.00 USD more is added if it settles in time; the transfer rules apply to it as well. No action needed.',
        date: '2026-11-23',
        amount: 10_050,
      },
    ],
  },
  {
    because: 'a transfer rule isn’t known',
    money: moneyOf({ settings: { ...daily, transferRules: { usd: [{ unread: 'transfer_half' }] } } }),
    status: [
      {
        code: 'unknown_transfer_rule',
        state: 'action_needed',
        currency: 'usd',
        headline:
          'A payout is expected to be sent on Mon 23 Nov, and how much of 120.50 USD goes to the bank account isn’t known.',
        next: 'Stripe has a transfer rule for USD that Spillway doesn’t know, so how much goes to the bank account isn’t known. The Stripe Dashboard shows the rule.',
        date: '2026-11-23',
      },
    ],
  },
  {
    because: 'a transfer rule has no effect while payouts are manual',
    money: moneyOf({ settings: { transferRules: { usd: [{ payoutMethod: 'fa_1', upTo: null }] } } }),
    status: [
      {
        code: 'manual',
        state: 'action_needed',
        currency: 'usd',
        headline: '120.50 USD is available, and payouts are manual.',
        next: 'Send a manual payout; Stripe holds funds for 2 years at most.',
        amount: 12_050,
      },
    ],
  },
  {
    because: 'Stripe rejected it, and several other things are wrong too',
    money: moneyOf({
      account: { payoutsEnabled: false, disabledReason: 'rejected.fraud', requirementsDue: 3 },
      settings: daily,
      balance: usd(-4_500),
      externalAccounts: [],
    }),
    status: [
      {
        code: 'rejected',
        state: 'blocked',
        headline: 'Stripe rejected this account, so payouts are disabled.',
        next: 'The platform can contact Stripe Support about it.',
      },
      {
        code: 'negative_balance',
        state: 'blocked',
        currency: 'usd',
        headline: 'The balance is −45.00 USD, so Stripe sends no payouts.',
        next: 'Payouts resume once new payments cover it.',
      },
      {
        code: 'no_bank_account',
        state: 'blocked',
        currency: 'usd',
        headline: 'There is no bank account or card for USD.',
        next: 'Payouts resume once a bank account for USD is added.',
      },
    ],
  },
  {
    because: 'Stripe may debit the bank account for what is owed',
    money: moneyOf({ balance: usd(-4_500), settings: { debitNegativeBalances: true } }),
    status: [
      {
        code: 'negative_balance',
        state: 'blocked',
        currency: 'usd',
        headline: 'The balance is −45.00 USD, so Stripe sends no payouts.',
        next: 'Payouts resume once new payments cover it or Stripe debits the bank account.',
      },
    ],
  },
  {
    because: 'the last payout failed and its bank account needs attention',
    money: moneyOf({
      settings: daily,
      externalAccounts: [bankOf({ status: 'errored' })],
      payouts: [failed, payoutOf({ id: 'po_0' })],
    }),
    status: [
      {
        code: 'bank_errored',
        state: 'blocked',
        currency: 'usd',
        headline: `The last payout, 99.00 USD to ${BANK}, failed: the bank account is closed.`,
        next: 'The funds were returned to the balance. Automatic payouts resume once another bank account or card replaces it.',
      },
    ],
  },
  {
    because: 'the bank account could not be verified, though no payout failed',
    money: moneyOf({ settings: daily, externalAccounts: [bankOf({ status: 'verification_failed' })] }),
    status: [
      {
        code: 'bank_errored',
        state: 'blocked',
        currency: 'usd',
        headline: `Stripe sends no payouts to ${BANK} because its details could not be verified.`,
        next: 'Payouts resume once its details are updated or another account replaces it.',
      },
    ],
  },
  {
    because: 'the last payout failed, and only another platform sees the bank account',
    money: moneyOf({
      account: { controller: { ...moneyOf().account.controller, isController: false } },
      settings: daily,
      externalAccounts: [],
      payouts: [failed],
    }),
    status: [
      {
        code: 'bank_errored',
        state: 'blocked',
        currency: 'usd',
        headline: 'The last payout, 99.00 USD, failed: the bank account is closed.',
        next: 'The funds were returned to the balance. Automatic payouts resume once another bank account or card replaces it.',
      },
    ],
  },
  {
    because: 'requirements are due although payouts are still enabled',
    money: moneyOf({ account: { requirementsDue: 1 }, settings: daily, balance: usd(12_050, 700) }),
    status: [
      {
        code: 'requirements_open',
        state: 'action_needed',
        headline: '1 requirement is due.',
        next: 'Stripe disables payouts unless the details that it requires are complete in time.',
      },
      {
        code: 'scheduled',
        state: 'on_schedule',
        currency: 'usd',
        headline: '120.50 USD is expected between Tue 24 Nov and Wed 25 Nov.',
        next: `Stripe sends it to ${BANK} on Mon 23 Nov. Up to 7.00 USD more is added if it settles in time.`,
        date: '2026-11-23',
        amount: 12_050,
      },
    ],
  },
  {
    because: 'payouts are in transit, two of them for the same day, and the next is scheduled',
    money: moneyOf({
      settings: daily,
      payouts: [
        payoutOf({ id: 'po_3', status: 'pending', arrivesOn: '2026-11-24' }),
        payoutOf({ id: 'po_2', status: 'in_transit', arrivesOn: '2026-11-23', amount: 5_000 }),
        payoutOf({ id: 'po_1', status: 'in_transit', arrivesOn: '2026-11-23', amount: 700 }),
      ],
    }),
    status: [
      {
        code: 'in_transit',
        state: 'on_schedule',
        currency: 'usd',
        headline: '57.00 USD is expected on Mon 23 Nov, 2 payouts.',
        next: `In transit to ${BANK}. No action needed.`,
        date: '2026-11-23',
        amount: 5_700,
      },
      {
        code: 'in_transit',
        state: 'on_schedule',
        currency: 'usd',
        headline: '99.00 USD is expected on Tue 24 Nov.',
        next: `In transit to ${BANK}.`,
        date: '2026-11-24',
        amount: 9_900,
      },
      {
        code: 'scheduled',
        state: 'on_schedule',
        currency: 'usd',
        headline: '120.50 USD is expected between Tue 24 Nov and Wed 25 Nov.',
        next: `Stripe sends it to ${BANK} on Mon 23 Nov.`,
        date: '2026-11-23',
        amount: 12_050,
      },
    ],
  },
  {
    because: 'funds wait for a manual payout while another payout is in transit',
    money: moneyOf({ payouts: [payoutOf({ status: 'in_transit', arrivesOn: '2026-11-23' })] }),
    status: [
      {
        code: 'manual',
        state: 'action_needed',
        currency: 'usd',
        headline: '120.50 USD is available, and payouts are manual.',
        next: 'Send a manual payout; Stripe holds funds for 2 years at most.',
        amount: 12_050,
      },
      {
        code: 'in_transit',
        state: 'on_schedule',
        currency: 'usd',
        headline: '99.00 USD is expected on Mon 23 Nov.',
        next: `In transit to ${BANK}.`,
        date: '2026-11-23',
        amount: 9_900,
      },
    ],
  },
  {
    because: 'a payout is late',
    money: moneyOf({
      settings: daily,
      balance: usd(0),
      payouts: [payoutOf({ status: 'in_transit', arrivesOn: '2026-11-20' })],
    }),
    status: [
      {
        code: 'late',
        state: 'action_needed',
        currency: 'usd',
        headline: `99.00 USD to ${BANK} was expected on Fri 20 Nov and isn’t confirmed yet.`,
        next: 'The bank can say where it is; a payout that the bank returns goes back to the balance.',
        amount: 9_900,
      },
    ],
  },
  {
    because: 'the schedule is not known',
    money: moneyOf({ settings: { schedule: null } }),
    status: [
      {
        code: 'unknown_schedule',
        state: 'action_needed',
        currency: 'usd',
        headline: 'Stripe returned no payout schedule for this account, so the next payout date isn’t known.',
        next: 'The payout settings in the Stripe Dashboard show the schedule.',
      },
    ],
  },
  {
    because: 'all of it is reserved, and nothing else is pending',
    money: moneyOf({ settings: { ...daily, minimumBalances: { usd: 15_000 } } }),
    status: [
      {
        code: 'below_minimum_balance',
        state: 'waiting',
        currency: 'usd',
        headline: '120.50 USD is available, and up to 150.00 USD is reserved by minimum balance.',
        next: 'Payouts resume once another 29.50 USD is available. No action needed.',
      },
    ],
  },
  {
    because: 'all of it is reserved until pending payments settle',
    money: moneyOf({ settings: { ...daily, minimumBalances: { usd: 15_000 } }, balance: usd(12_050, 20_000) }),
    status: [
      {
        code: 'below_minimum_balance',
        state: 'waiting',
        currency: 'usd',
        headline: '120.50 USD is available, and up to 150.00 USD is reserved by minimum balance.',
        next: '200.00 USD is pending; what exceeds the minimum is sent once it settles. No action needed.',
      },
    ],
  },
  {
    because: 'the minimum balance is reached exactly',
    money: moneyOf({ settings: { ...daily, minimumBalances: { usd: 12_050 } } }),
    status: [
      {
        code: 'below_minimum_balance',
        state: 'waiting',
        currency: 'usd',
        headline: '120.50 USD is available, and up to 120.50 USD is reserved by minimum balance.',
        next: 'New payments are sent by the schedule. No action needed.',
      },
    ],
  },
  {
    because: 'it is new and Stripe holds its first payout',
    money: moneyOf({ settings: daily, payouts: [], balance: usd(0, 12_050) }),
    status: [
      {
        code: 'first_payout',
        state: 'waiting',
        currency: 'usd',
        headline: 'Stripe holds the first payout of an account, typically for 7 to 14 days after the first payment.',
        next: 'Later payouts follow the schedule. No action needed.',
      },
    ],
  },
  {
    because: 'all payments are pending',
    money: moneyOf({ settings: { schedule: { interval: 'weekly', weekdays: ['monday'] } }, balance: usd(0, 50_000) }),
    status: [
      {
        code: 'settlement_delay',
        state: 'waiting',
        currency: 'usd',
        headline: '500.00 USD is pending and expected to settle by Wed 25 Nov.',
        next: 'The settlement delay is 2 business days, and the payout is expected to be sent by Mon 30 Nov. No action needed.',
        date: '2026-11-25',
      },
    ],
  },
  {
    because: 'all payments are pending and payouts are manual',
    money: moneyOf({ settings: { delayDays: 1 }, balance: usd(0, 50_000) }),
    status: [
      {
        code: 'settlement_delay',
        state: 'waiting',
        currency: 'usd',
        headline: '500.00 USD is pending and expected to settle by Tue 24 Nov.',
        next: 'The settlement delay is 1 business day. Once settled, it can be sent as a manual payout. No action needed.',
        date: '2026-11-24',
      },
    ],
  },
  {
    because: 'the schedule’s day is a weekend day',
    money: moneyOf({ settings: { schedule: { interval: 'monthly', monthDays: [5] } } }),
    status: [
      {
        code: 'weekend_or_holiday',
        state: 'on_schedule',
        currency: 'usd',
        headline: '120.50 USD is expected between Tue 8 Dec and Wed 9 Dec.',
        next: `Sat 5 Dec isn’t a business day. Stripe sends it to ${BANK} on Mon 7 Dec. No action needed.`,
        date: '2026-12-07',
        amount: 12_050,
      },
    ],
  },
  {
    because: 'the schedule’s day is a bank holiday',
    money: moneyOf({ settings: { schedule: { interval: 'weekly', weekdays: ['thursday'] } } }),
    status: [
      {
        code: 'weekend_or_holiday',
        state: 'on_schedule',
        currency: 'usd',
        headline: '120.50 USD is expected between Mon 30 Nov and Tue 1 Dec.',
        next: `Thu 26 Nov is a bank holiday (Thanksgiving Day). Stripe sends it to ${BANK} on Fri 27 Nov. No action needed.`,
        date: '2026-11-27',
        amount: 12_050,
      },
    ],
  },
  {
    because: 'the payout is tomorrow, less what the minimum balance reserves',
    money: moneyOf({ settings: { ...daily, minimumBalances: { usd: 2_050 } } }),
    status: [
      {
        code: 'scheduled',
        state: 'on_schedule',
        currency: 'usd',
        headline: '100.00 USD is expected between Tue 24 Nov and Wed 25 Nov.',
        next: `Stripe sends it to ${BANK} on Mon 23 Nov. No action needed.`,
        date: '2026-11-23',
        amount: 10_000,
      },
    ],
  },
  {
    because: 'a payout failed, but its bank account accepts payouts again',
    money: moneyOf({ settings: daily, payouts: [failed] }),
    status: [
      {
        code: 'scheduled',
        state: 'on_schedule',
        currency: 'usd',
        headline: '120.50 USD is expected between Tue 24 Nov and Wed 25 Nov.',
        next: `Stripe sends it to ${BANK} on Mon 23 Nov. The last payout, 99.00 USD, failed, and the funds were returned to the balance. No action needed.`,
        date: '2026-11-23',
        amount: 12_050,
      },
    ],
  },
  {
    because: 'less than the minimum payout is available',
    money: moneyOf({
      account: { country: 'HU', defaultCurrency: 'huf' },
      balance: { available: [{ amount: 50, currency: 'huf' }] },
      externalAccounts: [bankOf({ currency: 'huf' })],
    }),
    status: [
      {
        code: 'below_minimum_payout',
        state: 'waiting',
        currency: 'huf',
        headline: '0.50 HUF is available, and the minimum payout is 1.00 HUF.',
        next: 'It is sent with later payments. No action needed.',
      },
    ],
  },
  {
    because: 'everything was paid out',
    money: moneyOf({ settings: daily, balance: usd(0) }),
    status: [
      {
        code: 'nothing_available',
        state: 'on_schedule',
        currency: 'usd',
        headline: 'No USD is available or pending.',
        next: 'The last payout, 99.00 USD, arrived on Wed 18 Nov. New payments can be paid out once they settle. No action needed.',
      },
    ],
  },
  {
    because: 'there has never been anything',
    money: moneyOf({ balance: { available: [] }, payouts: [] }),
    status: [
      {
        code: 'nothing_available',
        state: 'on_schedule',
        currency: 'usd',
        headline: 'No USD is available or pending.',
        next: 'New payments can be paid out once they settle. No action needed.',
      },
    ],
  },
]

test.each(cases)('the payout status names every cause where $because', ({ money, status }) => {
  expect(describePayoutStatus(money).map(shown)).toEqual(status)
})

const codesOf = (money: AccountMoney) => describePayoutStatus(money).map(({ code }) => code)

test('another currency has causes of its own, and what concerns the account is said once', () => {
  const balance = {
    available: [
      { amount: 12_050, currency: 'usd' },
      { amount: 900, currency: 'eur' },
    ],
  }
  const status = describePayoutStatus(moneyOf({ account: { requirementsDue: 2 }, balance }))
  expect(status.map(({ code, currency }) => [code, currency])).toEqual([
    ['no_bank_account', 'eur'],
    ['requirements_open', null],
    ['manual', 'usd'],
  ])
  expect([holdOf(status, 'usd'), holdOf(status, 'eur')]).toEqual([null, 'blocked'])
})

test('a schedule without a day counts as unknown, because no date follows from it', () => {
  const schedule: PayoutSchedule = { interval: 'weekly', weekdays: [] }
  expect(codesOf(moneyOf({ settings: { schedule } }))).toEqual(['unknown_schedule'])
})

test('on the manual schedule one working bank account is enough, because a manual payout can go to any', () => {
  const externalAccounts = [bankOf({ status: 'errored' }), bankOf({ id: 'ba_2', isDefault: false })]
  expect(codesOf(moneyOf({ externalAccounts }))).toEqual(['manual'])
  expect(codesOf(moneyOf({ externalAccounts, settings: daily }))).toEqual(['bank_errored'])
})

test('a missing bank account is not a cause where another platform controls the account, because Stripe shows none then', () => {
  const controller = { ...moneyOf().account.controller, isController: false }
  const [cause] = describePayoutStatus(moneyOf({ account: { controller }, settings: daily, externalAccounts: [] }))
  expect(cause?.next).toBe('Stripe sends it on Mon 23 Nov. No action needed.')
})

test('the first available funds of a new account follow the schedule, because the hold came before', () => {
  expect(codesOf(moneyOf({ settings: daily, payouts: [] }))).toEqual(['scheduled'])
})

test.each([
  ['a bank account that works', [bankOf()], true],
  ['a card', [bankOf({ kind: 'card' })], false],
  ['a bank account that needs attention', [bankOf({ status: 'errored' })], false],
  ['a bank account of a country without debits', [bankOf({ country: 'JP' })], false],
  ['none', [], false],
])('Stripe debits a negative balance only where it can: %s', (_what, externalAccounts, canPay) => {
  const settings = { debitNegativeBalances: true }
  const status = describePayoutStatus(moneyOf({ balance: usd(-4_500), settings, externalAccounts }))
  expect(status[0]?.next.includes('Stripe debits the bank account')).toBe(canPay)
})

test('a debit is neither a payout in transit nor a first payout, because it brings no money to the bank', () => {
  const payouts = [payoutOf({ amount: -500, status: 'in_transit', arrivesOn: '2026-11-24' })]
  expect(codesOf(moneyOf({ payouts, settings: daily, balance: usd(0, 12_050) }))).toEqual(['first_payout'])
})

test('today is the day in the account’s own zone, so a payout that arrives there today is not late', () => {
  const [cause] = describePayoutStatus(
    moneyOf({
      now: Date.UTC(2026, 10, 23, 2),
      settings: { ...daily, startOfDay: { hour: 0, minutes: 0, zone: 'America/New_York' } },
      payouts: [payoutOf({ status: 'in_transit', arrivesOn: '2026-11-22' })],
    }),
  )
  expect(cause).toMatchObject({ code: 'in_transit', date: '2026-11-22' })
})

const day = fc
  .integer({ min: -40, max: 20 })
  .map((days) => new Date(NOW + days * 86_400_000).toISOString().slice(0, 10))
// Of two digits, whole units only, no digits, and three.
const currency = fc.constantFrom('usd', 'usd', 'usd', 'huf', 'jpy', 'kwd')
const money = fc.array(fc.record({ amount: fc.integer({ min: -200_000, max: 2_000_000 }), currency }), {
  maxLength: 3,
})
const schedule = fc.oneof(
  fc.constantFrom<PayoutSchedule | null>(null, { interval: 'manual' }, { interval: 'manual' }, { interval: 'daily' }),
  fc.subarray(['monday', 'thursday', 'friday', 'sunday'] as const).map(
    (weekdays): PayoutSchedule => ({
      interval: 'weekly',
      weekdays,
    }),
  ),
  fc
    .uniqueArray(fc.integer({ min: 1, max: 31 }), { maxLength: 3 })
    .map((monthDays): PayoutSchedule => ({ interval: 'monthly', monthDays })),
)
const bank = fc
  .record({
    id: fc.constantFrom('ba_1', 'ba_2', 'card_1'),
    currency,
    isDefault: fc.constantFrom(true, false, null),
    status: fc.constantFrom('new', 'verified', 'new', 'verified', 'errored', 'verification_failed'),
  })
  .map(bankOf)
const payout = fc
  .record({
    amount: fc.oneof(fc.integer({ min: 1, max: 900_000 }), fc.integer({ min: -900_000, max: -1 })),
    currency,
    status: fc.constantFrom(...PAYOUT_STATUSES),
    arrivesOn: day,
    destinationId: fc.constantFrom('ba_1', 'ba_2', null),
    payoutMethodId: fc.constantFrom(null, 'fa_1'),
    failure: fc.constantFrom(null, { code: 'account_closed', message: null }, { code: 'new', message: 'Something.' }),
  })
  .map(payoutOf)
const transferRule = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ payoutMethod: fc.constantFrom('fa_1', 'fa_2'), upTo: fc.option(fc.nat({ max: 900_000 })) }),
  },
  { weight: 1, arbitrary: fc.constant({ unread: '{"type":"transfer_half"}' }) },
)
const accountMoney = fc
  .record({
    now: fc.integer({ min: NOW, max: NOW + 400 * 86_400_000 }),
    account: fc.record({
      country: fc.constantFrom('US', 'DE', 'JP', 'HU', 'SG', 'BR'),
      payoutsEnabled: fc.integer({ min: 0, max: 9 }).map((chance) => (chance === 1 ? null : chance > 0)),
      disabledReason: fc.constantFrom(null, 'platform_paused', 'rejected.other', 'requirements.past_due', 'listed'),
      requirementsDue: fc.option(fc.nat({ max: 3 }), { freq: 9 }),
      defaultCurrency: fc.constantFrom('usd', 'usd', 'usd', 'jpy', null),
      isController: fc.constantFrom(true, true, true, false),
    }),
    settings: fc.record({
      schedule,
      minimumBalances: fc.option(fc.dictionary(currency, fc.nat({ max: 900_000 }))),
      delayDays: fc.nat({ max: 31 }),
      debitNegativeBalances: fc.constantFrom(true, false, null),
      transferRules: fc.option(fc.dictionary(currency, fc.array(transferRule, { maxLength: 3 }))),
      payoutsStatus: fc.constantFrom('enabled', 'enabled', null, null, 'enabled', 'enabled', 'enabled', 'disabled'),
      startOfDay: fc.constantFrom(null, { hour: 6, minutes: 30, zone: 'Asia/Singapore' }),
    }),
    balance: fc.record({ available: money, pending: money }),
    externalAccounts: fc.uniqueArray(bank, { selector: ({ id }) => id }),
    payouts: fc.array(payout, { maxLength: 4 }),
  })
  .map(({ account: { isController, ...account }, ...rest }) =>
    moneyOf({ ...rest, account: { ...account, controller: { ...moneyOf().account.controller, isController } } }),
  )

/** Causes that are about payouts already made. */
const OF_PAYOUTS: readonly string[] = ['in_transit', 'late', 'held']

const availableIn = ({ balance }: AccountMoney, code: string | null) =>
  balance.available.find((money) => money.currency === code)?.amount ?? 0

test('every account has a cause; none speaks to anybody, names a day in the past or money that is not there', () => {
  fc.assert(
    fc.property(accountMoney, (money) => {
      const status = describePayoutStatus(money)
      expect(status.length).toBeGreaterThan(0)
      for (const cause of status) {
        expect(cause.headline).toMatch(/^\S.*\.$/)
        expect(cause.next).toMatch(/^[A-Z0-9−].*\.$/)
        expect(`${cause.headline} ${cause.next}`).not.toMatch(/\byour?\b|undefined|null|\bNaN\b/i)
        if (cause.date !== null) expect(cause.date >= payoutToday(money)).toBe(true)
        if (cause.amount !== null) expect(cause.amount).toBeGreaterThan(0)
        if (cause.amount !== null && !OF_PAYOUTS.includes(cause.code)) {
          expect(cause.amount).toBeLessThanOrEqual(availableIn(money, cause.currency))
        }
      }
    }),
    { numRuns: 1_000 },
  )
})

test('no account reads that no action is needed while something is due, whatever else is the case', () => {
  fc.assert(
    fc.property(accountMoney, (money) => {
      const status = describePayoutStatus(money)
      const claims = status.filter(({ next }) => /no action needed/i.test(next))
      const isAutomatic = money.settings.schedule && money.settings.schedule.interval !== 'manual'
      const due =
        money.account.requirementsDue !== 0 ||
        (money.account.payoutsEnabled ?? money.settings.payoutsStatus === 'enabled') === false ||
        money.settings.payoutsStatus === 'disabled' ||
        money.balance.available.some(({ amount, currency }) => availableIn(money, currency) < 0 && amount < 0) ||
        money.payouts.some((payout) => isOutstanding(payout) && payout.amount > 0 && isOverdue(payout, money)) ||
        (!isAutomatic && wholePayouts(money) > 0)
      if (due) expect(claims).toEqual([])
      else
        expect(claims.length).toBe(status.some(({ state }) => state === 'blocked' || state === 'action_needed') ? 0 : 1)
    }),
    { numRuns: 1_000 },
  )
})

test('where Stripe shows no bank accounts, none is named, whatever was read before', () => {
  fc.assert(
    fc.property(accountMoney, (money) => {
      const controller = { ...money.account.controller, isController: false }
      const status = describePayoutStatus({ ...money, account: { ...money.account, controller } })
      for (const { headline, next } of status) expect(`${headline} ${next}`).not.toContain('••••')
    }),
  )
})

test('a payout in transit to a bank account that needs attention may be returned', () => {
  const status = describePayoutStatus(
    moneyOf({
      settings: daily,
      externalAccounts: [bankOf({ status: 'errored' })],
      payouts: [payoutOf({ status: 'in_transit', arrivesOn: '2026-11-24' })],
    }),
  )
  expect(status.find(({ code }) => code === 'in_transit')).toMatchObject({
    state: 'waiting',
    next: `In transit to ${BANK}. That bank account needs attention, so the bank may return the payout.`,
  })
})

const isOverdue = ({ arrivesOn }: Payout, money: AccountMoney) => arrivesOn !== null && arrivesOn < payoutToday(money)

test('of every currency in which an account has money, its status says what happens to it', () => {
  fc.assert(
    fc.property(accountMoney, (money) => {
      fc.pre(pauseOf(money.account, money.settings.payoutsStatus) === null)
      const said = new Set(describePayoutStatus(money).map((cause) => cause.currency))
      for (const { currency } of [...money.balance.available, ...money.payouts.filter(isOutstanding)])
        if (availableIn(money, currency) !== 0 || outstandingIn(money, currency) > 0)
          expect(said, currency).toContain(currency)
    }),
  )
})

const outstandingIn = ({ payouts }: AccountMoney, code: string) =>
  payouts.filter((payout) => isOutstanding(payout) && payout.currency === code && payout.amount > 0).length

test('a blocked account has no day on which a payout is sent, and one that has such a day is not blocked', () => {
  fc.assert(
    fc.property(accountMoney, (money) => {
      const { state, nextPayoutOn } = standingOf(money)
      const sending = describePayoutStatus(money).filter(({ code }) => SENDING.includes(code))
      if (sending.length > 0) expect(state).not.toBe('blocked')
      if (state !== 'blocked' || nextPayoutOn === null) return
      const arrivals = money.payouts.filter((payout) => isOutstanding(payout) && payout.amount > 0)
      expect(arrivals.map(({ arrivesOn }) => arrivesOn)).toContain(nextPayoutOn)
    }),
    { numRuns: 1_000 },
  )
})

const SENDING: readonly string[] = ['scheduled', 'weekend_or_holiday', 'transferred']

const wholePayouts = (money: AccountMoney) =>
  money.balance.available.filter(({ currency }) => availableIn(money, currency) >= payoutIncrement(currency)).length

test('causes come by severity, and outstanding payouts add up to what is in transit, one cause a day, or a status while held', () => {
  fc.assert(
    fc.property(accountMoney, (money) => {
      const status = describePayoutStatus(money)
      const ranks = status.map(({ state }) => (state === 'blocked' ? 0 : state === 'action_needed' ? 1 : 2))
      expect(ranks).toEqual([...ranks].sort())
      const sent = status.filter(({ code }) => OF_PAYOUTS.includes(code))
      const outstanding = money.payouts.filter(
        ({ status, amount }) => amount > 0 && (status === 'pending' || status === 'in_transit'),
      )
      expect(sent.reduce((sum, { amount }) => sum + (amount ?? 0), 0)).toBe(
        outstanding.reduce((sum, { amount }) => sum + amount, 0),
      )
      const isHeld = pauseOf(money.account, money.settings.payoutsStatus) !== null
      const groups = outstanding.map(({ arrivesOn, status, currency }) => (isHeld ? status : arrivesOn) + currency)
      expect(sent.length).toBe(new Set(groups).size)
    }),
  )
})

test('while payouts are disabled that comes first, and nothing is expected of the balance or advised for it', () => {
  fc.assert(
    fc.property(accountMoney, (money) => {
      const isDisabled = money.account.payoutsEnabled === false || money.settings.payoutsStatus === 'disabled'
      const status = describePayoutStatus(money)
      expect(status.some(({ state, currency }) => state === 'blocked' && currency === null)).toBe(isDisabled)
      if (!isDisabled) return
      expect(status[0]?.currency).toBeNull()
      const others = ['negative_balance', 'no_bank_account', 'bank_errored', 'held']
      expect(status.slice(1).filter(({ code }) => !others.includes(code))).toEqual([])
    }),
  )
})

test('status and offer agree: what the schedule sends cannot be sent manually, and what waits for a manual payout can', () => {
  fc.assert(
    fc.property(accountMoney, (money) => {
      fc.pre(money.account.controller.isController === true)
      for (const { code, currency, amount } of describePayoutStatus(money)) {
        if (currency === null) continue
        const offer = offerManualPayout('standard', currency, money, { standard: true, instant: true })
        if (code === 'scheduled' || code === 'weekend_or_holiday') {
          const refusal = money.account.country === 'BR' ? 'always_automatic' : 'on_schedule'
          expect(offer).toMatchObject({ ok: false, refusal: { code: refusal } })
        }
        if (code === 'manual') {
          expect(offer).toMatchObject({ ok: true, offer: { most: amount } })
          expect(money.externalAccounts.some((bank) => bank.currency === currency && !needsAttention(bank))).toBe(true)
        }
      }
    }),
    { numRuns: 1_000 },
  )
})

test('the dates are the payout engine’s own, whatever the year', () => {
  const [cause] = describePayoutStatus(
    moneyOf({ now: Date.UTC(2026, 11, 31, 12), settings: { schedule: { interval: 'monthly', monthDays: [31] } } }),
  )
  expect(cause?.date).toBe(requireCalendarDate('2027-02-01'))
  expect(cause?.next).toContain('Sun 31 Jan 2027 isn’t a business day')
})

const SCHEDULES: PayoutSchedule[] = [
  { interval: 'daily' },
  { interval: 'weekly', weekdays: ['friday'] },
  { interval: 'monthly', monthDays: [1, 31] },
  { interval: 'manual' },
]

test('with a minimum balance that isn’t known no amount is promised, whatever the schedule and the rules', () => {
  for (const schedule of SCHEDULES)
    for (const transferRules of [null, { usd: [{ payoutMethod: 'fa_1', upTo: 500 }] }]) {
      const unread = { minimumBalances: '"later"' }
      const status = describePayoutStatus(
        moneyOf({ settings: { schedule, transferRules, minimumBalances: undefined, unread } }),
      )
      const isManual = schedule.interval === 'manual'
      expect(status.map(({ code }) => code)).toEqual([isManual ? 'manual' : 'unknown_minimum_balance'])
      if (!isManual) expect(status[0]?.headline).toMatch(/^A payout of up to 120.50 USD is expected to be sent on /)
    }
})

test('where Stripe doesn’t say for which currency a bank account is, none is said to be missing', () => {
  for (const schedule of SCHEDULES)
    for (const others of [[], [bankOf({ id: 'ba_2', currency: 'eur' })]]) {
      const money = moneyOf({ settings: { schedule }, externalAccounts: [bankOf({ currency: null }), ...others] })
      const text = JSON.stringify(describePayoutStatus(money))
      expect(text).not.toMatch(/no bank account|blocked|is added/)
      const offer = offerManualPayout('standard', 'usd', money, { standard: true, instant: true })
      if (schedule.interval === 'manual')
        expect(offer).toMatchObject({ refusal: { code: 'external_account_currency_unknown' } })
    }
})

test('a payout is called the first only where it is known that there was none', () => {
  const money = { settings: daily, payouts: [], balance: usd(0, 500) }
  const codes = (morePayouts: boolean) =>
    describePayoutStatus(moneyOf({ ...money, morePayouts })).map(({ code }) => code)
  expect([codes(false), codes(true)]).toEqual([['first_payout'], ['settlement_delay']])
})

test('where Stripe doesn’t say whether payouts are enabled, no payout is promised, whatever the reason', () => {
  for (const schedule of SCHEDULES)
    for (const disabledReason of [null, 'platform_paused', 'rejected.fraud', 'under_review', 'a_new_reason']) {
      const account = { payoutsEnabled: null, disabledReason }
      const payouts = [payoutOf({ status: 'in_transit', arrivesOn: '2026-11-24' })]
      const status = describePayoutStatus(moneyOf({ account, settings: { schedule, payoutsStatus: null }, payouts }))
      expect(JSON.stringify(status)).not.toMatch(/is expected|Stripe sends it|No action needed/)
      expect(status[0]?.headline).toMatch(/Stripe doesn’t say whether|It isn’t known whether payouts are enabled/)
    }
})
