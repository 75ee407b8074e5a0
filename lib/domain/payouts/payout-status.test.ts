import fc from 'fast-check'
import { expect, test } from 'vitest'
import { needsAttention } from '../accounts/external-account'
import { requireCalendarDate } from '../calendar/calendar-date'
import { payoutIncrement } from '../money/money'
import type { PayoutSchedule } from '../settings/payout-schedule'
import { bankOf, NOW, payoutOf, pictureOf } from '../testing/account-money'
import { payoutDayAsOf } from './forecast'
import { type AccountMoney, offerManualPayout } from './manual-payout'
import { PAYOUT_STATUSES } from './payout'
import { type AccountPayoutStatus, describePayoutStatus } from './payout-status'

const BANK = 'STRIPE TEST BANK •••• 6789'
const daily = { schedule: { interval: 'daily' } } as const
const usd = (available: number, pending = 0) => ({
  available: [{ amount: available, currency: 'usd' }],
  pending: [{ amount: pending, currency: 'usd' }],
})
const failed = payoutOf({ status: 'failed', failure: { code: 'account_closed', message: 'Closed.' } })

type Told = Omit<AccountPayoutStatus, 'date'> & { date: string | null }
const cases: { because: string; picture: AccountMoney; told: Told }[] = [
  {
    because: 'the platform has paused it',
    picture: pictureOf({ account: { payoutsEnabled: false, disabledReason: 'platform_paused' } }),
    told: {
      code: 'disabled_by_platform',
      headline: 'The platform has paused this account, so nothing is paid out.',
      next: 'Payouts go on once the platform lifts the pause.',
      date: null,
      tone: 'problem',
      amount: null,
    },
  },
  {
    because: 'Stripe waits for details',
    picture: pictureOf({
      account: { payoutsEnabled: false, disabledReason: 'requirements.past_due', requirementsDue: 1 },
    }),
    told: {
      code: 'requirements_due',
      headline: 'Stripe pays nothing out while 1 requirement is due.',
      next: 'The details that Stripe asks for have to be completed; payouts go on after that.',
      date: null,
      tone: 'problem',
      amount: null,
    },
  },
  {
    because: 'Stripe has rejected it, whatever else is due',
    picture: pictureOf({
      account: { payoutsEnabled: false, disabledReason: 'rejected.fraud', requirementsDue: 3 },
    }),
    told: {
      code: 'disabled_by_stripe',
      headline: 'Stripe has rejected this account and pays nothing out.',
      next: 'The platform can ask Stripe Support why.',
      date: null,
      tone: 'problem',
      amount: null,
    },
  },
  {
    because: 'the account owes money and nobody debits it',
    picture: pictureOf({ balance: usd(-4_500) }),
    told: {
      code: 'negative_balance',
      headline: 'The balance is negative, −45.00 USD, and Stripe pays nothing out until that is covered.',
      next: 'New payments cover it first; payouts go on after that.',
      date: null,
      tone: 'problem',
      amount: null,
    },
  },
  {
    because: 'the account owes money and Stripe may take it from the bank',
    picture: pictureOf({ balance: usd(-4_500), settings: { debitNegativeBalances: true } }),
    told: {
      code: 'negative_balance',
      headline: 'The balance is negative, −45.00 USD, and Stripe pays nothing out until that is covered.',
      next: 'New payments cover it first, or Stripe takes it from the bank account; payouts go on after that.',
      date: null,
      tone: 'problem',
      amount: null,
    },
  },
  {
    because: 'there is nowhere to send it',
    picture: pictureOf({ settings: daily, externalAccounts: [bankOf({ currency: 'eur' })] }),
    told: {
      code: 'no_bank_account',
      headline: 'This account has no bank account or card for USD, so Stripe has nowhere to send the money.',
      next: 'A bank account for USD has to be added; payouts go on after that.',
      date: null,
      tone: 'problem',
      amount: null,
    },
  },
  {
    because: 'the last payout failed and broke the bank account',
    picture: pictureOf({
      settings: daily,
      externalAccounts: [bankOf({ status: 'errored' })],
      payouts: [failed, payoutOf({ id: 'po_0' })],
    }),
    told: {
      code: 'bank_errored',
      headline: `The last payout, 99.00 USD to ${BANK}, failed: the bank account is closed.`,
      next: 'Another bank account or card has to take its place; until then no scheduled payout goes there.',
      date: null,
      tone: 'problem',
      amount: null,
    },
  },
  {
    because: 'the bank account could not be verified, though no payout failed',
    picture: pictureOf({ settings: daily, externalAccounts: [bankOf({ status: 'verification_failed' })] }),
    told: {
      code: 'bank_errored',
      headline: `Stripe sends nothing to ${BANK} because its details could not be verified.`,
      next: 'Its details have to be updated or another account has to take its place; the money waits in the balance.',
      date: null,
      tone: 'problem',
      amount: null,
    },
  },
  {
    because: 'the last payout failed, and only another platform sees the bank account',
    picture: pictureOf({
      account: { controller: { ...pictureOf().account.controller, isController: false } },
      settings: daily,
      externalAccounts: [],
      payouts: [failed],
    }),
    told: {
      code: 'bank_errored',
      headline: 'The last payout, 99.00 USD, failed: the bank account is closed.',
      next: 'Another bank account or card has to take its place; until then no scheduled payout goes there.',
      date: null,
      tone: 'problem',
      amount: null,
    },
  },
  {
    because: 'a payout is under way',
    picture: pictureOf({
      settings: daily,
      payouts: [
        payoutOf({ id: 'po_2', status: 'pending', arrivesOn: '2026-11-24' }),
        payoutOf({ id: 'po_1', status: 'in_transit', arrivesOn: '2026-11-23', amount: 5_000 }),
      ],
    }),
    told: {
      code: 'in_transit',
      headline: `A payout of 50.00 USD to ${BANK} is on its way and should arrive Mon 23 Nov (estimated); 1 more is under way.`,
      next: `Nothing need be done; next, 120.50 USD should be sent Mon 23 Nov to ${BANK} and arrive Tue 24 Nov to Wed 25 Nov (estimated).`,
      date: '2026-11-23',
      tone: 'good',
      amount: 5_000,
    },
  },
  {
    because: 'a payout is late',
    picture: pictureOf({
      settings: daily,
      payouts: [payoutOf({ status: 'in_transit', arrivesOn: '2026-11-20' })],
    }),
    told: {
      code: 'in_transit',
      headline: `A payout of 99.00 USD to ${BANK} should have arrived Fri 20 Nov and has not been confirmed.`,
      next: 'The bank can be asked about it; if it sends the money back, the balance gets it.',
      date: null,
      tone: 'waiting',
      amount: 9_900,
    },
  },
  {
    because: 'the schedule is not known',
    picture: pictureOf({ settings: { schedule: null } }),
    told: {
      code: 'unknown_schedule',
      headline: 'Stripe has not told the payout schedule of this account, so no day can be named.',
      next: 'The schedule has to be read again from Stripe.',
      date: null,
      tone: 'waiting',
      amount: null,
    },
  },
  {
    because: 'nobody has paid it out by hand',
    picture: pictureOf(),
    told: {
      code: 'manual',
      headline: '120.50 USD is available, and this account is paid out by hand only.',
      next: 'A payout has to be made by hand; Stripe lets money wait for at most 2 years.',
      date: null,
      tone: 'waiting',
      amount: 12_050,
    },
  },
  {
    because: 'the minimum keeps all of it, and nothing else comes yet',
    picture: pictureOf({ settings: { ...daily, minimumBalances: { usd: 15_000 } } }),
    told: {
      code: 'below_minimum',
      headline: '120.50 USD is available, and the minimum balance keeps back up to 150.00 USD.',
      next: 'Nothing need be done: once another 29.50 USD has come in, what is above the minimum goes out by the schedule.',
      date: null,
      tone: 'waiting',
      amount: null,
    },
  },
  {
    because: 'the minimum keeps all of it until the rest has settled',
    picture: pictureOf({
      settings: { ...daily, minimumBalances: { usd: 15_000 } },
      balance: usd(12_050, 20_000),
    }),
    told: {
      code: 'below_minimum',
      headline: '120.50 USD is available, and the minimum balance keeps back up to 150.00 USD.',
      next: 'Nothing need be done: 200.00 USD is settling, and what is above the minimum then goes out by the schedule.',
      date: null,
      tone: 'waiting',
      amount: null,
    },
  },
  {
    because: 'the minimum is reached exactly',
    picture: pictureOf({ settings: { ...daily, minimumBalances: { usd: 12_050 } } }),
    told: {
      code: 'below_minimum',
      headline: '120.50 USD is available, and the minimum balance keeps back up to 120.50 USD.',
      next: 'Nothing need be done: what comes in from now on goes out by the schedule.',
      date: null,
      tone: 'waiting',
      amount: null,
    },
  },
  {
    because: 'it is new and Stripe holds its first payout',
    picture: pictureOf({ settings: daily, payouts: [], balance: usd(0, 12_050) }),
    told: {
      code: 'first_payout',
      headline:
        'This account has had no payout yet, and Stripe holds the first one, typically until 7 to 14 days after the first payment.',
      next: 'Nothing need be done: the money goes out by the schedule after that.',
      date: null,
      tone: 'waiting',
      amount: null,
    },
  },
  {
    because: 'everything is still settling',
    picture: pictureOf({
      settings: { schedule: { interval: 'weekly', weekdays: ['monday'] } },
      balance: usd(0, 50_000),
    }),
    told: {
      code: 'settlement_delay',
      headline: '500.00 USD is still settling, which takes 2 business days, and no other money in USD is available.',
      next: 'Nothing need be done: it settles by Wed 25 Nov and should be sent by Mon 30 Nov (estimated).',
      date: '2026-11-25',
      tone: 'waiting',
      amount: null,
    },
  },
  {
    because: 'everything is still settling and then waits for somebody',
    picture: pictureOf({ settings: { delayDays: 1 }, balance: usd(0, 50_000) }),
    told: {
      code: 'settlement_delay',
      headline: '500.00 USD is still settling, which takes 1 business day, and no other money in USD is available.',
      next: 'It settles by Tue 24 Nov (estimated) and then has to be paid out by hand.',
      date: '2026-11-24',
      tone: 'waiting',
      amount: null,
    },
  },
  {
    because: 'the schedule’s day is a weekend day',
    picture: pictureOf({ settings: { schedule: { interval: 'monthly', monthDays: [5] } } }),
    told: {
      code: 'weekend_or_holiday',
      headline: `Sat 5 Dec is a weekend day, so 120.50 USD should be sent Mon 7 Dec to ${BANK} and arrive Tue 8 Dec to Wed 9 Dec (estimated).`,
      next: 'Nothing need be done.',
      date: '2026-12-07',
      tone: 'waiting',
      amount: 12_050,
    },
  },
  {
    because: 'the schedule’s day is a bank holiday',
    picture: pictureOf({ settings: { schedule: { interval: 'weekly', weekdays: ['thursday'] } } }),
    told: {
      code: 'weekend_or_holiday',
      headline: `Thu 26 Nov is a bank holiday (Thanksgiving Day), so 120.50 USD should be sent Fri 27 Nov to ${BANK} and arrive Mon 30 Nov to Tue 1 Dec (estimated).`,
      next: 'Nothing need be done.',
      date: '2026-11-27',
      tone: 'waiting',
      amount: 12_050,
    },
  },
  {
    because: 'the schedule’s day comes tomorrow, less what the minimum keeps',
    picture: pictureOf({
      settings: { ...daily, minimumBalances: { usd: 2_050 } },
      balance: usd(12_050, 700),
    }),
    told: {
      code: 'scheduled',
      headline: `100.00 USD should be sent Mon 23 Nov to ${BANK} and arrive Tue 24 Nov to Wed 25 Nov (estimated).`,
      next: 'Nothing need be done; up to 7.00 USD more may join it when it settles in time.',
      date: '2026-11-23',
      tone: 'good',
      amount: 10_000,
    },
  },
  {
    because: 'a payout failed, but its bank account takes payouts again',
    picture: pictureOf({ settings: daily, payouts: [failed] }),
    told: {
      code: 'scheduled',
      headline: `120.50 USD should be sent Mon 23 Nov to ${BANK} and arrive Tue 24 Nov to Wed 25 Nov (estimated).`,
      next: 'Nothing need be done: the payout of 99.00 USD failed, and its money is back in the balance.',
      date: '2026-11-23',
      tone: 'good',
      amount: 12_050,
    },
  },
  {
    because: 'all has been paid out',
    picture: pictureOf({ settings: daily, balance: usd(0) }),
    told: {
      code: 'nothing_available',
      headline: 'Nothing waits to be paid out in USD: the last payout, 99.00 USD, arrived Wed 18 Nov.',
      next: 'Nothing need be done: new payments can be paid out once they have settled.',
      date: null,
      tone: 'good',
      amount: null,
    },
  },
  {
    because: 'there has never been anything',
    picture: pictureOf({ balance: { available: [] }, payouts: [] }),
    told: {
      code: 'nothing_available',
      headline: 'Nothing waits to be paid out in USD.',
      next: 'Nothing need be done: new payments can be paid out once they have settled.',
      date: null,
      tone: 'good',
      amount: null,
    },
  },
]

