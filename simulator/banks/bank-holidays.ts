import { type BankCalendar, DAY_SECONDS, type Weekday } from '../time/calendar.ts'
import {
  ascensionDay,
  date,
  easterMonday,
  equinox,
  firstFrom,
  goodFriday,
  last,
  maundyThursday,
  nth,
  whitMonday,
  withSubstitutes,
} from '../time/yearly-dates.ts'
import type { Account } from '../world/state.ts'
import { findCountry } from './countries.ts'
import { emirates, hongKong, india, indonesia, malaysia, singapore, thailand } from './holidays-by-moon.ts'
import { brazil, czechia, hungary, ireland, mexico, poland, romania } from './holidays-by-rule.ts'

/** The holidays of a year, each as its midnight UTC. They may include weekends. */
type YearRule = (year: number) => readonly number[]

/** Computes each year once. */
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

// The rules are those of 2026, applied to all years. None is Stripe's own: those of the Nordic countries were compared
// with what their central banks publish, Matariki with the act, the rest is [from memory].

/** The eleven holidays of the Federal Reserve: a Sunday moves to Monday, a Saturday isn't observed. */
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

/** The days on which no euro payments are made; without substitutes. */
const TARGET: YearRule = (year) => [
  date(year, 1, 1),
  goodFriday(year),
  easterMonday(year),
  date(year, 5, 1),
  date(year, 12, 25),
  date(year, 12, 26),
]

/** The holidays that every state has. Not every state has a substitute for Anzac Day. */
const AUSTRALIA: YearRule = (year) => [
  ...withSubstitutes(WEEKEND, [date(year, 1, 1), date(year, 1, 26), date(year, 12, 25), date(year, 12, 26)]),
  goodFriday(year),
  easterMonday(year),
  date(year, 4, 25),
  nth(2, 'monday', year, 6), // the King's Birthday, as most states have it
]

/** The public holidays, and the days around New Year on which banks are closed, too. */
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
  // A day between two holidays is a holiday, too.
  const between = named.map((day) => day + DAY_SECONDS).filter((day) => named.includes(day + DAY_SECONDS))
  const banks = [date(year, 1, 2), date(year, 1, 3), date(year, 12, 31)]
  return [...withSubstitutes(SUNDAY, named), ...between, ...banks]
}

/** The days on which the systems of Payments Canada are closed, without the holidays of single provinces. */
const CANADA: YearRule = (year) =>
  withSubstitutes(WEEKEND, [
    date(year, 1, 1),
    goodFriday(year),
    firstFrom(date(year, 5, 18), 'monday'), // Victoria Day, the last Monday before 25 May
    date(year, 7, 1),
    nth(1, 'monday', year, 9), // Labour Day
    date(year, 9, 30), // Truth and Reconciliation
    nth(2, 'monday', year, 10), // Thanksgiving
    date(year, 11, 11), // Remembrance Day
    date(year, 12, 25),
    date(year, 12, 26),
  ])

/** From schedule 1 of Te Kāhui o Matariki Public Holiday Act 2022, for the years 2022 to 2052. */
const MATARIKI = (
  '2022-06-24 2023-07-14 2024-06-28 2025-06-20 2026-07-10 2027-06-25 2028-07-14 2029-07-06 2030-06-21 2031-07-11 ' +
  '2032-07-02 2033-06-24 2034-07-07 2035-06-29 2036-07-18 2037-07-10 2038-06-25 2039-07-15 2040-07-06 2041-07-19 ' +
  '2042-07-11 2043-07-03 2044-06-24 2045-07-07 2046-06-29 2047-07-19 2048-07-03 2049-06-25 2050-07-15 2051-06-30 ' +
  '2052-06-21'
).split(' ')

/** The national holidays, without the anniversary days of single provinces. */
const NEW_ZEALAND: YearRule = (year) => [
  ...withSubstitutes(WEEKEND, [
    date(year, 1, 1),
    date(year, 1, 2),
    date(year, 2, 6), // Waitangi
    goodFriday(year),
    easterMonday(year),
    date(year, 4, 25), // Anzac
    nth(1, 'monday', year, 6), // the King's Birthday
    nth(4, 'monday', year, 10), // Labour Day
    date(year, 12, 25),
    date(year, 12, 26),
  ]),
  ...MATARIKI.filter((day) => day.startsWith(`${year}-`)).map((day) => Date.parse(day) / 1000),
]

