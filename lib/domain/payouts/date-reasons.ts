import type { CalendarDate } from '../calendar/calendar-date'
import { describeMonthDay, joinWords, LAST_MONTH_DAY } from '../settings/payout-schedule'

/** A reason why a payout is sent when it is, rather than simply on the day its schedule names. */
export type DateReason =
  /** The month is shorter than the day asked for, so its last day `on` stands in. */
  | { rule: 'month-end'; monthDay: number; on: CalendarDate }
  | { rule: 'weekend'; on: CalendarDate }
  | { rule: 'bank-holiday'; on: CalendarDate; name: string; isApproximate: boolean }
  /** Other scheduled days lead to the same sending day; there is one payout. A day may be listed twice. */
  | { rule: 'merged'; with: readonly CalendarDate[] }
  /** The account's first payout is held; these sending days pass without one. */
  | { rule: 'first-payout-hold'; until: CalendarDate; insteadOf: readonly CalendarDate[] }
  /** Nothing has settled on these sending days; the first funds settle on `settlesOn`. */
  | { rule: 'settled-funds'; settlesOn: CalendarDate; insteadOf: readonly CalendarDate[] }

/** Why a future date is less sure than the rest. */
export type Uncertainty = 'beyond-holiday-calendar' | 'no-holiday-calendar' | 'approximate-holiday'

/** A rule as a sentence. `day` writes a date the way the reader likes it. */
export function describeDateReason(rule: DateReason, day: (date: CalendarDate) => string): string {
  switch (rule.rule) {
    case 'month-end':
      return rule.monthDay === LAST_MONTH_DAY
        ? `The last day of this month is ${day(rule.on)}.`
        : `This month has no ${describeMonthDay(rule.monthDay).split(' ')[0]}, so its last day, ${day(rule.on)}, is used.`
    case 'weekend':
      return `${day(rule.on)} is a weekend day; payouts go on the next business day.`
    case 'bank-holiday':
      return rule.isApproximate
        ? `${day(rule.on)} is expected to be a bank holiday (${rule.name}, date not certain); payouts go on the next business day.`
        : `${day(rule.on)} is a bank holiday (${rule.name}); payouts go on the next business day.`
    case 'merged':
      return `More than one scheduled day leads to this date (also ${listDays(rule.with, day)}), so there is one payout.`
    case 'first-payout-hold':
      return `The account's first payout is held until ${day(rule.until)}, so none is sent on ${listDays(rule.insteadOf, day)}.`
    case 'settled-funds':
      return `The first funds settle on ${day(rule.settlesOn)}, so nothing can be sent on ${listDays(rule.insteadOf, day)}.`
  }
}

/** An uncertainty as a sentence. */
export function describeUncertainty(uncertainty: Uncertainty): string {
  switch (uncertainty) {
    case 'beyond-holiday-calendar':
      return 'This date is beyond the holiday calendar: only weekends are counted.'
    case 'no-holiday-calendar':
      return 'No bank holidays are listed for this country: only weekends are counted.'
    case 'approximate-holiday':
      return 'A bank holiday near this date is not yet certain.'
  }
}

const DAYS_NAMED = 3

function listDays(dates: readonly CalendarDate[], day: (date: CalendarDate) => string): string {
  const names = [...new Set(dates)].map(day)
  if (names.length <= DAYS_NAMED) return joinWords(names)
  return `${names.slice(0, DAYS_NAMED - 1).join(', ')} and ${names.length - DAYS_NAMED + 1} more days`
}
