import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AllowedPayouts } from '../access/payout-access'
import { bankOf, cardOf, moneyOf } from '../testing/account-money'
import type { AccountMoney } from './account-money'
import {
  estimateInstantFee,
  findOrderErrors,
  offerManualPayout,
  type PayoutOffer,
  type PayoutOrder,
  type PayoutRefusalCode,
} from './manual-payout'
import type { PayoutMethod } from './payout'

const STRIPE_LIABLE = {
  lossesLiability: 'stripe',
  requirementCollection: 'stripe',
  dashboard: 'full',
  isController: true,
} as const
const may: AllowedPayouts = { standard: true, instant: true }

function offerOf(method: PayoutMethod, money: AccountMoney, currency = 'usd'): PayoutOffer {
  const answer = offerManualPayout(method, currency, money, may)
  if (!answer.ok) throw new Error(`refused: ${answer.refusal.code}`)
  return answer.offer
}

const instant = (amount: number, net: [string, number][] = [], currency = 'usd') => ({
  instant: [{ amount, currency, net: net.map(([destinationId, amount]) => ({ destinationId, amount })) }],
})
const instantMoney = (changes: Parameters<typeof moneyOf>[0] = {}) =>
  moneyOf({
    externalAccounts: [bankOf(), cardOf()],
    ...changes,
    balance: { ...instant(10_000, [['card_1', 9_900]]), ...changes.balance },
  })

test('on the manual schedule everything available is offered, the default bank account first', () => {
  const externalAccounts = [
    cardOf(),
    bankOf(),
    bankOf({ id: 'ba_eur', currency: 'eur' }),
    bankOf({ id: 'ba_broken', status: 'errored' }),
  ]
  const offer = offerOf('standard', moneyOf({ externalAccounts }))
  expect({ ...offer, destinations: offer.destinations.map(({ id }) => id) }).toEqual({
    method: 'standard',
    currency: 'usd',
    most: 12_050,
    remainder: 0,
    source: 'card',
    least: 1,
    limit: null,
    step: 1,
    destinations: ['ba_1', 'card_1'],
    feeForMost: null,
  })
})

test('money from different payment sources is offered one source at a time, because a payout draws on one', () => {
  const sources = [
    { source: 'card' as const, amount: 4_050, currency: 'usd' },
    { source: 'bank_account' as const, amount: 8_000, currency: 'usd' },
    { source: 'card' as const, amount: 99_000, currency: 'eur' },
  ]
  const offer = offerOf('standard', moneyOf({ balance: { sources } }))
  expect(offer).toMatchObject({ source: 'bank_account', most: 8_000, remainder: 4_050 })
})

test('a debt in one payment source reduces what another can pay out, because the balance is what counts', () => {
  const sources = [
    { source: 'card' as const, amount: -2_000, currency: 'usd' },
    { source: 'bank_account' as const, amount: 14_050, currency: 'usd' },
  ]
  expect(offerOf('standard', moneyOf({ balance: { sources } }))).toMatchObject({ most: 12_050, remainder: 0 })
})

test('a manual payout may use the minimum balance, because Stripe reserves it from automatic payouts only', () => {
  expect(offerOf('standard', moneyOf({ settings: { minimumBalances: { usd: 12_000 } } })).most).toBe(12_050)
})

test.each([
  { currency: 'huf', available: 12_399, step: 100, most: 12_300, because: 'forints are paid out whole' },
  { currency: 'twd', available: 12_350, step: 100, most: 12_300, because: 'Taiwan dollars are paid out whole' },
  { currency: 'isk', available: 12_350, step: 100, most: 12_300, because: 'krónur have no fractions' },
  { currency: 'kwd', available: 12_345, step: 10, most: 12_340, because: 'three-decimal amounts end in 0' },
  { currency: 'jpy', available: 12_345, step: 1, most: 12_345, because: 'a yen is the smallest unit' },
])('of $available $currency the most is $most, because $because', ({ currency, available, step, most }) => {
  const money = moneyOf({
    balance: { available: [{ amount: available, currency }] },
    externalAccounts: [bankOf({ currency })],
  })
  expect(offerOf('standard', money, currency)).toMatchObject({ step, least: step, most })
})

test('an instant offer is sized by what reaches the destination, so that the platform’s fee is not paid twice', () => {
  const offer = offerOf('instant', instantMoney())
  expect(offer).toMatchObject({ most: 9_900, least: 50, feeForMost: 100 })
  expect(offer.destinations.map(({ id, most }) => [id, most])).toEqual([['card_1', 9_900]])
})

