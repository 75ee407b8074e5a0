import { describe, expect, test } from 'vitest'
import { calendarOf } from './bank-holidays.ts'
import { addBusinessDays, DAY_SECONDS, isBusinessDay } from './calendar.ts'
import { findCountry } from './countries.ts'
import { at } from './testing/world.ts'

function calendar(country: string, currency?: string) {
  return calendarOf({ country, default_currency: findCountry(country)?.currency ?? 'usd' }, currency)
}

const isOpen = (country: string, date: string, currency?: string) =>
  isBusinessDay(at(date), calendar(country, currency))

/** The weekdays of a year on which banks are closed. */
function closedWeekdays(country: string, year: number): string {
  const found: string[] = []
  const everyDay = { isHoliday: () => false }
  for (let day = at(`${year}-01-01`); day <= at(`${year}-12-31`); day += DAY_SECONDS) {
    if (!isBusinessDay(day, everyDay) || isBusinessDay(day, calendar(country))) continue
    found.push(new Date(day * 1000).toISOString().slice(5, 10))
  }
  return found.join(' ')
}

test.each([
  ['US', 2026, '01-01 01-19 02-16 05-25 06-19 09-07 10-12 11-11 11-26 12-25'],
  ['US', 2027, '01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25'],
  ['GB', 2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
  ['GB', 2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
  ['DE', 2026, '01-01 04-03 04-06 05-01 12-25'],
  ['FR', 2027, '01-01 03-26 03-29'],
  ['AU', 2026, '01-01 01-26 04-03 04-06 06-08 12-25 12-28'],
  ['AU', 2028, '01-03 01-26 04-14 04-17 04-25 06-12 12-25 12-26'],
  [
    'JP',
    2026,
    '01-01 01-02 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23 12-31',
  ],
])('%s %i: on which weekdays banks are closed', (country, year, expected) => {
  expect(closedWeekdays(country, year)).toBe(expected)
})

describe('A bank holiday', () => {
  test.each([
    ['US', '2026-11-26', false, 'Thanksgiving is the fourth Thursday of November'],
    ['US', '2028-11-23', false, 'also where the month has a fifth'],
    ['US', '2028-11-30', true, 'and the fifth is none'],
    ['US', '2027-07-05', false, 'Independence Day, a Sunday in 2027, is observed on Monday'],
    ['US', '2026-07-03', true, 'on a Saturday, as in 2026, it is not observed'],
    ['US', '2027-12-31', true, 'nor is New Year, a Saturday in 2028, the year before'],
    ['US', '2028-01-03', true, 'or after it'],
    ['US', '2027-05-31', false, 'Memorial Day is the last Monday of May, here the fifth'],
    ['US', '2026-05-25', false, 'and here the fourth'],
    ['US', '2026-04-03', true, 'Good Friday is none of the Federal Reserve’s'],
    ['GB', '2026-12-28', false, 'Boxing Day, a Saturday in 2026, has Monday for its substitute'],
    ['GB', '2027-12-28', false, 'Christmas on a Saturday takes Monday, and Boxing Day Tuesday'],
    ['GB', '2022-12-27', false, 'Christmas on a Sunday takes Tuesday: Monday is Boxing Day'],
    ['GB', '2028-01-03', false, 'New Year, a Saturday in 2028, is made up for on Monday'],
    ['GB', '2026-11-26', true, 'Thanksgiving is America’s'],
    ['DE', '2026-05-01', false, 'TARGET is closed on 1 May'],
    ['DE', '2026-12-28', true, 'and has no substitutes'],
    ['DE', '2028-10-03', true, 'euro move on German Unity Day'],
    ['FR', '2026-07-14', true, 'and on Bastille Day'],
    ['FR', '2038-04-26', false, 'Easter at its latest: Monday 26 April 2038'],
    ['FR', '2008-03-24', false, 'and nearly at its earliest: Monday 24 March 2008'],
    ['AU', '2027-04-26', true, 'Anzac Day, a Sunday in 2027, is not made up for everywhere'],
    ['JP', '2026-05-06', false, 'Constitution Day, a Sunday in 2026, is made up for after the next two holidays'],
    ['JP', '2026-09-22', false, 'a day between two holidays is one too'],
    ['JP', '2027-03-22', false, 'the equinox, a Sunday in 2027, is made up for on Monday'],
    ['CA', '2026-07-01', true, 'none is known here for Canada'],
  ] as const)('%s %s, a business day %s: %s', (country, date, isBusiness, _because) => {
    expect(isOpen(country, date)).toBe(isBusiness)
  })

  test.each([
    ['GB', 'eur', '2026-08-31', true, 'euro move on a British bank holiday'],
    ['GB', 'gbp', '2026-08-31', false, 'pounds do not'],
    ['GB', 'eur', '2026-05-01', false, 'and euro stand still on 1 May'],
    ['US', 'cad', '2026-11-26', false, 'what is not euro goes by the country of the account'],
    ['DE', 'usd', '2026-11-26', true, 'also dollars in the euro area'],
  ] as const)('%s %s %s, a business day %s: %s', (country, currency, date, isBusiness, _because) => {
    expect(isOpen(country, date, currency)).toBe(isBusiness)
  })
})

describe('Business days', () => {
  test.each([
    ['US', '2026-11-20', 1, '2026-11-23', 'over the weekend'],
    ['US', '2026-11-23', -1, '2026-11-20', 'and back'],
    ['US', '2026-11-21', 0, '2026-11-23', 'none from a Saturday is Monday'],
    ['US', '2026-11-26', 0, '2026-11-27', 'none from Thanksgiving is Friday'],
    ['US', '2026-11-25', 2, '2026-11-30', 'over Thanksgiving and the weekend'],
    ['US', '2026-11-27', -1, '2026-11-25', 'back over Thanksgiving'],
    ['GB', '2026-12-24', 2, '2026-12-30', 'over Christmas, the weekend and the substitute for Boxing Day'],
    ['DE', '2026-04-02', 1, '2026-04-07', 'over Easter'],
    ['JP', '2026-05-01', 1, '2026-05-07', 'over the Golden Week'],
  ] as const)('%s %s %i: %s, %s', (country, from, days, expected, _because) => {
    expect(addBusinessDays(at(from), days, calendar(country))).toBe(at(expected))
  })
})
