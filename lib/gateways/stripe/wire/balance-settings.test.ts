import type Stripe from 'stripe'
import { expect, test } from 'vitest'
import type { BalanceSettingsPatch } from '@/lib/domain/settings/balance-settings'
import { readBalanceWire } from './balance'
import { fromGa, toGa } from './balance-settings'
import { fromPreview, toPreview } from './balance-settings-preview'

const payments: Stripe.BalanceSettings.Payments = {
  debit_negative_balances: true,
  payouts: {
    automatic_transfer_rules_by_currency: {
      usd: [{ payout_method: 'fa_1', type: 'transfer_up_to_amount', transfer_up_to_amount: 5000 }],
    },
    minimum_balance_by_currency: { usd: 1500, cad: 8000 },
    schedule: { interval: 'monthly', monthly_payout_days: [20, 5] },
    statement_descriptor: 'BAKERY',
    status: 'enabled',
  },
  settlement_timing: {
    delay_days: 3,
    delay_days_override: 3,
    start_of_day: { hour: 2, minutes: 30, timezone: 'Australia/Sydney' },
  },
}

test('an answer of a GA version is read field by field', () => {
  expect(fromGa({ object: 'balance_settings', payments })).toEqual({
    schedule: { interval: 'monthly', monthDays: [5, 20] },
    minimumBalances: { usd: 1500, cad: 8000 },
    delayDaysOverride: 3,
    startOfDay: { hour: 2, minutes: 30, zone: 'Australia/Sydney' },
    debitNegativeBalances: true,
    statementDescriptor: 'BAKERY',
    delayDays: 3,
    payoutsStatus: 'enabled',
    transferRules: { usd: [{ payoutMethod: 'fa_1', upTo: 5000 }] },
  })
})

test('a key that Stripe leaves out is a field that is not set', () => {
  const sparse = { object: 'balance_settings', payments: { settlement_timing: { delay_days: 2 } } }
  expect(fromGa(sparse as Stripe.BalanceSettings)).toEqual({
    schedule: null,
    minimumBalances: null,
    delayDaysOverride: null,
    startOfDay: null,
    debitNegativeBalances: null,
    statementDescriptor: null,
    delayDays: 2,
    payoutsStatus: null,
    transferRules: null,
  })
})

const rulesOf = (automatic_transfer_rules_by_currency: unknown) =>
  fromGa({ payments: { payouts: { automatic_transfer_rules_by_currency } } })

test.each([
  { payout_method: 'fa_1', type: 'transfer_half' },
  { payout_method: 'fa_1', type: 'transfer_up_to_amount', transfer_up_to_amount: null },
  { payout_method: 'fa_1', type: 'transfer_up_to_amount', transfer_up_to_amount: -1 },
  { payout_method: 'fa_1', type: 'transfer_all', destination_currency: 'eur' },
  { payout_method: null, type: 'transfer_all' },
  { payout_method: 'fa_1' },
  'transfer_all',
  null,
])('the transfer rule %j is unread, and the rules beside it are read', (rule) => {
  const all = { payout_method: 'fa_1', type: 'transfer_all', transfer_up_to_amount: null, destination_currency: null }
  expect(rulesOf({ usd: [all, rule], eur: [all] }).transferRules).toEqual({
    usd: [{ payoutMethod: 'fa_1', upTo: null }, { unread: expect.any(String) }],
    eur: [{ payoutMethod: 'fa_1', upTo: null }],
  })
})

test('transfer rules that are no map are unread as a whole, and none are none', () => {
  for (const wire of [[1], 'all', 7, { 'not a currency': [] }])
    expect(rulesOf(wire)).toMatchObject({ transferRules: undefined, unread: { transferRules: expect.any(String) } })
  for (const wire of [null, undefined, '', {}, { usd: [] }, { usd: null }])
    expect(rulesOf(wire).transferRules).toBeNull()
  expect(rulesOf({ usd: 'all' }).transferRules).toEqual({ usd: [{ unread: 'all' }] })
})

test('the days of another interval are not read, whether Stripe leaves them out or sends null', () => {
  const weekly = { interval: 'weekly', weekly_payout_days: ['friday', 'monday'], monthly_payout_days: null }
  const wire = { ...payments, payouts: { ...payments.payouts, schedule: weekly } }
  expect(fromGa({ object: 'balance_settings', payments: wire } as unknown as Stripe.BalanceSettings).schedule).toEqual({
    interval: 'weekly',
    weekdays: ['monday', 'friday'],
  })
})

