import type { CalendarDate } from '../calendar/calendar-date'
import type { Payout } from './payout'
import { describeArrival, labelPayoutStatus } from './payout-text'

/** `at` where Stripe says the time. `isDone` is null where it isn't known whether the step has happened. */
export type PayoutStep = { label: string; at: Date | null; isDone: boolean | null; isFailure: boolean }

/**
 * How far a payout is, its first step first. Stripe says when a payout was created and the day of its arrival, but not when
 * it was sent to the bank, or when it failed or was canceled.
 *
 * @param arrival in place of the day of arrival, for example while payouts are paused
 * @param today the account's payout day
 */
export function listPayoutSteps(payout: Payout, today: CalendarDate, arrival?: string): PayoutStep[] {
  const { status, createdAt, amount, destinationId, payoutMethodId } = payout
  const created: PayoutStep = { label: 'Created', at: createdAt, isDone: true, isFailure: false }
  const end = arrival ?? describeArrival(payout, today)
  switch (status) {
    case 'failed':
    case 'canceled': {
      const label = `${labelPayoutStatus(status)}: ${end.charAt(0).toLowerCase()}${end.slice(1)}`
      return [created, { label, at: null, isDone: true, isFailure: status === 'failed' }]
    }
    case null:
      return [created, { label: end, at: null, isDone: null, isFailure: false }]
    case 'pending':
    case 'in_transit':
    case 'paid': {
      const isElsewhere = destinationId === null && payoutMethodId !== null
      const sent = isElsewhere ? 'Sent' : amount < 0 ? 'Debit sent to the bank' : 'Sent to the bank'
      return [
        created,
        { label: sent, at: null, isDone: status !== 'pending', isFailure: false },
        { label: end, at: null, isDone: status === 'paid', isFailure: false },
      ]
    }
  }
}
