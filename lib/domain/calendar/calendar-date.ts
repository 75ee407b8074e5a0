import { WEEKDAYS, type Weekday } from './weekday'

declare const calendarDateBrand: unique symbol

/** A day of the calendar, `YYYY-MM-DD`, years 0001 to 9999. It has no time and no zone. Sorts and compares as text. */
export type CalendarDate = string & { readonly [calendarDateBrand]: 'CalendarDate' }

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/

/** The date a text names, or null where it is not `YYYY-MM-DD` or names a day that does not exist. */
export function parseCalendarDate(text: string): CalendarDate | null {
  const match = SHAPE.exec(text)
  if (!match) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const exists = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  return exists ? (text as CalendarDate) : null
}

/** As parseCalendarDate, for texts that must be dates: throws RangeError where one is not. */
export function requireCalendarDate(text: string): CalendarDate {
  const date = parseCalendarDate(text)
  if (date === null) throw new RangeError(`Not a date: ${text}`)
  return date
}

/** The date of a year, a month (1 to 12) and a day. Throws RangeError where there is no such day. */
export function calendarDate(year: number, month: number, day: number): CalendarDate {
  return requireCalendarDate(`${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`)
}

/** Year, month (1 to 12) and day of a date. */
export function partsOfDate(date: CalendarDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

/** How many days a month (1 to 12) has in a year of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days since 1970-01-01, which is 0. Whole numbers make long runs of dates cheap to walk. */
export function dayNumber(date: CalendarDate): number {
  const { year, month, day } = partsOfDate(date)
  return dayNumberOf(year, month, day)
}

/** As dayNumber, for the parts. Does not check them. */
export function dayNumberOf(year: number, month: number, day: number): number {
  // Years begin in March here, so that the leap day is the last one.
  const shiftedYear = month <= 2 ? year - 1 : year
  const era = Math.floor(shiftedYear / 400)
  const yearOfEra = shiftedYear - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The date of a day number. Throws RangeError outside the years 0001 to 9999. */
export function dateOfDayNumber(number: number): CalendarDate {
  if (!Number.isInteger(number) || number < FIRST_DAY_NUMBER || number > LAST_DAY_NUMBER) {
    throw new RangeError(`No calendar date has the day number ${number}`)
  }
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}` as CalendarDate
}

/** The date a number of days later, or earlier where it is negative. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return dateOfDayNumber(dayNumber(date) + days)
}

/** The same day of the month some months later; the last day where that month is shorter. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = partsOfDate(date)
  const total = year * 12 + (month - 1) + months
  const newYear = Math.floor(total / 12)
  const newMonth = total - newYear * 12 + 1
  return calendarDate(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)))
}

/** Days from one date to another: positive where the second is later. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** Negative where the first date is earlier, 0 where they are the same, positive where it is later. */
export function compareDates(first: CalendarDate, second: CalendarDate): number {
  return first < second ? -1 : first > second ? 1 : 0
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayIndex(number: number): number {
  // 1970-01-01, day 0, was a Thursday.
  return (((number + 3) % 7) + 7) % 7
}

/** The weekday of a date. */
export function weekdayOf(date: CalendarDate): Weekday {
  return WEEKDAYS[weekdayIndex(dayNumber(date))] ?? 'monday'
}

const FIRST_DAY_NUMBER = dayNumberOf(1, 1, 1)
const LAST_DAY_NUMBER = dayNumberOf(9999, 12, 31)

function padded(number: number, width: number): string {
  return String(number).padStart(width, '0')
}
