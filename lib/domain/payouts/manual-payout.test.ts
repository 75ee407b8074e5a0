import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bankOf, cardOf, pictureOf } from '../testing/account-money'
import {
  type AccountMoney,
  estimateInstantFee,
  findOrderErrors,
  offerManualPayout,
  type PayoutOffer,
  type PayoutOrder,
  type PayoutRefusalCode,
} from './manual-payout'
import type { Payout } from './payout'

const may = { standard: true, instant: true }

function offerOf(method: Payout['method'], picture: AccountMoney, currency = 'usd'): PayoutOffer {
  const answer = offerManualPayout(method, currency, picture, may)
  if (!answer.ok) throw new Error(`refused: ${answer.refusal.code}`)
  return answer.offer
}

const instant = (amount: number, net: [string, number][] = [], currency = 'usd') => ({
  instant: [{ amount, currency, net: net.map(([destinationId, amount]) => ({ destinationId, amount })) }],
})
const instantPicture = (changes: Parameters<typeof pictureOf>[0] = {}) =>
  pictureOf({
    externalAccounts: [bankOf(), cardOf()],
    ...changes,
    balance: { ...instant(10_000, [['card_1', 9_900]]), ...changes.balance },
  })

test('on the manual schedule all that is available is offered, the default bank account first', () => {
  const externalAccounts = [
    cardOf(),
    bankOf(),
    bankOf({ id: 'ba_eur', currency: 'eur' }),
    bankOf({ id: 'ba_broken', status: 'errored' }),
  ]
  const offer = offerOf('standard', pictureOf({ externalAccounts }))
  expect({ ...offer, destinations: offer.destinations.map(({ id }) => id) }).toEqual({
    method: 'standard',
    currency: 'usd',
    most: 12_050,
    besides: 0,
    source: 'card',
    least: 1,
    step: 1,
    destinations: ['ba_1', 'card_1'],
    feeForMost: null,
  })
})

test('money that was paid in different ways is offered one way at a time, because a payout draws on one', () => {
  const sources = [
    { source: 'card' as const, amount: 4_050, currency: 'usd' },
    { source: 'bank_account' as const, amount: 8_000, currency: 'usd' },
    { source: 'card' as const, amount: 99_000, currency: 'eur' },
  ]
  const offer = offerOf('standard', pictureOf({ balance: { sources } }))
  expect(offer).toMatchObject({ source: 'bank_account', most: 8_000, besides: 4_050 })
})

test('a debt in one kind of money lessens what another can pay out, because the balance is what counts', () => {
  const sources = [
    { source: 'card' as const, amount: -2_000, currency: 'usd' },
    { source: 'bank_account' as const, amount: 14_050, currency: 'usd' },
  ]
  expect(offerOf('standard', pictureOf({ balance: { sources } }))).toMatchObject({ most: 12_050, besides: 0 })
})

test('the minimum balance is not kept back by hand, because Stripe applies it to automatic payouts only', () => {
  expect(offerOf('standard', pictureOf({ settings: { minimumBalances: { usd: 12_000 } } })).most).toBe(12_050)
})

test.each([
  { currency: 'huf', available: 12_399, step: 100, most: 12_300, because: 'forints are paid out whole' },
  { currency: 'twd', available: 12_350, step: 100, most: 12_300, because: 'Taiwan dollars are paid out whole' },
  { currency: 'isk', available: 12_350, step: 100, most: 12_300, because: 'krónur have no fractions' },
  { currency: 'kwd', available: 12_345, step: 10, most: 12_340, because: 'three-decimal amounts end in 0' },
  { currency: 'jpy', available: 12_345, step: 1, most: 12_345, because: 'a yen is the smallest unit' },
])('of $available $currency the most is $most, because $because', ({ currency, available, step, most }) => {
  const picture = pictureOf({
    balance: { available: [{ amount: available, currency }] },
    externalAccounts: [bankOf({ currency })],
  })
  expect(offerOf('standard', picture, currency)).toMatchObject({ step, least: step, most })
})

test('an instant offer is sized by what reaches the destination, so that the platform’s fee is not paid twice', () => {
  const offer = offerOf('instant', instantPicture())
  expect(offer).toMatchObject({ most: 9_900, least: 50, feeForMost: 100 })
  expect(offer.destinations.map(({ id, most }) => [id, most])).toEqual([['card_1', 9_900]])
})

test('each destination carries its own most and fee, because money must not go to one by the eligibility of another', () => {
  const picture = instantPicture({
    externalAccounts: [cardOf(), bankOf({ takesInstant: true }), cardOf({ id: 'card_2' })],
    balance: instant(10_000, [
      ['card_1', 9_900],
      ['ba_1', 9_800],
    ]),
  })
  const offer = offerOf('instant', picture)
  expect(offer).toMatchObject({ most: 9_800, feeForMost: 200 })
  expect(offer.destinations.map(({ id, most, feeForMost }) => [id, most, feeForMost])).toEqual([
    ['ba_1', 9_800, 200],
    ['card_1', 9_900, 100],
  ])
  expect(estimateInstantFee(offer, 4_900)).toBe(100)
  expect(estimateInstantFee(offer, 4_950, 'card_1')).toBe(50)
})

