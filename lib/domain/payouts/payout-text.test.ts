import { expect, test } from 'vitest'
import { requireCalendarDate } from '../calendar/calendar-date'
import { bankOf, moneyOf, payoutOf } from '../testing/account-money'
import { PAYOUT_STATUSES } from './payout'
import { describePayoutStatus } from './payout-status'
import {
  describeArrival,
  describeNeedsAttention,
  describeTrace,
  explainFailure,
  explainPayoutStatus,
} from './payout-text'

const CODES = [
  ...['account_closed', 'account_frozen', 'bank_account_restricted', 'bank_ownership_changed', 'could_not_process'],
  ...['debit_not_authorized', 'declined', 'incorrect_account_holder_name', 'incorrect_account_holder_address'],
  ...['incorrect_account_holder_tax_id', 'incorrect_account_holder_details', 'incorrect_account_type'],
  ...['insufficient_funds', 'invalid_account_number', 'invalid_account_number_length', 'invalid_currency'],
  ...['issuer_unavailable', 'exceeds_amount_limit', 'exceeds_count_limit', 'no_account', 'unsupported_card'],
]

test('every failure code of Stripe has a text of its own', () => {
  const texts = CODES.map((code) => explainFailure({ code, message: 'Stripe’s own sentence.' }).happened)
  expect(new Set(texts).size).toBe(CODES.length)
  expect(texts.filter((happened) => happened.includes('Stripe'))).toEqual([])
})

test('no failure says "try again", because Stripe sends nothing before the details are updated', () => {
  for (const code of [...CODES, 'new_code', null]) {
    const { happened, next } = explainFailure({ code, message: null })
    expect(next).not.toMatch(/try|retry|again/i)
    expect(`${happened} ${next}`).not.toMatch(/\byour?\b/i)
    expect([happened, next].every((sentence) => /^[A-Z][^.]+\.$/.test(sentence))).toBe(true)
  }
})

test.each([
  { code: 'account_closed', message: 'Gone.', happened: 'The bank account is closed.', because: 'the code is known' },
  { code: 'sanctioned', message: 'No luck.', happened: 'Stripe says “No luck”.', because: 'the code is not known' },
  { code: null, message: 'No luck.', happened: 'Stripe says “No luck”.', because: 'there is only a sentence' },
  { code: 'bank_on_fire', message: null, happened: 'Stripe gives the reason “bank on fire”.', because: 'only a code' },
  { code: null, message: null, happened: 'Stripe gives no reason.', because: 'there is nothing' },
  { code: 'constructor', message: 'No.', happened: 'Stripe says “No”.', because: 'what objects inherit is no code' },
])('a failure with $code and $message reads "$happened", because $because', ({ code, message, happened }) => {
  expect(explainFailure({ code, message }).happened).toBe(happened)
})

test.each([
  { status: 'errored', text: 'an earlier payout to it failed' },
  { status: 'verification_failed', text: 'its details could not be verified' },
  { status: 'tokenized_account_number_deactivated', text: 'its bank deactivated the account number' },
])('for a bank account that is $status the reason is that $text', ({ status, text }) => {
  expect(describeNeedsAttention(bankOf({ status }))).toBe(
    `Stripe sends no payouts to STRIPE TEST BANK •••• 6789 because ${text}`,
  )
})

test.each([
  {
    trace: { traceId: '091000', traceStatus: 'supported' },
    text: 'The bank can find it by the trace ID 091000.',
  },
  {
    trace: { traceStatus: 'pending' },
    text: 'The trace ID isn’t available yet; the bank provides it up to 10 days after arrival.',
  },
  { trace: { traceStatus: 'unsupported' }, text: 'The bank provides no trace ID for this payout.' },
  { trace: { traceStatus: null }, text: null },
  { trace: { traceStatus: 'pending', status: 'canceled' }, text: null },
  { trace: { traceStatus: 'pending', status: 'failed' }, text: null },
] as const)('for a payout with $trace the trace reads: $text', ({ trace, text }) => {
  expect(describeTrace(payoutOf(trace))).toBe(text)
})

test.each([
  { status: 'paid', arrivesOn: '2026-11-20', text: 'Arrived Fri 20 Nov', debit: 'Debited Fri 20 Nov' },
  { status: 'paid', arrivesOn: '2025-11-20', text: 'Arrived Thu 20 Nov 2025', debit: 'Debited Thu 20 Nov 2025' },
  { status: 'paid', arrivesOn: '2026-11-22', text: 'Arrived Sun 22 Nov', debit: 'Debited Sun 22 Nov' },
  {
    status: 'paid',
    arrivesOn: '2026-11-23',
    text: 'Expected Mon 23 Nov',
    debit: 'Expected Mon 23 Nov',
  },
  {
    status: 'in_transit',
    arrivesOn: '2026-11-22',
    text: 'Expected Sun 22 Nov',
    debit: 'Expected Sun 22 Nov',
  },
  {
    status: 'pending',
    arrivesOn: '2027-01-04',
    text: 'Expected Mon 4 Jan 2027',
    debit: 'Expected Mon 4 Jan 2027',
  },
  {
    status: 'in_transit',
    arrivesOn: '2026-11-20',
    text: 'Was expected Fri 20 Nov',
    debit: 'Was expected Fri 20 Nov',
  },
  { status: 'failed', arrivesOn: '2026-11-20', text: 'Not delivered', debit: 'Not debited' },
  { status: 'canceled', arrivesOn: '2026-11-24', text: 'Not sent', debit: 'Not debited' },
] as const)(
  'a payout that is $status for $arrivesOn reads "$text" on 22 November, a debit "$debit", by the day and never by an age',
  ({ status, arrivesOn, text, debit }) => {
    const today = requireCalendarDate('2026-11-22')
    expect(describeArrival(payoutOf({ status, arrivesOn }), today)).toBe(text)
    expect(describeArrival(payoutOf({ status, arrivesOn, amount: -500 }), today)).toBe(debit)
  },
)

test('of a payout to a financial account no status speaks of a bank, and no total of such payouts does', () => {
  const place = { destinationId: null, payoutMethodId: 'fa_1' }
  for (const status of PAYOUT_STATUSES)
    if (status !== 'failed') expect(explainPayoutStatus(payoutOf({ ...place, status }))).not.toMatch(/bank/)
  for (const arrivesOn of ['2026-11-20', '2026-11-24', null])
    for (const status of ['pending', 'in_transit'] as const) {
      const payouts = [payoutOf({ ...place, status, arrivesOn }), payoutOf({ ...place, id: 'po_2', status, arrivesOn })]
      const [cause] = describePayoutStatus(moneyOf({ payouts, balance: { available: [] } }))
      expect(`${cause?.headline} ${cause?.next}`).not.toMatch(/bank/)
      expect(`${cause?.headline} ${cause?.next}`).toMatch(/198\.00 USD/)
    }
})