test('the preview shape is read from the top level, without the fields that it lacks', () => {
  const settings = fromPreview(payments)
  expect(settings).toMatchObject({
    schedule: { interval: 'monthly', monthDays: [5, 20] },
    debitNegativeBalances: true,
    statementDescriptor: 'BAKERY',
    delayDays: 3,
    payoutsStatus: 'enabled',
  })
  expect(settings).toMatchObject({ minimumBalances: undefined, startOfDay: undefined })
  expect(settings, 'the delay in effect can be replaced').toMatchObject({
    delayDaysOverride: settings.delayDays,
    replaceOnly: ['delayDaysOverride'],
  })
  expect(fromPreview({}).delayDaysOverride, 'not given').toBeUndefined()
})

test.each<{ patch: BalanceSettingsPatch; params: Stripe.BalanceSettingsUpdateParams.Payments; because: string }>([
  { patch: {}, params: {}, because: 'nothing changes' },
  {
    patch: { schedule: { interval: 'weekly', weekdays: ['monday'] }, minimumBalances: { usd: 100, eur: null } },
    params: {
      payouts: {
        schedule: { interval: 'weekly', weekly_payout_days: ['monday'] },
        minimum_balance_by_currency: { usd: 100, eur: null },
      },
    },
    because: 'the fields of one hash go together',
  },
  {
    patch: { delayDaysOverride: null, startOfDay: null, statementDescriptor: null },
    params: {
      payouts: { statement_descriptor: '' },
      settlement_timing: { delay_days_override: null, start_of_day: null },
    },
    because: 'the SDK sends null as the empty string, which clears a value',
  },
  {
    patch: {
      startOfDay: { hour: 2, minutes: 0, zone: 'Asia/Tokyo' },
      delayDaysOverride: 7,
      debitNegativeBalances: false,
    },
    params: {
      debit_negative_balances: false,
      settlement_timing: { start_of_day: { hour: 2, minutes: 0, timezone: 'Asia/Tokyo' }, delay_days_override: 7 },
    },
    because: 'every field has its own place',
  },
  {
    patch: {
      transferRules: {
        usd: [{ payoutMethod: 'fa_1', upTo: 5000 }],
        gbp: [{ payoutMethod: 'fa_2', upTo: null }],
        eur: null,
      },
    },
    params: {
      payouts: {
        automatic_transfer_rules_by_currency: {
          usd: [{ payout_method: 'fa_1', type: 'transfer_up_to_amount', transfer_up_to_amount: 5000 }],
          gbp: [{ payout_method: 'fa_2', type: 'transfer_all' }],
          eur: null,
        },
      },
    },
    because: 'a currency’s rules are sent whole, and null removes them',
  },
])('only what changes is sent: $because', ({ patch, params }) => {
  expect(toGa(patch)).toEqual({ payments: params })
})

test('with the preview shape the same goes out at the top level', () => {
  expect(toPreview({ schedule: { interval: 'daily' }, statementDescriptor: 'AFTER' })).toEqual({
    payouts: { schedule: { interval: 'daily' }, statement_descriptor: 'AFTER' },
  })
  expect(toPreview({ delayDaysOverride: 7 })).toEqual({ settlement_timing: { delay_days_override: 7 } })
})

test('currencies in capitals or of more than three letters are read alike in every answer, and one that comes twice is unread', () => {
  const minimumsOf = (minimum_balance_by_currency: unknown) =>
    fromGa({ payments: { payouts: { minimum_balance_by_currency } } })
  expect(minimumsOf({ USD: 1500, usdc: 20 }).minimumBalances).toEqual({ usd: 1500, usdc: 20 })
  expect(minimumsOf({ USD: 1500, usd: 1600 }).unread).toEqual({ minimumBalances: expect.any(String) })
  expect(rulesOf({ EUR: [{ payout_method: 'fa_1', type: 'transfer_all' }] }).transferRules).toHaveProperty('eur')
  const amounts = [
    { amount: 5, currency: 'USDC' },
    { amount: 7, currency: 'usd' },
  ]
  expect(readBalanceWire({ available: amounts, pending: [] })?.available).toEqual([
    { amount: 5, currency: 'usdc' },
    { amount: 7, currency: 'usd' },
  ])
})

test('what is unread can be stored, wherever it is cut and whatever it holds', () => {
  for (const interval of ['a\0', 'a\ud800', `${'x'.repeat(79)}😀`]) {
    const { unread } = fromGa({ payments: { payouts: { schedule: { interval } } } })
    expect(unread?.schedule).toMatch(/\ufffd$/)
    expect(unread?.schedule?.isWellFormed()).toBe(true)
  }
})
