import { expect, test } from 'vitest'
import { requireCalendarDate } from '../calendar/calendar-date'
import { describePayoutEvent, type PayoutEvent } from './payout-event'

const step: PayoutEvent = {
  payoutId: 'po_1',
  amount: 12_050,
  currency: 'usd',
  status: 'in_transit',
  method: 'standard',
  automatic: true,
  arrivesOn: requireCalendarDate('2026-11-24'),
  destination: 'STRIPE TEST BANK •••• 6789',
  failureCode: null,
  failureMessage: null,
}
const BANK = 'STRIPE TEST BANK •••• 6789'
const resume = 'Automatic payouts resume once another bank account or card replaces it'

test.each<{ change: Partial<PayoutEvent>; text: string }>([
  {
    change: { status: 'pending' },
    text: `created a payout of 120.50 USD to ${BANK}, expected Tue 24 Nov 2026`,
  },
  { change: {}, text: `sent a payout of 120.50 USD to ${BANK}, expected Tue 24 Nov 2026` },
  {
    change: { method: 'instant' },
    text: `sent an instant payout of 120.50 USD to ${BANK}, expected Tue 24 Nov 2026`,
  },
  { change: { status: 'paid' }, text: `reported that the payout of 120.50 USD to ${BANK} arrived` },
  {
    change: { status: 'paid', amount: 5_000, currency: 'jpy', destination: null },
    text: 'reported that the payout of 5,000 JPY arrived',
  },
  {
    change: { status: 'failed', failureCode: 'account_closed' },
    text: `reported that the payout of 120.50 USD to ${BANK} failed: the bank account is closed. The funds were returned to the balance. ${resume}`,
  },
  {
    change: { status: 'failed', failureCode: 'new_code', failureMessage: 'The bank is on fire.' },
    text: `reported that the payout of 120.50 USD to ${BANK} failed: Stripe says “The bank is on fire”. The funds were returned to the balance. Automatic payouts resume once its details are updated or another account replaces it`,
  },
  {
    change: { status: 'canceled', method: 'instant' },
    text: `canceled the instant payout of 120.50 USD to ${BANK}; the funds were returned to the balance`,
  },
])('a payout with $change is recorded as what Stripe did: $text', ({ change, text }) => {
  expect(describePayoutEvent({ ...step, ...change })).toBe(text)
})

test.each<{ change: Partial<PayoutEvent>; text: string }>([
  { change: { status: 'paid' }, text: `debited 45.00 USD from ${BANK} to cover a negative balance` },
  {
    change: { status: 'pending' },
    text: `is debiting 45.00 USD from ${BANK} to cover a negative balance, expected Tue 24 Nov 2026`,
  },
  {
    change: { status: 'failed', failureCode: 'account_closed' },
    text: `could not debit 45.00 USD from ${BANK} to cover a negative balance: the bank account is closed. ${resume}`,
  },
  {
    change: { status: 'canceled', destination: null },
    text: 'canceled the debit of 45.00 USD from the bank account to cover a negative balance',
  },
  {
    change: { status: 'paid', reverses: 'po_0' },
    text: `debited 45.00 USD from ${BANK} to reverse the payout po_0`,
  },
])('a negative amount with $change is a debit and never called a payout: $text', ({ change, text }) => {
  expect(describePayoutEvent({ ...step, amount: -4_500, ...change })).toBe(text)
})