test.each(cases)('an account whose money waits because $because is told so in one sentence', ({ picture, told }) => {
  expect(describePayoutStatus(picture, 'usd')).toEqual(told)
})

test('less than the least payout is told as such, so that a rest in the balance is no riddle', () => {
  const answer = describePayoutStatus(
    pictureOf({
      balance: { available: [{ amount: 50, currency: 'huf' }] },
      externalAccounts: [bankOf({ currency: 'huf' })],
    }),
    'huf',
  )
  expect(answer.headline).toBe('0.50 HUF is available, less than the least that a payout carries, 1.00 HUF.')
})

test('a schedule without a day counts as not known, because no date follows from it', () => {
  const schedule: PayoutSchedule = { interval: 'weekly', weekdays: [] }
  expect(describePayoutStatus(pictureOf({ settings: { schedule } }), 'usd').code).toBe('unknown_schedule')
})

test('by hand one working bank account is enough, because the default is only where Stripe sends by itself', () => {
  const externalAccounts = [bankOf({ status: 'errored' }), bankOf({ id: 'ba_2', isDefault: false })]
  expect(describePayoutStatus(pictureOf({ externalAccounts }), 'usd').code).toBe('manual')
  expect(describePayoutStatus(pictureOf({ externalAccounts, settings: daily }), 'usd').code).toBe('bank_errored')
})

