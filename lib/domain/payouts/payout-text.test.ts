import { expect, test } from 'vitest'
import { requireCalendarDate } from '../calendar/calendar-date'
import { bankOf, payoutOf } from '../testing/account-money'
import { describeArrival, describeNeedsAttention, describeTrace, explainFailure } from './payout-text'

const CODES = [
  ...['account_closed', 'account_frozen', 'bank_account_restricted', 'bank_ownership_changed', 'could_not_process'],
  ...['debit_not_authorized', 'declined', 'incorrect_account_holder_name', 'incorrect_account_holder_address'],
  ...['incorrect_account_holder_tax_id', 'incorrect_account_holder_details', 'incorrect_account_type'],
  ...['insufficient_funds', 'invalid_account_number', 'invalid_account_number_length', 'invalid_currency'],
  ...['issuer_unavailable', 'exceeds_amount_limit', 'exceeds_count_limit', 'no_account', 'unsupported_card'],
]

test('every failure code of Stripe has words of its own, so no two causes read the same', () => {
  const told = CODES.map((code) => explainFailure({ code, message: 'Stripe’s own sentence.' }).happened)
  expect(new Set(told).size).toBe(CODES.length)
  expect(told.filter((happened) => happened.includes('Stripe'))).toEqual([])
})

test('no failure is answered with "try again", because Stripe sends nothing before the details are updated', () => {
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
  { status: 'errored', told: 'an earlier payout there failed' },
  { status: 'verification_failed', told: 'its details could not be verified' },
  { status: 'tokenized_account_number_deactivated', told: 'its bank has switched the account number off' },
])('a bank account that is $status says that $told, so that each cause has its own words', ({ status, told }) => {
  expect(describeNeedsAttention(bankOf({ status }))).toBe(
    `Stripe sends nothing to STRIPE TEST BANK •••• 6789 because ${told}`,
  )
})

test.each([
  {
    trace: { traceId: '091000', traceStatus: 'supported' },
    told: 'The bank can search for it by the trace ID 091000.',
  },
  {
    trace: { traceStatus: 'pending' },
    told: 'The bank’s trace ID is not there yet; it comes up to 10 days after arrival.',
  },
  { trace: { traceStatus: 'unsupported' }, told: 'The bank gives no trace ID for this payout.' },
  { trace: { traceStatus: null }, told: null },
  { trace: { traceStatus: 'pending', status: 'canceled' }, told: null },
  { trace: { traceStatus: 'pending', status: 'failed' }, told: null },
] as const)('a payout with $trace tells of its trace: $told', ({ trace, told }) => {
  expect(describeTrace(payoutOf(trace))).toBe(told)
})

test.each([
  { status: 'paid', arrivesOn: '2026-11-20', told: 'Arrived Fri 20 Nov', debit: 'Taken Fri 20 Nov' },
  { status: 'paid', arrivesOn: '2025-11-20', told: 'Arrived Thu 20 Nov 2025', debit: 'Taken Thu 20 Nov 2025' },
  { status: 'paid', arrivesOn: '2026-11-22', told: 'Arrived Sun 22 Nov', debit: 'Taken Sun 22 Nov' },
  {
    status: 'paid',
    arrivesOn: '2026-11-23',
    told: 'Should arrive Mon 23 Nov (estimated)',
    debit: 'Should be taken Mon 23 Nov (estimated)',
  },
  {
    status: 'in_transit',
    arrivesOn: '2026-11-22',
    told: 'Should arrive Sun 22 Nov (estimated)',
    debit: 'Should be taken Sun 22 Nov (estimated)',
  },
  {
    status: 'pending',
    arrivesOn: '2027-01-04',
    told: 'Should arrive Mon 4 Jan 2027 (estimated)',
    debit: 'Should be taken Mon 4 Jan 2027 (estimated)',
  },
  {
    status: 'in_transit',
    arrivesOn: '2026-11-20',
    told: 'Should have arrived Fri 20 Nov',
    debit: 'Should have been taken Fri 20 Nov',
  },
  { status: 'failed', arrivesOn: '2026-11-20', told: 'Did not arrive', debit: 'Was not taken' },
  { status: 'canceled', arrivesOn: '2026-11-24', told: 'Did not leave', debit: 'Was not taken' },
] as const)(
  'a payout that is $status for $arrivesOn reads "$told" on 22 November, a debit "$debit", by the day and never by an age',
  ({ status, arrivesOn, told, debit }) => {
    const today = requireCalendarDate('2026-11-22')
    expect(describeArrival(payoutOf({ status, arrivesOn }), today)).toBe(told)
    expect(describeArrival(payoutOf({ status, arrivesOn, amount: -500 }), today)).toBe(debit)
  },
)
