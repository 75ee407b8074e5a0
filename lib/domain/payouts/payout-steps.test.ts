import { expect, test } from 'vitest'
import { requireCalendarDate } from '../calendar/calendar-date'
import { payoutOf } from '../testing/account-money'
import { listPayoutSteps } from './payout-steps'

const TODAY = requireCalendarDate('2026-11-25')
const arrivesOn = requireCalendarDate('2026-11-24')

test.each([
  { status: 'pending', steps: ['Created', '…Sent to the bank', '…Was expected Tue 24 Nov'] },
  { status: 'in_transit', steps: ['Created', 'Sent to the bank', '…Was expected Tue 24 Nov'] },
  { status: 'paid', steps: ['Created', 'Sent to the bank', 'Arrived Tue 24 Nov'] },
  { status: 'failed', steps: ['Created', '!Failed: not delivered'] },
  { status: 'canceled', steps: ['Created', 'Canceled: not sent'] },
  { status: null, steps: ['Created', '?Arrival date Tue 24 Nov'] },
] as const)('the steps of a payout that is $status are $steps', ({ status, steps }) => {
  const listed = listPayoutSteps(payoutOf({ status, arrivesOn }), TODAY)
  expect(
    listed.map(
      ({ label, isDone, isFailure }) => `${isFailure ? '!' : isDone ? '' : isDone === null ? '?' : '…'}${label}`,
    ),
  ).toEqual(steps)
})

test('while payouts are paused, the last step of a pending payout promises no day', () => {
  const steps = listPayoutSteps(payoutOf({ status: 'pending', arrivesOn }), TODAY, 'Held by the pause')
  expect(steps.at(-1)).toMatchObject({ label: 'Held by the pause', isDone: false })
})

test('a payout to a financial account is sent to no bank, and the bank is debited where the amount is negative', () => {
  const labels = (changes: object) =>
    listPayoutSteps(payoutOf({ status: 'paid', ...changes }), TODAY).map((s) => s.label)
  expect(labels({ destinationId: null, payoutMethodId: 'fa_1' })).toContain('Sent')
  expect(labels({ amount: -500 })).toContain('Debit sent to the bank')
})