test('no bank account is no finding where another platform controls the account, because Stripe shows none then', () => {
  const controller = { ...pictureOf().account.controller, isController: false }
  const answer = describePayoutStatus(
    pictureOf({ account: { controller }, settings: daily, externalAccounts: [] }),
    'usd',
  )
  expect(answer.headline).toBe('120.50 USD should be sent Mon 23 Nov and arrive Tue 24 Nov to Wed 25 Nov (estimated).')
})

test('what is available of a new account goes out by the schedule, because the hold was on the way there', () => {
  expect(describePayoutStatus(pictureOf({ settings: daily, payouts: [] }), 'usd').code).toBe('scheduled')
})

test.each([
  ['a bank account in order', [bankOf()], true],
  ['a card', [bankOf({ kind: 'card' })], false],
  ['a broken bank account', [bankOf({ status: 'errored' })], false],
  ['a bank account of a country without debits', [bankOf({ country: 'JP' })], false],
  ['none', [], false],
])('Stripe is said to help itself to what an account owes only where it can: %s', (_what, externalAccounts, canPay) => {
  const settings = { debitNegativeBalances: true }
  const answer = describePayoutStatus(pictureOf({ balance: usd(-4_500), settings, externalAccounts }), 'usd')
  expect(answer.next.includes('Stripe takes it from the bank account')).toBe(canPay)
})