test('where Stripe lists no net amounts the whole amount is offered and the fee is not known', () => {
  const offer = offerOf('instant', instantPicture({ balance: instant(10_000) }))
  expect(offer).toMatchObject({ most: 10_000, feeForMost: null })
  expect(estimateInstantFee(offer, 5_000)).toBeNull()
})

test('an instant offer ends at the limit of one payout, and its fee shrinks with it', () => {
  const offer = offerOf('instant', instantPicture({ balance: instant(2_020_000, [['card_1', 1_999_800]]) }))
  expect(offer).toMatchObject({ most: 999_900, feeForMost: 10_100 })
})

test('instant payouts do not wait for the manual schedule, because Stripe offers them on any', () => {
  expect(offerOf('instant', instantPicture({ settings: { schedule: { interval: 'daily' } } })).most).toBe(9_900)
})

const refused: {
  code: PayoutRefusalCode
  method?: Payout['method']
  currency?: string
  picture: AccountMoney
  mayUse?: typeof may
  because: string
}[] = [
  {
    code: 'switched_off',
    picture: pictureOf(),
    mayUse: { standard: false, instant: true },
    because: 'The platform has switched this off for your role.',
  },
  {
    code: 'other_platform',
    picture: pictureOf({ account: { controller: { ...pictureOf().account.controller, isController: false } } }),
    because: 'Another platform controls this account, so payouts can only be made there.',
  },
  {
    code: 'disabled_by_platform',
    picture: pictureOf({ account: { payoutsEnabled: false, disabledReason: 'platform_paused' } }),
    because:
      'The platform has paused this account, so nothing is paid out. Payouts go on once the platform lifts the pause.',
  },
  {
    code: 'requirements_due',
    picture: pictureOf({
      account: { payoutsEnabled: false, disabledReason: 'requirements.past_due', requirementsDue: 2 },
    }),
    because:
      'Stripe pays nothing out while 2 requirements are due. The details that Stripe asks for have to be completed; payouts go on after that.',
  },
  {
    code: 'disabled_by_stripe',
    picture: pictureOf({ settings: { payoutsStatus: 'disabled' } }),
    because: 'Stripe has switched payouts off and gives no reason. The platform can ask Stripe Support what is needed.',
  },
  {
    code: 'unknown_schedule',
    picture: pictureOf({ settings: { schedule: null } }),
    because:
      'Stripe has not told the payout schedule of this account; a payout by hand has to wait until it is read again.',
  },
  {
    code: 'on_schedule',
    picture: pictureOf({ settings: { schedule: { interval: 'weekly', weekdays: ['monday'] } } }),
    because:
      'Stripe pays this account out by its schedule, “Every Monday”; a payout by hand needs the manual schedule.',
  },
  {
    code: 'negative_balance',
    picture: pictureOf({ balance: { available: [{ amount: -4_500, currency: 'usd' }] } }),
    because: 'The balance is −45.00 USD; payouts go on once new payments have covered it.',
  },
  {
    code: 'no_external_account',
    picture: pictureOf({ externalAccounts: [bankOf({ currency: 'eur' })] }),
    because: 'There is no bank account or card for USD to pay out to; one has to be added first.',
  },
  {
    code: 'external_account_broken',
    picture: pictureOf({ externalAccounts: [bankOf({ status: 'errored' })] }),
    because:
      'Stripe sends nothing to STRIPE TEST BANK •••• 6789 because an earlier payout there failed; its details have to be updated or another account has to take its place.',
  },
  {
    code: 'nothing_available',
    picture: pictureOf({ balance: { available: [], pending: [{ amount: 500, currency: 'usd' }] } }),
    because: 'Nothing is available in USD yet; 5.00 USD is still settling and can be paid out after that.',
  },
  {
    code: 'nothing_available',
    picture: pictureOf({ balance: { available: [] } }),
    because: 'Nothing is available in USD; new payments can be paid out once they have settled.',
  },
  {
    code: 'below_least',
    currency: 'huf',
    picture: pictureOf({
      balance: { available: [{ amount: 50, currency: 'huf' }] },
      externalAccounts: [bankOf({ currency: 'huf' })],
    }),
    because: '0.50 HUF could leave and the least that a payout carries is 1.00 HUF; it can go once more has come in.',
  },
  {
    code: 'instant_country',
    method: 'instant',
    picture: instantPicture({ account: { country: 'BR' } }),
    because: 'Stripe does not offer instant payouts in this country; standard payouts are there instead.',
  },
  {
    code: 'instant_currency',
    method: 'instant',
    currency: 'eur',
    picture: instantPicture(),
    because: 'Instant payouts of this account go out in USD only; money in EUR leaves by standard payouts.',
  },
  {
    code: 'instant_not_read',
    method: 'instant',
    picture: pictureOf(),
    because:
      'What could leave at once has not been read from Stripe yet; it comes with the next reading of the balance.',
  },
  {
    code: 'no_external_account',
    method: 'instant',
    picture: instantPicture({ externalAccounts: [] }),
    because: 'There is no bank account or card for USD to pay out to; one has to be added first.',
  },
  {
    code: 'no_instant_account',
    method: 'instant',
    picture: instantPicture({ externalAccounts: [bankOf()] }),
    because: 'No bank account or card for USD here takes instant payouts; one that does has to be added first.',
  },
  {
    code: 'external_account_broken',
    method: 'instant',
    picture: instantPicture({ externalAccounts: [bankOf(), cardOf({ status: 'errored' })] }),
    because:
      'Stripe sends nothing to Visa •••• 5556 because an earlier payout there failed; its details have to be updated or another account has to take its place.',
  },
  {
    code: 'nothing_instant',
    method: 'instant',
    picture: instantPicture({ balance: { instant: [] } }),
    because:
      'Stripe has nothing in USD ready to leave at once; it can after new card payments, and standard payouts go on as they are.',
  },
  {
    code: 'instant_account_not_offered',
    method: 'instant',
    picture: instantPicture({ balance: instant(10_000, [['card_9', 9_900]]) }),
    because:
      'Stripe does not offer an instant payout to the bank accounts and cards for USD at the moment; standard payouts go on as they are.',
  },
  {
    code: 'below_least',
    method: 'instant',
    picture: instantPicture({ balance: instant(60, [['card_1', 30]]) }),
    because: '0.30 USD could leave and the least that a payout carries is 0.50 USD; it can go once more has come in.',
  },
]