test('each destination carries its own most and fee, because money must not go to one by the eligibility of another', () => {
  const money = instantMoney({
    externalAccounts: [cardOf(), bankOf({ takesInstant: true }), cardOf({ id: 'card_2' })],
    balance: instant(10_000, [
      ['card_1', 9_900],
      ['ba_1', 9_800],
    ]),
  })
  const offer = offerOf('instant', money)
  expect(offer).toMatchObject({ most: 9_800, feeForMost: 200 })
  expect(offer.destinations.map(({ id, most, feeForMost }) => [id, most, feeForMost])).toEqual([
    ['ba_1', 9_800, 200],
    ['card_1', 9_900, 100],
  ])
  expect(estimateInstantFee(offer, 4_900)).toBe(100)
  expect(estimateInstantFee(offer, 4_950, 'card_1')).toBe(50)
})

test('where Stripe lists no net amounts the whole amount is offered and the fee is not known', () => {
  const offer = offerOf('instant', instantMoney({ balance: instant(10_000) }))
  expect(offer).toMatchObject({ most: 10_000, feeForMost: null })
  expect(estimateInstantFee(offer, 5_000)).toBeNull()
})

test('an instant offer ends at the limit of one payout, and its fee shrinks with it', () => {
  const offer = offerOf('instant', instantMoney({ balance: instant(2_020_000, [['card_1', 1_999_800]]) }))
  expect(offer).toMatchObject({ most: 999_900, feeForMost: 10_100 })
})

test('instant payouts do not wait for the manual schedule, because Stripe offers them on any', () => {
  expect(offerOf('instant', instantMoney({ settings: { schedule: { interval: 'daily' } } })).most).toBe(9_900)
})

type Refused = {
  code: PayoutRefusalCode
  method?: PayoutMethod
  currency?: string
  money: AccountMoney
  allowed?: typeof may
  because: string
}

