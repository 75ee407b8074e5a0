import { DAY_SECONDS, weekday } from '../time/calendar.ts'
import {
  carnival,
  corpusChristi,
  date,
  easterMonday,
  goodFriday,
  last,
  maundyThursday,
  nth,
  orthodoxEaster,
  whitMonday,
  withSubstitutes,
} from '../time/yearly-dates.ts'

// Public holidays on which banks make no payments, by the laws of 2026; all [from memory]. None but Ireland has
// substitutes.

export function poland(year: number): number[] {
  return [
    date(year, 1, 1),
    date(year, 1, 6),
    easterMonday(year),
    date(year, 5, 1),
    date(year, 5, 3), // Constitution
    corpusChristi(year),
    date(year, 8, 15),
    date(year, 11, 1),
    date(year, 11, 11), // Independence
    date(year, 12, 24), // since 2025
    date(year, 12, 25),
    date(year, 12, 26),
  ]
}

export function czechia(year: number): number[] {
  return [
    date(year, 1, 1),
    goodFriday(year),
    easterMonday(year),
    date(year, 5, 1),
    date(year, 5, 8), // Victory
    date(year, 7, 5), // Cyril and Methodius
    date(year, 7, 6), // Jan Hus
    date(year, 9, 28), // Statehood
    date(year, 10, 28), // Independence
    date(year, 11, 17), // Freedom and Democracy
    date(year, 12, 24),
    date(year, 12, 25),
    date(year, 12, 26),
  ]
}

export function romania(year: number): number[] {
  const easter = orthodoxEaster(year)
  return [
    date(year, 1, 1),
    date(year, 1, 2),
    date(year, 1, 6), // since 2024
    date(year, 1, 7), // since 2024
    date(year, 1, 24), // Union
    easter - 2 * DAY_SECONDS,
    easter + DAY_SECONDS,
    date(year, 5, 1),
    date(year, 6, 1), // Children
    easter + 50 * DAY_SECONDS,
    date(year, 8, 15),
    date(year, 11, 30), // Saint Andrew
    date(year, 12, 1), // National Day
    date(year, 12, 25),
    date(year, 12, 26),
  ]
}

/** For currencies other than the euro, which follows TARGET here, too. */
export function ireland(year: number): number[] {
  const brigid = date(year, 2, 1)
  return [
    ...withSubstitutes(
      ['saturday', 'sunday'],
      [date(year, 1, 1), date(year, 3, 17), date(year, 12, 25), date(year, 12, 26)],
    ),
    weekday(brigid) === 'friday' ? brigid : nth(1, 'monday', year, 2),
    goodFriday(year),
    easterMonday(year),
    date(year, 5, 1), // of TARGET
    nth(1, 'monday', year, 5),
    nth(1, 'monday', year, 6),
    nth(1, 'monday', year, 8),
    last('monday', year, 10),
  ]
}

// A decree moves the rest of some weekends to a day beside a holiday; that of 2026 is known here.
const MOVED_IN_HUNGARY: Readonly<Record<number, readonly [month: number, day: number][]>> = {
  2026: [
    [1, 2],
    [8, 21],
  ],
}

export function hungary(year: number): number[] {
  return [
    date(year, 1, 1),
    date(year, 3, 15), // 1848
    goodFriday(year),
    easterMonday(year),
    date(year, 5, 1),
    whitMonday(year),
    date(year, 8, 20), // Foundation
    date(year, 10, 23), // 1956
    date(year, 11, 1),
    date(year, 12, 24), // by decree in most years
    date(year, 12, 25),
    date(year, 12, 26),
    ...(MOVED_IN_HUNGARY[year] ?? []).map(([month, day]) => date(year, month, day)),
  ]
}

export function brazil(year: number): number[] {
  return [
    date(year, 1, 1),
    ...carnival(year),
    goodFriday(year),
    date(year, 4, 21), // Tiradentes
    date(year, 5, 1),
    corpusChristi(year),
    date(year, 9, 7), // Independence
    date(year, 10, 12),
    date(year, 11, 2),
    date(year, 11, 15), // Republic
    date(year, 11, 20), // Zumbi, since 2024
    date(year, 12, 25),
  ]
}

/** The days on which the CNBV lets banks close. */
export function mexico(year: number): number[] {
  return [
    date(year, 1, 1),
    nth(1, 'monday', year, 2), // Constitution
    nth(3, 'monday', year, 3), // Juárez
    maundyThursday(year),
    goodFriday(year),
    date(year, 5, 1),
    date(year, 9, 16), // Independence
    date(year, 11, 2),
    nth(3, 'monday', year, 11), // Revolution
    date(year, 12, 12), // Bank Employees
    date(year, 12, 25),
  ]
}