test.each(refused)(
  'a $method payout is refused as $code with one text of its own, so that nobody has to guess',
  ({ code, method = 'standard', currency = 'usd', picture, mayUse = may, because }) => {
    expect(offerManualPayout(method, currency, picture, mayUse)).toEqual({ ok: false, refusal: { code, because } })
  },
)

test.each([
  { reason: 'rejected.fraud', cause: 'Stripe has rejected this account and pays nothing out.' },
  { reason: 'under_review', cause: 'Stripe is checking this account and pays nothing out meanwhile.' },
  { reason: 'requirements.pending_verification', cause: 'Stripe is checking this account' },
  { reason: 'requirements.past_due', cause: 'Stripe pays nothing out while some requirements are due.' },
  { reason: 'listed', cause: 'Stripe has switched payouts off and gives the reason “listed”.' },
])('payouts that are off for $reason say so, because each reason needs another answer', ({ reason, cause }) => {
  const picture = pictureOf({ account: { payoutsEnabled: false, disabledReason: reason } })
  const answer = offerManualPayout('standard', 'usd', picture, may)
  expect(answer.ok ? '' : answer.refusal.because).toContain(cause)
})

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
    errors: { amount: 'At most 120.50 USD can be paid out now.' },
    because: 'it is above the most',
  },
  {
    change: { destinationId: 'ba_9' },
    errors: { destination: 'Choose one of the bank accounts or cards that this payout can go to.' },
    because: 'the destination was not offered',
  },
  {
    change: { currency: 'eur' },
    errors: { amount: 'This is not the payout that was offered.' },
    because: 'the currency is another',
  },
  {
    change: { method: 'instant' },
    errors: { amount: 'This is not the payout that was offered.' },
    because: 'the method is another',
  },
])('an order with $change is answered by $errors, because $because', ({ change, errors }) => {
  expect(findOrderErrors({ ...order, ...change }, offerOf('standard', pictureOf()))).toEqual(errors)
})

test.each([
  { amount: 49, error: 'The least that can be paid out is 0.50 USD.', because: 'it is below Stripe’s least' },
  { amount: 999_901, error: 'One instant payout carries 9,999.00 USD at most.', because: 'of Stripe’s limit' },
  { amount: 9_901, error: 'At most 99.00 USD can be paid out now.', because: 'the fee has to stay' },
])('an instant order of $amount is refused, because $because', ({ amount, error }) => {
  const instantOrder: PayoutOrder = { method: 'instant', amount, currency: 'usd', destinationId: 'card_1' }
  expect(findOrderErrors(instantOrder, offerOf('instant', instantPicture()))).toEqual({ amount: error })
})

test.each([
  { currency: 'huf', amount: 150, error: 'Payouts in HUF are in whole units.' },
  { currency: 'kwd', amount: 15, error: 'The last digit of a payout in KWD is 0.' },
])('$amount $currency is refused, because Stripe takes no such step: $error', ({ currency, amount, error }) => {
  const picture = pictureOf({
    balance: { available: [{ amount: 12_300, currency }] },
    externalAccounts: [bankOf({ currency })],
  })
  const errors = findOrderErrors({ ...order, amount, currency }, offerOf('standard', picture, currency))
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
          pictureOf({
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
