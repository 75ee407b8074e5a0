import { describe, expect, test } from 'vitest'
import { at } from '../testing/world.ts'
import { addBusinessDays, DAY_SECONDS, isBusinessDay, weekday } from '../time/calendar.ts'
import { calendarOf } from './bank-holidays.ts'
import { findCountry } from './countries.ts'

function calendar(country: string, currency?: string) {
  return calendarOf({ country, default_currency: findCountry(country)?.currency ?? 'usd' }, currency)
}

const isOpen = (country: string, date: string, currency?: string) =>
  isBusinessDay(at(date), calendar(country, currency))

/** The closed weekdays of a period, as month and day. */
function closedWeekdays(country: string, first: string, last: string): string {
  const found: string[] = []
  const everyDay = { isHoliday: () => false }
  for (let day = at(first); day <= at(last); day += DAY_SECONDS) {
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
  ['CA', 2023, '01-02 04-07 05-22 07-03 09-04 10-02 10-09 11-13 12-25 12-26'],
  ['CA', 2026, '01-01 04-03 05-18 07-01 09-07 09-30 10-12 11-11 12-25 12-28'],
  ['NZ', 2023, '01-02 01-03 02-06 04-07 04-10 04-25 06-05 07-14 10-23 12-25 12-26'],
  ['NZ', 2026, '01-01 01-02 02-06 04-03 04-06 04-27 06-01 07-10 10-26 12-25 12-28'],
  ['PL', 2026, '01-01 01-06 04-06 05-01 06-04 11-11 12-24 12-25'],
  ['CZ', 2026, '01-01 04-03 04-06 05-01 05-08 07-06 09-28 10-28 11-17 12-24 12-25'],
  ['RO', 2026, '01-01 01-02 01-06 01-07 04-10 04-13 05-01 06-01 11-30 12-01 12-25'],
  ['HU', 2027, '01-01 03-15 03-26 03-29 05-17 08-20 11-01 12-24'],
  ['BR', 2026, '01-01 02-16 02-17 04-03 04-21 05-01 06-04 09-07 10-12 11-02 11-20 12-25'],
  ['MX', 2026, '01-01 02-02 03-16 04-02 04-03 05-01 09-16 11-02 11-16 12-25'],
  ['CH', 2026, '01-01 01-02 04-03 04-06 05-01 05-14 05-25 12-25'],
  ['NO', 2021, '01-01 04-01 04-02 04-05 05-13 05-17 05-24 12-24'],
  ['NO', 2026, '01-01 04-02 04-03 04-06 05-01 05-14 05-25 12-24 12-25'],
  ['SE', 2026, '01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25 12-31'],
  ['DK', 2026, '01-01 04-02 04-03 04-06 05-14 05-15 05-25 06-05 12-24 12-25 12-31'],
  ['DK', 2027, '01-01 03-25 03-26 03-29 05-06 05-07 05-17 12-24 12-31'],
])('in %s, %i, banks are closed on these weekdays', (country, year, expected) => {
  expect(closedWeekdays(country, `${year}-01-01`, `${year}-12-31`)).toBe(expected)
})

test('Matariki is a Friday from 20 June to 19 July in each year of the law', () => {
  for (let year = 2022; year <= 2052; year += 1) {
    const date = closedWeekdays('NZ', `${year}-06-20`, `${year}-07-19`)
    expect(weekday(at(`${year}-${date}`)), `${year}: ${date}`).toBe('friday')
  }
})