test('a debit is no payout on its way and no first payout, because it brings no money to the bank', () => {
  const payouts = [payoutOf({ amount: -500, status: 'in_transit', arrivesOn: '2026-11-24' })]
  const picture = pictureOf({ payouts, settings: daily, balance: usd(0, 12_050) })
  expect(describePayoutStatus(picture, 'usd').code).toBe('first_payout')
})

test('today is the day in the account’s own zone, so a payout that arrives there today is not late', () => {
  const answer = describePayoutStatus(
    pictureOf({
      now: Date.UTC(2026, 10, 23, 2),
      settings: { ...daily, startOfDay: { hour: 0, minutes: 0, zone: 'America/New_York' } },
      payouts: [payoutOf({ status: 'in_transit', arrivesOn: '2026-11-22' })],
    }),
    'usd',
  )
  expect(answer).toMatchObject({ code: 'in_transit', tone: 'good', date: '2026-11-22' })
})

const day = fc
  .integer({ min: -40, max: 20 })
  .map((days) => new Date(NOW + days * 86_400_000).toISOString().slice(0, 10))
const currency = fc.constantFrom('usd', 'usd', 'usd', 'huf')
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
    failure: fc.constantFrom(null, { code: 'account_closed', message: null }, { code: 'new', message: 'Something.' }),
  })
  .map(payoutOf)
