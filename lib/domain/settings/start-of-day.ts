import { addDays, type CalendarDate } from '../calendar/calendar-date'
import { instantAt, localTimeAt, type ZonedInstant } from '../calendar/time-zone'

/**
 * The local moment at which an account's payout day begins. Stripe takes `minutes` 0 or 30 only; the arithmetic here
 * works for any minute. `zone` is an IANA name (Stripe's `timezone`).
 */
export type StartOfDay = { hour: number; minutes: number; zone: string }

/** Stripe docs, customized start of day: midnight UTC unless the platform or account says otherwise. */
export const UTC_MIDNIGHT: StartOfDay = { hour: 0, minutes: 0, zone: 'Etc/UTC' }

/**
 * The payout day an instant (epoch milliseconds) belongs to. A day that starts at 06:00 holds what happens from 06:00
 * to 06:00 of the next date, and is called by the date it starts on (Stripe docs, customized start of day).
 */
export function payoutDayOf(instant: number, startOfDay: StartOfDay): CalendarDate {
  const { date } = localTimeAt(instant, startOfDay.zone)
  // Compare instants, not clock times: in the hour that comes twice, the clock runs backwards.
  return instant < payoutDayStart(date, startOfDay).instant ? addDays(date, -1) : date
}

/** The instant at which a payout day begins, which is also the cut-off of the day before. */
export function payoutDayStart(date: CalendarDate, { hour, minutes, zone }: StartOfDay): ZonedInstant {
  return instantAt({ date, minuteOfDay: hour * 60 + minutes }, zone)
}

/**
 * When a new start of day takes hold: the next time that local moment comes after it was saved, not at once (Stripe
 * docs, customized start of day: midnight Singapore set at 07:00 there takes hold 17 hours later). Epoch milliseconds.
 */
export function startOfDayTakesEffectAt(savedAt: number, next: StartOfDay): number {
  let { date } = localTimeAt(savedAt, next.zone)
  let start = payoutDayStart(date, next).instant
  while (start <= savedAt) {
    date = addDays(date, 1)
    start = payoutDayStart(date, next).instant
  }
  return start
}

/**
 * The payout day of an instant around a change of the start of day. Payments made before the change takes hold keep
 * the day they had (Stripe docs, customized start of day).
 */
export function payoutDayAcrossChange(
  instant: number,
  change: { before: StartOfDay; after: StartOfDay; savedAt: number },
): CalendarDate {
  const hasTakenEffect = instant >= startOfDayTakesEffectAt(change.savedAt, change.after)
  return payoutDayOf(instant, hasTakenEffect ? change.after : change.before)
}