describe('A bank holiday', () => {
  test.each([
    ['US', '2026-11-26', false, 'Thanksgiving is the fourth Thursday of November'],
    ['US', '2028-11-23', false, 'also if November has five Thursdays'],
    ['US', '2028-11-30', true, 'the fifth Thursday of November is open'],
    ['US', '2027-07-05', false, 'Independence Day, a Sunday in 2027, is observed on Monday'],
    ['US', '2026-07-03', true, 'Independence Day on a Saturday is not observed on Friday'],
    ['US', '2027-12-31', true, 'New Year on a Saturday is not observed on Friday'],
    ['US', '2028-01-03', true, 'New Year on a Saturday is not observed on Monday'],
    ['US', '2027-05-31', false, 'Memorial Day is the last Monday of May, even the fifth'],
    ['US', '2026-05-25', false, 'Memorial Day is the fourth Monday if that is the last'],
    ['US', '2026-04-03', true, 'the Federal Reserve is open on Good Friday'],
    ['GB', '2026-12-28', false, 'Boxing Day on a Saturday is observed on Monday'],
    ['GB', '2027-12-28', false, 'with Christmas on a Saturday, Boxing Day is observed on Tuesday'],
    ['GB', '2022-12-27', false, 'Christmas on a Sunday is observed on Tuesday, after Boxing Day'],
    ['GB', '2028-01-03', false, 'New Year on a Saturday is observed on Monday'],
    ['GB', '2026-11-26', true, 'British banks are open on Thanksgiving'],
    ['DE', '2026-05-01', false, 'TARGET is closed on 1 May'],
    ['DE', '2026-12-28', true, 'TARGET has no substitute days'],
    ['DE', '2028-10-03', true, 'TARGET is open on German Unity Day'],
    ['FR', '2026-07-14', true, 'TARGET is open on Bastille Day'],
    ['FR', '2038-04-26', false, 'the latest Easter Monday, 26 April 2038'],
    ['FR', '2008-03-24', false, 'an early Easter Monday, 24 March 2008'],
    ['AU', '2027-04-26', true, 'Anzac Day on a Sunday is not observed nationwide'],
    ['JP', '2026-05-06', false, 'Constitution Day on a Sunday is observed after the next two holidays'],
    ['JP', '2026-09-22', false, 'a day between two holidays is a holiday'],
    ['JP', '2027-03-22', false, 'the equinox on a Sunday is observed on Monday'],
    ['CA', '2026-05-25', true, 'Victoria Day is before 25 May'],
    ['CA', '2026-05-18', false, 'Victoria Day 2026 is on 18 May'],
    ['CA', '2027-05-24', false, 'Victoria Day is on 24 May if that is a Monday'],
    ['CA', '2026-02-16', true, 'Family Day is a holiday of provinces only'],
    ['CA', '2026-04-06', true, 'Canadian payments are processed on Easter Monday'],
    ['CA', '2028-10-02', false, 'Truth and Reconciliation on a Saturday is observed on Monday'],
    ['NZ', '2023-01-03', false, 'New Year on a Sunday is observed on Tuesday, after the Monday holiday'],
    ['NZ', '2027-04-26', false, 'Anzac Day on a Sunday is observed on Monday, unlike in Australia'],
    ['NZ', '2026-01-26', true, 'banks are open on Auckland’s anniversary'],
    ['CH', '2028-01-03', true, 'Berchtold’s Day on a Sunday is not observed on Monday'],
    ['NO', '2026-12-24', false, 'banks are closed on Christmas Eve'],
    ['NO', '2026-12-31', true, 'banks are open on New Year’s Eve'],
    ['SE', '2027-06-25', false, 'the latest Midsummer Eve'],
    ['SE', '2026-06-19', false, 'the earliest Midsummer Eve'],
    ['SE', '2026-05-25', true, 'Whit Monday is a working day'],
    ['DK', '2026-05-15', false, 'banks are closed on the day after Ascension'],
    ['DK', '2026-05-01', true, '1 May is a working day'],
    ['SG', '2026-11-09', false, 'Deepavali on a Sunday is observed on Monday'],
    ['SG', '2027-02-08', false, 'the second day of Chinese New Year on a Sunday is observed on Monday'],
    ['HK', '2029-09-24', false, 'the day after Mid-Autumn on a Sunday is observed on Monday'],
    ['HK', '2028-01-03', true, 'New Year on a Saturday is not observed on Monday'],
    ['MY', '2027-06-08', false, 'after the King’s Birthday comes the substitute for the Islamic New Year'],
    ['TH', '2026-12-07', false, 'a Saturday is observed on Monday'],
    ['TH', '2029-01-02', false, 'New Year’s Eve on a Sunday is observed after New Year'],
    ['IN', '2027-02-19', false, 'Maharashtra celebrates Shivaji'],
    ['ID', '2026-12-24', false, 'a day of joint leave'],
    ['AE', '2026-12-02', false, 'National Day'],
    ['AE', '2026-12-04', true, 'Friday is a working day since 2022'],
    ['RO', '2027-05-03', false, 'Monday after the Orthodox Easter'],
    ['RO', '2027-03-29', true, 'the Western Easter Monday is a working day'],
    ['HU', '2026-08-21', false, 'the decree moves this day’s work to a Saturday'],
    ['BR', '2027-02-09', false, 'Carnival Tuesday'],
    ['MX', '2027-03-25', false, 'banks close on Maundy Thursday'],
    ['ZZ', '2026-12-25', true, 'of an unknown country only weekends are known'],
  ] as const)('%s %s, a business day %s: %s', (country, date, isBusiness, _because) => {
    expect(isOpen(country, date)).toBe(isBusiness)
  })

  test.each([
    ['GB', 'eur', '2026-08-31', true, 'euro are processed on a British bank holiday'],
    ['GB', 'gbp', '2026-08-31', false, 'pounds are not processed on a British bank holiday'],
    ['GB', 'eur', '2026-05-01', false, 'euro are not processed on 1 May'],
    ['US', 'cad', '2026-11-26', false, 'currencies other than euro follow the country of the account'],
    ['SE', 'eur', '2026-06-19', true, 'euro are processed on Midsummer Eve'],
    ['SE', 'sek', '2026-06-19', false, 'kronor are not processed on Midsummer Eve'],
    ['IE', 'gbp', '2027-06-07', false, 'pounds of an Irish account are not processed on an Irish bank holiday'],
    ['IE', 'eur', '2027-06-07', true, 'euro are'],
    ['DE', 'usd', '2026-11-26', true, 'dollars in the euro area follow TARGET'],
  ] as const)('%s %s %s, a business day %s: %s', (country, currency, date, isBusiness, _because) => {
    expect(isOpen(country, date, currency)).toBe(isBusiness)
  })
})