/** The holidays of Zurich, where franc payments are settled; without substitutes, like all below. */
const SWITZERLAND: YearRule = (year) => [
  date(year, 1, 1),
  date(year, 1, 2), // Berchtold
  goodFriday(year),
  easterMonday(year),
  date(year, 5, 1),
  ascensionDay(year),
  whitMonday(year),
  date(year, 8, 1),
  date(year, 12, 25),
  date(year, 12, 26),
]

/** The days on which Norges Bank settles no payments, including Christmas Eve. */
const NORWAY: YearRule = (year) => [
  date(year, 1, 1),
  maundyThursday(year),
  goodFriday(year),
  easterMonday(year),
  date(year, 5, 1),
  date(year, 5, 17), // Constitution
  ascensionDay(year),
  whitMonday(year),
  date(year, 12, 24),
  date(year, 12, 25),
  date(year, 12, 26),
]

/** The holidays of the Riksbank. */
const SWEDEN: YearRule = (year) => [
  date(year, 1, 1),
  date(year, 1, 6),
  goodFriday(year),
  easterMonday(year),
  date(year, 5, 1),
  ascensionDay(year),
  date(year, 6, 6), // National Day
  firstFrom(date(year, 6, 19), 'friday'), // Midsummer Eve
  date(year, 12, 24),
  date(year, 12, 25),
  date(year, 12, 26),
  date(year, 12, 31),
]

/** The holidays of Danmarks Nationalbank, and the days on which only banks are closed. */
const DENMARK: YearRule = (year) => [
  date(year, 1, 1),
  maundyThursday(year),
  goodFriday(year),
  easterMonday(year),
  ascensionDay(year),
  ascensionDay(year) + DAY_SECONDS,
  whitMonday(year),
  date(year, 6, 5), // Constitution
  date(year, 12, 24),
  date(year, 12, 25),
  date(year, 12, 26),
  date(year, 12, 31),
]

const WEEKENDS_ONLY: BankCalendar = { isHoliday: () => false }
const EURO_AREA = new ComputedCalendar(TARGET)
const BY_COUNTRY: Readonly<Record<string, BankCalendar>> = {
  AE: new ComputedCalendar(emirates),
  AU: new ComputedCalendar(AUSTRALIA),
  BR: new ComputedCalendar(brazil),
  CA: new ComputedCalendar(CANADA),
  CH: new ComputedCalendar(SWITZERLAND),
  CZ: new ComputedCalendar(czechia),
  DK: new ComputedCalendar(DENMARK),
  GB: new ComputedCalendar(ENGLAND_AND_WALES),
  HK: new ComputedCalendar(hongKong),
  HU: new ComputedCalendar(hungary),
  ID: new ComputedCalendar(indonesia),
  IE: new ComputedCalendar(ireland),
  IN: new ComputedCalendar(india),
  JP: new ComputedCalendar(JAPAN),
  MX: new ComputedCalendar(mexico),
  MY: new ComputedCalendar(malaysia),
  NO: new ComputedCalendar(NORWAY),
  NZ: new ComputedCalendar(NEW_ZEALAND),
  PL: new ComputedCalendar(poland),
  RO: new ComputedCalendar(romania),
  SE: new ComputedCalendar(SWEDEN),
  SG: new ComputedCalendar(singapore),
  TH: new ComputedCalendar(thailand),
  US: new ComputedCalendar(UNITED_STATES),
}

/**
 * The bank calendar for a currency of an account: that of its country, but TARGET for euro [assumption]. Countries whose
 * holidays aren't known here follow TARGET if they have the euro, and otherwise only have weekends [assumption].
 */
export function calendarOf(
  { country, default_currency }: Pick<Account, 'country' | 'default_currency'>,
  currency = default_currency,
): BankCalendar {
  if (currency === 'eur') return EURO_AREA
  const own = Object.hasOwn(BY_COUNTRY, country) ? BY_COUNTRY[country] : undefined
  return own ?? (findCountry(country)?.currency === 'eur' ? EURO_AREA : WEEKENDS_ONLY)
}
