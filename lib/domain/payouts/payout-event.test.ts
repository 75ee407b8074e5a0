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
const closed =
  'the bank account is closed. Another bank account or card has to take its place; until then no scheduled payout goes there'

test.each<{ change: Partial<PayoutEvent>; told: string }>([
  {
    change: { status: 'pending' },
    told: `prepared a payout of 120.50 USD to ${BANK}, which should arrive Tue 24 Nov 2026 (estimated)`,
  },
  { change: {}, told: `sent a payout of 120.50 USD to ${BANK}, which should arrive Tue 24 Nov 2026 (estimated)` },
  {
    change: { method: 'instant' },
    told: `sent an instant payout of 120.50 USD to ${BANK}, which should arrive Tue 24 Nov 2026 (estimated)`,
  },
  { change: { status: 'paid' }, told: `says that the payout of 120.50 USD to ${BANK} has arrived` },
  {
    change: { status: 'paid', amount: 5_000, currency: 'jpy', destination: null },
    told: 'says that the payout of 5,000 JPY has arrived',
  },
  {
    change: { status: 'failed', failureCode: 'account_closed' },
    told: `could not deliver the payout of 120.50 USD to ${BANK}: ${closed}`,
  },
  {
    change: { status: 'failed', failureCode: 'new_code', failureMessage: 'The bank is on fire.' },
    told: `could not deliver the payout of 120.50 USD to ${BANK}: Stripe says “The bank is on fire”. Scheduled payouts go on once the details are updated or another account takes its place`,
  },
  {
    change: { status: 'canceled', method: 'instant' },
    told: `canceled the instant payout of 120.50 USD to ${BANK}; the money is back in the balance`,
  },
])('a payout with $change is recorded as what Stripe did: $told', ({ change, told }) => {
  expect(describePayoutEvent({ ...step, ...change })).toBe(told)
})

test.each<{ change: Partial<PayoutEvent>; told: string }>([
  { change: { status: 'paid' }, told: `took 45.00 USD from ${BANK} to cover a negative balance` },
  {
    change: { status: 'pending' },
    told: `is taking 45.00 USD from ${BANK} to cover a negative balance, which should be done Tue 24 Nov 2026 (estimated)`,
  },
  {
    change: { status: 'failed', failureCode: 'account_closed' },
    told: `could not take 45.00 USD from ${BANK} to cover a negative balance: ${closed}`,
  },
  {
    change: { status: 'canceled', destination: null },
    told: 'stopped taking 45.00 USD from the bank account to cover a negative balance',
  },
  {
    change: { status: 'paid', reverses: 'po_0' },
    told: `took 45.00 USD from ${BANK} to take back the payout po_0`,
  },
])('a negative amount with $change is a debit and never called a payout: $told', ({ change, told }) => {
  expect(describePayoutEvent({ ...step, amount: -4_500, ...change })).toBe(told)
})