const refused: Refused[] = [
  {
    code: 'not_allowed',
    money: moneyOf(),
    allowed: { standard: false, instant: true },
    because: 'The platform doesn’t allow this for your role.',
  },
  {
    code: 'other_platform',
    money: moneyOf({ account: { controller: { ...moneyOf().account.controller, isController: false } } }),
    because:
      'Another platform controls this account, so Spillway sends none of its payouts. Stripe’s component does where Stripe allows it.',
  },
  {
    code: 'disabled_by_platform',
    money: moneyOf({ account: { payoutsEnabled: false, disabledReason: 'platform_paused' } }),
    because:
      'The platform paused this account, so payouts are disabled. Payouts resume once the platform lifts the pause.',
  },
  {
    code: 'requirements_due',
    money: moneyOf({
      account: { payoutsEnabled: false, disabledReason: 'requirements.past_due', requirementsDue: 2 },
    }),
    because:
      'Payouts are disabled because 2 requirements are due. Payouts resume once the details that Stripe requires are complete.',
  },
  {
    code: 'disabled_by_stripe',
    money: moneyOf({ settings: { payoutsStatus: 'disabled' } }),
    because: 'Stripe disabled payouts and gives no reason. The platform can contact Stripe Support about it.',
  },
  {
    code: 'unknown_schedule',
    money: moneyOf({ settings: { schedule: null } }),
    because: 'Stripe returned no payout schedule, and manual payouts need the manual schedule.',
  },
  {
    code: 'on_schedule',
    money: moneyOf({ settings: { schedule: { interval: 'weekly', weekdays: ['monday'] } } }),
    because: 'The payout schedule is “Every Monday”, and manual payouts need the manual schedule.',
  },
  ...['BR', 'IN'].map(
    (country): Refused => ({
      code: 'always_automatic',
      money: moneyOf({ account: { country }, settings: { schedule: { interval: 'daily' } } }),
      because: 'In this country, payouts are always automatic and daily. No manual payouts can be sent.',
    }),
  ),
  {
    code: 'negative_balance',
    money: moneyOf({ balance: { available: [{ amount: -4_500, currency: 'usd' }] } }),
    because: 'The balance is −45.00 USD, so Stripe sends no payouts. Payouts resume once new payments cover it.',
  },
  {
    code: 'no_external_account',
    money: moneyOf({ externalAccounts: [bankOf({ currency: 'eur' })] }),
    because: 'There is no bank account or card for USD. Add one to send payouts.',
  },
  {
    code: 'external_account_needs_attention',
    money: moneyOf({ externalAccounts: [bankOf({ status: 'errored' })] }),
    because:
      'Stripe sends no payouts to STRIPE TEST BANK •••• 6789 because an earlier payout to it failed. Update its details or use another account.',
  },
  {
    code: 'nothing_available',
    money: moneyOf({ balance: { available: [], pending: [{ amount: 500, currency: 'usd' }] } }),
    because: 'No USD is available yet. 5.00 USD is pending and can be sent once it settles.',
  },
  {
    code: 'nothing_available',
    money: moneyOf({ balance: { available: [] } }),
    because: 'No USD is available. New payments can be sent once they settle.',
  },
  {
    code: 'below_minimum_payout',
    currency: 'huf',
    money: moneyOf({
      balance: { available: [{ amount: 50, currency: 'huf' }] },
      externalAccounts: [bankOf({ currency: 'huf' })],
    }),
    because: '0.50 HUF can be sent, and the minimum payout is 1.00 HUF.',
  },
  {
    code: 'instant_country',
    method: 'instant',
    money: instantMoney({ account: { country: 'BR' } }),
    because: 'Stripe doesn’t offer instant payouts in this country.',
  },
  {
    code: 'instant_currency',
    method: 'instant',
    currency: 'eur',
    money: instantMoney(),
    because: 'Instant payouts of this account are in USD only; EUR is sent by standard payouts.',
  },
  {
    code: 'instant_not_read',
    method: 'instant',
    money: moneyOf(),
    because: 'The amount available for instant payouts hasn’t been read from Stripe yet. Reload the page to read it.',
  },
  {
    code: 'no_external_account',
    method: 'instant',
    money: instantMoney({ externalAccounts: [] }),
    because: 'There is no bank account or card for USD. Add one to send payouts.',
  },
  {
    code: 'no_instant_account',
    method: 'instant',
    money: instantMoney({ externalAccounts: [bankOf()] }),
    because: 'No bank account or card for USD accepts instant payouts. Add one that does.',
  },
  {
    code: 'external_account_needs_attention',
    method: 'instant',
    money: instantMoney({ externalAccounts: [bankOf(), cardOf({ status: 'errored' })] }),
    because:
      'Stripe sends no payouts to Visa •••• 5556 because an earlier payout to it failed. Update its details or use another account.',
  },
  {
    code: 'nothing_instant',
    method: 'instant',
    money: instantMoney({ balance: { instant: [] } }),
    because:
      'No USD is available for instant payouts. They need card payments of the last days, an account that Stripe considers eligible, and a platform that has instant payouts set up in the Stripe Dashboard. Standard payouts aren’t affected.',
  },
  {
    code: 'nothing_instant',
    method: 'instant',
    money: instantMoney({ account: { controller: STRIPE_LIABLE }, balance: { instant: [] } }),
    because:
      'No USD is available for instant payouts. Stripe is liable for this account’s negative balances, so Stripe decides whether it can have them. Standard payouts aren’t affected.',
  },
  {
    code: 'instant_by_dashboard_rules',
    method: 'instant',
    money: instantMoney(),
    allowed: { standard: true, instant: 'dashboard_rules' },
    because:
      'The platform’s rules in the Stripe Dashboard decide about instant payouts, and only Stripe’s component applies them. Where the rules allow it, send the instant payout there.',
  },
  {
    code: 'instant_country',
    method: 'instant',
    money: instantMoney({ account: { country: 'BR' } }),
    allowed: { standard: true, instant: 'dashboard_rules' },
    because: 'Stripe doesn’t offer instant payouts in this country.',
  },
  {
    code: 'instant_account_not_offered',
    method: 'instant',
    money: instantMoney({ balance: instant(10_000, [['card_9', 9_900]]) }),
    because:
      'Stripe doesn’t currently offer instant payouts to the bank accounts and cards for USD. Standard payouts aren’t affected.',
  },
  {
    code: 'below_minimum_payout',
    method: 'instant',
    money: instantMoney({ balance: instant(60, [['card_1', 30]]) }),
    because: '0.30 USD can be sent, and the minimum payout is 0.50 USD.',
  },
]

test.each(refused)(
  'a $method payout is refused as $code with one text of its own, so that nobody has to guess',
  ({ code, method = 'standard', currency = 'usd', money, allowed = may, because }) => {
    expect(offerManualPayout(method, currency, money, allowed)).toEqual({ ok: false, refusal: { code, because } })
  },
)

const order: PayoutOrder = { method: 'standard', amount: 5_000, currency: 'usd', destinationId: 'ba_1' }

