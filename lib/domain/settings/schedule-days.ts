import { WEEKDAYS, type Weekday } from '../calendar/weekday'

/** Stripe docs, balance settings: Saturday and Sunday were removed with 2025-09-30.clover. */
export const PAYOUT_WEEKDAYS: readonly Weekday[] = WEEKDAYS.slice(0, 5)
export const FIRST_MONTH_DAY = 1
export const LAST_MONTH_DAY = 31
/** Stripe docs: days 29 to 31 slide to the last day of a month that lacks them. */
export const FIRST_SLIDING_MONTH_DAY = 29

/** Where Stripe offers daily payouts only. */
export const ONLY_DAILY = 'In this country, payouts are always automatic and daily.'

/** A day of the month in words. Never "31st": Stripe treats 31 as the last day, whichever that is. */
export function describeMonthDay(monthDay: number): string {
  if (monthDay === LAST_MONTH_DAY) return 'last day'
  const name = `${monthDay}${ordinalEnding(monthDay)}`
  return monthDay >= FIRST_SLIDING_MONTH_DAY ? `${name} (last day in shorter months)` : name
}

/** Whether a number is a day of the month: a whole number from 1 to 31. */
export function isMonthDay(monthDay: number): boolean {
  return Number.isInteger(monthDay) && monthDay >= FIRST_MONTH_DAY && monthDay <= LAST_MONTH_DAY
}

function ordinalEnding(number: number): string {
  if (number >= 11 && number <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][number % 10] ?? 'th'
}