describe('Business days', () => {
  test.each([
    ['US', '2026-11-20', 1, '2026-11-23', 'over the weekend'],
    ['US', '2026-11-23', -1, '2026-11-20', 'back over the weekend'],
    ['US', '2026-11-21', 0, '2026-11-23', 'zero days from a Saturday is Monday'],
    ['US', '2026-11-26', 0, '2026-11-27', 'zero days from Thanksgiving is Friday'],
    ['US', '2026-11-25', 2, '2026-11-30', 'over Thanksgiving and the weekend'],
    ['US', '2026-11-27', -1, '2026-11-25', 'back over Thanksgiving'],
    ['GB', '2026-12-24', 2, '2026-12-30', 'over Christmas, the weekend and the substitute for Boxing Day'],
    ['DE', '2026-04-02', 1, '2026-04-07', 'over Easter'],
    ['JP', '2026-05-01', 1, '2026-05-07', 'over Golden Week'],
    ['NZ', '2026-12-24', 1, '2026-12-29', 'over Christmas, the weekend and the substitute for Boxing Day'],
    ['DK', '2026-05-13', 1, '2026-05-18', 'over Ascension, the day after it and the weekend'],
  ] as const)('%s %s %i: %s, %s', (country, from, days, expected, _because) => {
    expect(addBusinessDays(at(from), days, calendar(country))).toBe(at(expected))
  })
})
