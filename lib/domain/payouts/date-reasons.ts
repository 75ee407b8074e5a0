import type { CalendarDate } from '../calendar/calendar-date'
import { describeMonthDay, LAST_MONTH_DAY } from '../settings/schedule-days'
import { joinWords } from '../text'

/** A reason why a payout is sent when it is, rather than simply on the day its schedule names. */
export type DateReason =
  /** The month is shorter than the scheduled day, so its last day `on` is used. */
  | { rule: 'month-end'; monthDay: number; on: CalendarDate }
  | { rule: 'weekend'; on: CalendarDate }
  | { rule: 'bank-holiday'; on: CalendarDate; name: string; isApproximate: boolean }
  /** Other scheduled days lead to the same sending day; there is one payout. A day may be listed twice. */
  | { rule: 'merged'; with: readonly CalendarDate[] }
  /** Nothing has settled on these sending days; the first funds settle on `settlesOn`. */
  | { rule: 'settled-funds'; settlesOn: CalendarDate; insteadOf: readonly CalendarDate[] }

/** Why a future date is less sure than the rest. */
export type Uncertainty = 'beyond-holiday-calendar' | 'no-holiday-calendar' | 'approximate-holiday'

/** A reason as a sentence; `day` formats a date. */
export function describeDateReason(reason: DateReason, day: (date: CalendarDate) => string): string {
  switch (reason.rule) {
    case 'month-end':
      return reason.monthDay === LAST_MONTH_DAY
        ? `The last day of this month is ${day(reason.on)}.`
        : `This month has no ${describeMonthDay(reason.monthDay).split(' ')[0]}, so its last day, ${day(reason.on)}, is used.`
    case 'weekend':
      return `${day(reason.on)} isn’t a business day, so the payout is sent on the next one.`
    case 'bank-holiday':
      return reason.isApproximate
        ? `${day(reason.on)} is expected to be a bank holiday (${reason.name}), so the payout is sent on the next business day.`
        : `${day(reason.on)} is a bank holiday (${reason.name}), so the payout is sent on the next business day.`
    case 'merged':
      return `Several scheduled days lead to this date (also ${listDays(reason.with, day)}), so there is one payout.`
    case 'settled-funds':
      return `The first funds settle on ${day(reason.settlesOn)}, so none is sent on ${listDays(reason.insteadOf, day)}.`
  }
}

/** An uncertainty as a sentence. */
export function describeUncertainty(uncertainty: Uncertainty): string {
  switch (uncertainty) {
    case 'beyond-holiday-calendar':
      return 'This date is beyond the holiday calendar, so only weekends are considered.'
    case 'no-holiday-calendar':
      return 'There is no holiday calendar for this country, so only weekends are considered.'
    case 'approximate-holiday':
      return 'A bank holiday near this date isn’t certain yet.'
  }
}

const DAYS_NAMED = 3

function listDays(dates: readonly CalendarDate[], day: (date: CalendarDate) => string): string {
  const names = [...new Set(dates)].map(day)
  if (names.length <= DAYS_NAMED) return joinWords(names)
  return `${names.slice(0, DAYS_NAMED - 1).join(', ')} and ${names.length - DAYS_NAMED + 1} more days`
}