test.each<{ change: Partial<PayoutOrder>; errors: ReturnType<typeof findOrderErrors>; because: string }>([
  { change: {}, errors: {}, because: 'it is within the offer' },
  { change: { amount: 12_050 }, errors: {}, because: 'all of it may go' },
  { change: { amount: 0 }, errors: { amount: 'Enter an amount above zero.' }, because: 'nothing is no payout' },
  { change: { amount: -5 }, errors: { amount: 'Enter an amount above zero.' }, because: 'it is negative' },
  { change: { amount: 10.5 }, errors: { amount: 'Enter an amount.' }, because: 'there is no half a cent' },
  { change: { amount: Number.NaN }, errors: { amount: 'Enter an amount.' }, because: 'it is no number' },
  { change: { amount: 2 ** 53 }, errors: { amount: 'Enter an amount.' }, because: 'it is not exact any more' },
  {
    change: { amount: 12_051 },
    errors: { amount: 'Up to 120.50 USD can be sent now.' },
    because: 'it is above the most',
  },
  {
    change: { destinationId: 'ba_9' },
    errors: { destination: 'Choose a bank account or card from the list.' },
    because: 'the destination was not offered',
  },
  {
    change: { currency: 'eur' },
    errors: { amount: 'This isn’t the payout that was offered.' },
    because: 'the currency is another',
  },
  {
    change: { method: 'instant' },
    errors: { amount: 'This isn’t the payout that was offered.' },
    because: 'the method is another',
  },
])('an order with $change is answered by $errors, because $because', ({ change, errors }) => {
  expect(findOrderErrors({ ...order, ...change }, offerOf('standard', moneyOf()))).toEqual(errors)
})

test.each([
  { amount: 49, error: 'The minimum payout is 0.50 USD.', because: 'it is below Stripe’s least' },
  { amount: 999_901, error: 'The maximum for one instant payout is 9,999.00 USD.', because: 'of Stripe’s limit' },
  { amount: 9_901, error: 'Up to 99.00 USD can be sent now.', because: 'the fee has to stay' },
])('an instant order of $amount is refused, because $because', ({ amount, error }) => {
  const instantOrder: PayoutOrder = { method: 'instant', amount, currency: 'usd', destinationId: 'card_1' }
  expect(findOrderErrors(instantOrder, offerOf('instant', instantMoney()))).toEqual({ amount: error })
})

test.each([
  { currency: 'huf', amount: 150, error: 'Payouts in HUF have no decimals.' },
  { currency: 'kwd', amount: 15, error: 'The last digit of a payout in KWD is 0.' },
])('$amount $currency is refused, because Stripe takes no such step: $error', ({ currency, amount, error }) => {
  const money = moneyOf({
    balance: { available: [{ amount: 12_300, currency }] },
    externalAccounts: [bankOf({ currency })],
  })
  const errors = findOrderErrors({ ...order, amount, currency }, offerOf('standard', money, currency))
  expect(errors).toEqual({ amount: error })
})

test('whatever is offered can be ordered in full at every destination, and never exceeds what is there', () => {
  const amount = fc.integer({ min: -10_000, max: 3_000_000 })
  const bank = fc.record({
    id: fc.constantFrom('ba_1', 'ba_2', 'card_1'),
    status: fc.constantFrom('new', 'errored'),
    takesInstant: fc.boolean(),
    isDefault: fc.constantFrom(true, false, null),
  })
  fc.assert(
    fc.property(
      fc.constantFrom<['US' | 'HU' | 'KW', string]>(['US', 'usd'], ['HU', 'huf'], ['KW', 'kwd']),
      fc.constantFrom('standard' as const, 'instant' as const),
      fc.record({ available: amount, gross: amount, nets: fc.dictionary(fc.constantFrom('ba_1', 'card_1'), fc.nat()) }),
      fc.uniqueArray(bank, { selector: ({ id }) => id }),
      ([country, currency], method, { available, gross, nets }, banks) => {
        const net = Object.entries(nets).map(([id, part]): [string, number] => [id, part % (Math.abs(gross) + 1)])
        const answer = offerManualPayout(
          method,
          currency,
          moneyOf({
            account: { country },
            balance: { available: [{ amount: available, currency }], ...instant(gross, net, currency) },
            externalAccounts: banks.map((change) => bankOf({ ...change, currency })),
          }),
          may,
        )
        if (!answer.ok) return
        const { offer } = answer
        expect(offer.most).toBe(offer.destinations[0]?.most)
        for (const { id, most, status, takesInstant } of offer.destinations) {
          expect(status).toBe('new')
          expect(method === 'standard' || takesInstant).toBe(true)
          expect(most).toBeLessThanOrEqual(method === 'standard' ? available : gross)
          expect(findOrderErrors({ method, amount: most, currency, destinationId: id }, offer)).toEqual({})
          const fee = estimateInstantFee(offer, most, id)
          expect(fee === null || (fee >= 0 && fee + most <= gross)).toBe(true)
        }
      },
    ),
  )
})
