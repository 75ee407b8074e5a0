import { DAY_SECONDS, dayOfMonth, type Weekday, weekday } from './calendar.ts'

// Days that return every year, each as its midnight UTC.

export function date(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / 1000
}

/** The first, second, … Monday (or other weekday) of a month. */
export function nth(count: number, wanted: Weekday, year: number, month: number): number {
  return firstFrom(date(year, month, 1), wanted) + (count - 1) * 7 * DAY_SECONDS
}

export function last(wanted: Weekday, year: number, month: number): number {
  const fifth = nth(5, wanted, year, month)
  return dayOfMonth(fifth) > 28 ? fifth : fifth - 7 * DAY_SECONDS
}

/** The first such weekday on or after a day. */
export function firstFrom(from: number, wanted: Weekday): number {
  let day = from
  while (weekday(day) !== wanted) day += DAY_SECONDS
  return day
}

/** Adds a substitute for each holiday on one of these weekdays: the next day that is neither such a day nor a holiday. */
export function withSubstitutes(weekdays: readonly Weekday[], holidays: readonly number[]): number[] {
  const taken = [...holidays]
  for (const holiday of holidays) {
    if (!weekdays.includes(weekday(holiday))) continue
    let day = holiday
    while (weekdays.includes(weekday(day)) || taken.includes(day)) day += DAY_SECONDS
    taken.push(day)
  }
  return taken
}

export const maundyThursday = (year: number) => fromEaster(year, -3)
export const goodFriday = (year: number) => fromEaster(year, -2)
export const easterMonday = (year: number) => fromEaster(year, 1)
export const ascensionDay = (year: number) => fromEaster(year, 39)
export const whitMonday = (year: number) => fromEaster(year, 50)
export const corpusChristi = (year: number) => fromEaster(year, 60)
/** The Monday and Tuesday before Ash Wednesday. */
export const carnival = (year: number) => [fromEaster(year, -48), fromEaster(year, -47)]

/** By the anonymous Gregorian algorithm (Meeus, Jones, Butcher), with its usual letters. */
function fromEaster(year: number, days: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return date(year, Math.floor(n / 31), (n % 31) + 1) + days * DAY_SECONDS
}

/** By Meeus's algorithm for the Julian calendar, which is 13 days behind from 1900 to 2099. */
export function orthodoxEaster(year: number): number {
  const d = (19 * (year % 19) + 15) % 30
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
  const n = d + e + 114
  return date(year, Math.floor(n / 31), (n % 31) + 1) + 13 * DAY_SECONDS
}

/** The day of March or September on which the equinox falls, from 1980 to 2099: one tropical year per year, less leap days. */
export function equinox(in1980: number, year: number): number {
  const years = year - 1980
  return Math.floor(in1980 + 0.242194 * years) - Math.floor(years / 4)
}
