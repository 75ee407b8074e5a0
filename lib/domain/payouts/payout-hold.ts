import { addDays, type CalendarDate, parseCalendarDate } from '../calendar/calendar-date'
import { formatDay } from '../calendar/format-day'
import type { Payout } from './payout'
import { PAUSE_HOLDS_DAYS, type PayoutPause } from './payouts-disabled'

/** Outstanding payouts of one status while payouts are paused or disabled, in words that promise no day. */
export type HeldPayouts = {
  /** The rest of a sentence about their amount: "is held by the pause". */
  is: string
  /** In place of an arrival date. */
  arrival: string
  /** What becomes of them. */
  next: string
}

/**
 * What a pause does to payouts that were already made. Stripe docs, pausing payouts: pending ones resume when the pause
 * is lifted, and are otherwise canceled up to 10 days after they were made. Of those that were handed to the bank, and of
 * payouts that Stripe disabled, it doesn't say. `payouts` is not empty and of one status; `today` is the account's day.
 */
export function describeHeld(payouts: readonly Payout[], pause: PayoutPause, today: CalendarDate): HeldPayouts {
  const isPending = payouts.every(({ status }) => status === 'pending')
  const is = isPending ? 'is pending' : 'is in transit'
  if (pause === 'disabled')
    return {
      is,
      arrival: 'No date while payouts are disabled',
      next: 'Payouts are disabled, so no arrival date is known.',
    }
  if (pause === 'maybe_paused')
    return {
      is,
      arrival: 'No date while payouts may be paused',
      next: 'Payouts may be paused, so no arrival date is known.',
    }
  if (!isPending)
    return { is, arrival: 'No date while payouts are paused', next: 'Payouts are paused, so no arrival date is known.' }
  const isOne = payouts.length === 1
  const ends = payouts.flatMap(({ createdAt }) => {
    const madeOn = createdAt && parseCalendarDate(createdAt.toISOString().slice(0, 10))
    return madeOn ? [addDays(madeOn, PAUSE_HOLDS_DAYS)] : []
  })
  const [firstEnd] = ends.sort()
  const by = firstEnd && firstEnd >= today ? ` (${isOne ? '' : 'the first '}by ${formatDay(firstEnd, today)})` : ''
  return {
    is: 'is held by the pause',
    arrival: 'Held by the pause',
    next: `${isOne ? 'It resumes' : 'They resume'} when the platform lifts the pause. Otherwise Stripe cancels ${isOne ? 'it' : 'each'} after up to ${PAUSE_HOLDS_DAYS} days${by} and returns the funds to the balance.`,
  }
}
