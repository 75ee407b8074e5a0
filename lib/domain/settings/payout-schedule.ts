import { offeredIntervals, type PayoutInterval } from '../accounts/country-rules'
import { WEEKDAYS, type Weekday } from '../calendar/weekday'
import { capitalize, joinWords } from '../text'
import {
  describeMonthDay,
  FIRST_MONTH_DAY,
  isMonthDay,
  LAST_MONTH_DAY,
  ONLY_DAILY,
  PAYOUT_WEEKDAYS,
} from './schedule-days'

/** When Stripe makes automatic payouts. `monthDays` are 1 to 31; 31 means the last day of the month. */
export type PayoutSchedule =
  | { interval: 'manual' }
  | { interval: 'daily' }
  | { interval: 'weekly'; weekdays: readonly Weekday[] }
  | { interval: 'monthly'; monthDays: readonly number[] }

export type ScheduleProblem =
  | { problem: 'interval-not-offered'; interval: PayoutInterval; offered: readonly PayoutInterval[] }
  | { problem: 'no-weekday' }
  | { problem: 'weekday-not-offered'; weekday: Weekday }
  | { problem: 'no-month-day' }
  | { problem: 'no-such-month-day'; monthDay: number }

/** What is wrong with a schedule in a country (ISO 3166); empty where nothing is. Stripe decides in the end. */
export function scheduleProblems(schedule: PayoutSchedule, country: string | null): ScheduleProblem[] {
  const { interval } = schedule
  const offered = offeredIntervals(country)
  const problems: ScheduleProblem[] = offered.includes(interval)
    ? []
    : [{ problem: 'interval-not-offered', interval, offered }]
  switch (schedule.interval) {
    case 'manual':
    case 'daily':
      return problems
    case 'weekly':
      if (schedule.weekdays.length === 0) return [...problems, { problem: 'no-weekday' }]
      return [
        ...problems,
        ...distinct(schedule.weekdays)
          .filter((weekday) => !PAYOUT_WEEKDAYS.includes(weekday))
          .map((weekday): ScheduleProblem => ({ problem: 'weekday-not-offered', weekday })),
      ]
    case 'monthly':
      if (schedule.monthDays.length === 0) return [...problems, { problem: 'no-month-day' }]
      return [
        ...problems,
        ...distinct(schedule.monthDays)
          .filter((monthDay) => !isMonthDay(monthDay))
          .map((monthDay): ScheduleProblem => ({ problem: 'no-such-month-day', monthDay })),
      ]
  }
}

/** Whether a schedule names a day: one that Stripe answers may not. */
export const isUsableSchedule = (schedule: PayoutSchedule): boolean =>
  scheduleProblems(schedule, null).every(({ problem }) => problem === 'weekday-not-offered')

/** A schedule problem in words. */
export function describeScheduleProblem(problem: ScheduleProblem): string {
  switch (problem.problem) {
    case 'interval-not-offered':
      return problem.offered.length === 1
        ? ONLY_DAILY
        : `${capitalize(problem.interval)} payouts are not offered in this country.`
    case 'no-weekday':
      return 'Choose at least one weekday.'
    case 'weekday-not-offered':
      return `${capitalize(problem.weekday)} cannot be chosen: payouts are sent from Monday to Friday.`
    case 'no-month-day':
      return 'Choose at least one day of the month.'
    case 'no-such-month-day':
      return `Choose days of the month between ${FIRST_MONTH_DAY} and ${LAST_MONTH_DAY}.`
  }
}

/** The same schedule with its days in order and each once, so that equal schedules compare equal. */
export function canonicalSchedule(schedule: PayoutSchedule): PayoutSchedule {
  switch (schedule.interval) {
    case 'manual':
    case 'daily':
      return { interval: schedule.interval }
    case 'weekly':
      return { interval: 'weekly', weekdays: WEEKDAYS.filter((weekday) => schedule.weekdays.includes(weekday)) }
    case 'monthly':
      return { interval: 'monthly', monthDays: distinct(schedule.monthDays).sort((a, b) => a - b) }
  }
}

/** Whether two schedules pay on the same days. */
export function isSameSchedule(first: PayoutSchedule, second: PayoutSchedule): boolean {
  return JSON.stringify(canonicalSchedule(first)) === JSON.stringify(canonicalSchedule(second))
}

/** A schedule in plain words: "Every Monday and Thursday", "On the 5th and 20th of each month", "Daily", "Manual". */
export function describeSchedule(schedule: PayoutSchedule): string {
  const canonical = canonicalSchedule(schedule)
  switch (canonical.interval) {
    case 'manual':
      return 'Manual'
    case 'daily':
      return 'Daily'
    case 'weekly':
      if (canonical.weekdays.length === 0) return 'Every week, on no day yet'
      return `Every ${joinWords(canonical.weekdays.map(capitalize))}`
    case 'monthly':
      if (canonical.monthDays.length === 0) return 'Every month, on no day yet'
      return `On the ${joinWords(canonical.monthDays.map(describeMonthDay))} of each month`
  }
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)]
}
