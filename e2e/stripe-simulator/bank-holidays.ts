import { type BankCalendar, DAY_SECONDS, dayOfMonth, type Weekday, weekday } from './calendar.ts'
import { findCountry } from './countries.ts'
import type { Account } from './state.ts'

/** The holidays of a year, each as the midnight UTC of its day; those on a weekend may be among them. */
type YearRule = (year: number) => readonly number[]

/** Works each year out once, however many accounts ask. */
class ComputedCalendar implements BankCalendar {
  readonly #rule: YearRule
  readonly #years = new Map<number, ReadonlySet<number>>()

  constructor(rule: YearRule) {
    this.#rule = rule
  }

  isHoliday(day: number): boolean {
    const year = new Date(day * 1000).getUTCFullYear()
    let holidays = this.#years.get(year)
    if (!holidays) {
      holidays = new Set(this.#rule(year))
      this.#years.set(year, holidays)
    }
    return holidays.has(day)
  }
}

const SUNDAY: readonly Weekday[] = ['sunday']
const WEEKEND: readonly Weekday[] = ['saturday', 'sunday']

// Every rule is as it has been since 2022, for earlier years too. All are [from memory]: none is Stripe's own.

/** The Federal Reserve's eleven: those on a Sunday are observed on Monday, those on a Saturday not at all. */
const UNITED_STATES: YearRule = (year) =>
  withSubstitutes(SUNDAY, [
    date(year, 1, 1),
    nth(3, 'monday', year, 1), // Martin Luther King Jr.
    nth(3, 'monday', year, 2), // Washington's Birthday
    last('monday', year, 5), // Memorial Day
    date(year, 6, 19), // Juneteenth
    date(year, 7, 4),
    nth(1, 'monday', year, 9), // Labor Day
    nth(2, 'monday', year, 10), // Columbus Day
    date(year, 11, 11), // Veterans Day
    nth(4, 'thursday', year, 11), // Thanksgiving
    date(year, 12, 25),
  ])

const ENGLAND_AND_WALES: YearRule = (year) =>
  withSubstitutes(WEEKEND, [
    date(year, 1, 1),
    goodFriday(year),
    easterMonday(year),
    nth(1, 'monday', year, 5),
    last('monday', year, 5),
    last('monday', year, 8),
    date(year, 12, 25),
    date(year, 12, 26),
  ])

/** The days on which euro payments stand still everywhere; without substitutes. */
const TARGET: YearRule = (year) => [
  date(year, 1, 1),
  goodFriday(year),
  easterMonday(year),
  date(year, 5, 1),
  date(year, 12, 25),
  date(year, 12, 26),
]

/** What every state has. Anzac Day is not made up for everywhere. */
const AUSTRALIA: YearRule = (year) => [
  ...withSubstitutes(WEEKEND, [date(year, 1, 1), date(year, 1, 26), date(year, 12, 25), date(year, 12, 26)]),
  goodFriday(year),
  easterMonday(year),
  date(year, 4, 25),
  nth(2, 'monday', year, 6), // the King's Birthday, as most states have it
]

/** The public holidays, and the days around New Year on which banks are closed as well. */
const JAPAN: YearRule = (year) => {
  const named = [
    date(year, 1, 1),
    nth(2, 'monday', year, 1), // Coming of Age
    date(year, 2, 11), // Foundation
    date(year, 2, 23), // the Emperor's Birthday
    date(year, 3, equinox(20.8431, year)),
    date(year, 4, 29), // Shōwa
    date(year, 5, 3), // Constitution
    date(year, 5, 4), // Greenery
    date(year, 5, 5), // Children
    nth(3, 'monday', year, 7), // Sea
    date(year, 8, 11), // Mountain
    nth(3, 'monday', year, 9), // Respect for the Aged
    date(year, 9, equinox(23.2488, year)),
    nth(2, 'monday', year, 10), // Sports
    date(year, 11, 3), // Culture
    date(year, 11, 23), // Labour Thanksgiving
  ]
  // A day between two holidays is one too.
  const between = named.map((day) => day + DAY_SECONDS).filter((day) => named.includes(day + DAY_SECONDS))
  const banks = [date(year, 1, 2), date(year, 1, 3), date(year, 12, 31)]
  return [...withSubstitutes(SUNDAY, named), ...between, ...banks]
}

const WEEKENDS_ONLY: BankCalendar = { isHoliday: () => false }
const EURO_AREA = new ComputedCalendar(TARGET)
const BY_COUNTRY: Readonly<Record<string, BankCalendar>> = {
  AU: new ComputedCalendar(AUSTRALIA),
  GB: new ComputedCalendar(ENGLAND_AND_WALES),
  JP: new ComputedCalendar(JAPAN),
  US: new ComputedCalendar(UNITED_STATES),
}

/**
 * When banks work for an account's money: as its country has it, but euro go by TARGET from everywhere [assumption].
 * Countries whose holidays are not known here have weekends only [assumption].
 */
export function calendarOf(
  { country, default_currency }: Pick<Account, 'country' | 'default_currency'>,
  currency = default_currency,
): BankCalendar {
  if (currency === 'eur' || findCountry(country)?.currency === 'eur') return EURO_AREA
  return (Object.hasOwn(BY_COUNTRY, country) ? BY_COUNTRY[country] : undefined) ?? WEEKENDS_ONLY
}

function date(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / 1000
}

/** The first, second, … such weekday of a month. */
function nth(count: number, wanted: Weekday, year: number, month: number): number {
  let day = date(year, month, 1)
  while (weekday(day) !== wanted) day += DAY_SECONDS
  return day + (count - 1) * 7 * DAY_SECONDS
}

function last(wanted: Weekday, year: number, month: number): number {
  const fifth = nth(5, wanted, year, month)
  return dayOfMonth(fifth) > 28 ? fifth : fifth - 7 * DAY_SECONDS
}

/** A holiday on one of these weekdays is made up for on the next day that is neither such a day nor a holiday. */
function withSubstitutes(weekdays: readonly Weekday[], holidays: readonly number[]): number[] {
  const taken = [...holidays]
  for (const holiday of holidays) {
    if (!weekdays.includes(weekday(holiday))) continue
    let day = holiday
    while (weekdays.includes(weekday(day)) || taken.includes(day)) day += DAY_SECONDS
    taken.push(day)
  }
  return taken
}

function goodFriday(year: number): number {
  return easterSunday(year) - 2 * DAY_SECONDS
}

function easterMonday(year: number): number {
  return easterSunday(year) + DAY_SECONDS
}

/** The anonymous Gregorian algorithm (Meeus, Jones, Butcher), with its customary letters. */
function easterSunday(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return date(year, Math.floor(n / 31), (n % 31) + 1)
}

/** The day of March or September, good from 1980 to 2099: where it fell in 1980, a tropical year on, less the leap days. */
function equinox(in1980: number, year: number): number {
  const years = year - 1980
  return Math.floor(in1980 + 0.242194 * years) - Math.floor(years / 4)
}