const picture = fc
  .record({
    now: fc.integer({ min: NOW, max: NOW + 400 * 86_400_000 }),
    account: fc.record({
      country: fc.constantFrom('US', 'DE', 'JP', 'HU', 'SG', 'BR'),
      payoutsEnabled: fc.integer({ min: 0, max: 9 }).map((chance) => chance > 0),
      disabledReason: fc.constantFrom(null, 'platform_paused', 'rejected.other', 'requirements.past_due', 'listed'),
      requirementsDue: fc.nat({ max: 3 }),
      isController: fc.constantFrom(true, true, true, false),
    }),
    settings: fc.record({
      schedule,
      minimumBalances: fc.option(fc.dictionary(currency, fc.nat({ max: 900_000 }))),
      delayDays: fc.nat({ max: 31 }),
      debitNegativeBalances: fc.constantFrom(true, false, null),
      payoutsStatus: fc.constantFrom('enabled', 'enabled', null, null, 'enabled', 'enabled', 'enabled', 'disabled'),
      startOfDay: fc.constantFrom(null, { hour: 6, minutes: 30, zone: 'Asia/Singapore' }),
    }),
    balance: fc.record({ available: money, pending: money }),
    externalAccounts: fc.uniqueArray(bank, { selector: ({ id }) => id }),
    payouts: fc.array(payout, { maxLength: 4 }),
  })
  .map(({ account: { isController, ...account }, ...rest }) =>
    pictureOf({ ...rest, account: { ...account, controller: { ...pictureOf().account.controller, isController } } }),
  )

const todayOf = ({ now, settings }: AccountMoney) => payoutDayAsOf({ now, startOfDay: settings.startOfDay })
const availableIn = ({ balance }: AccountMoney, code: string) =>
  balance.available.find((money) => money.currency === code)?.amount ?? 0

test('every picture has one answer of two sentences that speaks to nobody, with no day in the past and no money that is not there', () => {
  fc.assert(
    fc.property(picture, currency, (picture, code) => {
      const answer = describePayoutStatus(picture, code)
      expect(answer.headline).toMatch(/^\S.*\.$/)
      expect(answer.next).toMatch(/^[A-Z].*\.$/)
      expect(`${answer.headline} ${answer.next}`).not.toMatch(/\byour?\b|undefined|null|NaN/i)
      if (answer.date !== null) expect(answer.date >= todayOf(picture)).toBe(true)
      if (answer.amount !== null) expect(answer.amount).toBeGreaterThan(0)
      if (answer.amount !== null && answer.code !== 'in_transit') {
        expect(answer.amount).toBeLessThanOrEqual(availableIn(picture, code))
      }
    }),
    { numRuns: 1_000 },
  )
})

test('while payouts are off the answer is about that only and advises no payout, because none would leave', () => {
  fc.assert(
    fc.property(picture, currency, (picture, code) => {
      const off = !picture.account.payoutsEnabled || picture.settings.payoutsStatus === 'disabled'
      const answer = describePayoutStatus(picture, code)
      const aboutThat = ['disabled_by_stripe', 'requirements_due', 'disabled_by_platform'].includes(answer.code)
      expect(aboutThat).toBe(off)
      if (off) expect(answer.next).not.toMatch(/by hand/)
    }),
  )
})

test('the answer and the offer agree: what the schedule sends cannot be sent by hand, and what waits for a hand can', () => {
  fc.assert(
    fc.property(picture, currency, (picture, code) => {
      fc.pre(picture.account.controller.isController)
      const answer = describePayoutStatus(picture, code)
      const offer = offerManualPayout('standard', code, picture, { standard: true, instant: true })
      if (answer.code === 'scheduled' || answer.code === 'weekend_or_holiday') {
        expect(offer).toMatchObject({ ok: false, refusal: { code: 'on_schedule' } })
      }
      if (answer.code === 'manual') {
        expect(offer).toMatchObject({ ok: true, offer: { most: answer.amount } })
        expect(availableIn(picture, code)).toBeGreaterThanOrEqual(payoutIncrement(code))
        expect(picture.externalAccounts.some((bank) => bank.currency === code && !needsAttention(bank))).toBe(true)
      }
    }),
    { numRuns: 1_000 },
  )
})

test('the dates that are told are the payout engine’s own, whatever the year', () => {
  const answer = describePayoutStatus(
    pictureOf({ now: Date.UTC(2026, 11, 31, 12), settings: { schedule: { interval: 'monthly', monthDays: [31] } } }),
    'usd',
  )
  expect(answer.date).toBe(requireCalendarDate('2027-02-01'))
  expect(answer.headline).toContain('Sun 31 Jan 2027 is a weekend day')
})
