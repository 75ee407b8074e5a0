import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { HOLIDAY_DATA } from './bank-holiday-data'
import { payoutCalendars } from './bank-holidays'
import { requireCalendarDate as date, dateOfDayNumber, dayNumber, weekdayIndex } from './calendar-date'

const holidays = (country: string) => payoutCalendars(HOLIDAY_DATA, country).bank.holidays
const nameOn = (country: string, day: string) => holidays(country).get(dayNumber(date(day)))?.name

test.each([
  ['US', '2026-11-26', 'Thanksgiving Day'],
  ['US', '2027-01-18', 'Martin Luther King Jr. Day'],
  ['US', '2027-02-15', "Presidents' Day"],
  ['US', '2027-07-05', 'Independence Day (substitute day)'],
  ['US', '2029-11-12', 'Veterans Day (substitute day)'],
  ['GB', '2026-12-28', 'Boxing Day (substitute day)'],
  ['GB', '2027-12-27', 'Christmas Day (substitute day)'],
  ['GB', '2027-12-28', 'Boxing Day (substitute day)'],
  ['GB', '2028-01-03', "New Year's Day (substitute day)"],
  ['GB', '2026-08-31', 'Summer bank holiday'],
  ['JP', '2026-05-06', 'Constitution Day (substitute day)'],
  ['JP', '2026-09-22', "Citizens' Holiday"],
  ['JP', '2027-03-22', 'Vernal Equinox Day (substitute day)'],
  ['JP', '2026-12-31', 'Year-end bank holiday'],
  ['HK', '2026-04-07', 'Ching Ming Festival (substitute day)'],
  ['SG', '2027-02-08', 'Chinese New Year (substitute day)'],
  ['NZ', '2027-06-25', 'Matariki'],
  ['AU', '2027-12-28', 'Boxing Day (substitute day)'],
  ['CA', '2027-05-24', 'Victoria Day'],
  ['BR', '2027-02-09', 'Carnival'],
  ['MX', '2027-03-15', "Benito Juárez's Birthday"],
  ['SE', '2027-06-25', 'Midsummer Eve'],
  ['DK', '2027-05-07', 'Day after Ascension Day'],
  ['RO', '2027-05-03', 'Orthodox Easter Monday'],
  ['DE', '2027-03-26', 'Good Friday'],
  ['FR', '2027-07-14', 'Bastille Day'],
  ['IE', '2027-02-01', "St Brigid's Day"],
])('%s has a bank holiday on %s: %s', (country, day, name) => {
  expect(nameOn(country, day)).toBe(name)
})

test.each([
  ['US', '2026-07-03', 'the Fed does not move a Saturday holiday to Friday'],
  ['US', '2027-12-24', 'Christmas 2027 is a Saturday'],
  ['US', '2027-12-31', 'New Year 2028 is a Saturday'],
  ['GB', '2027-12-24', 'Christmas Eve is a working day'],
  ['AU', '2026-04-27', 'only New South Wales moves ANZAC Day of 2026'],
  ['DK', '2027-04-23', 'Great Prayer Day was abolished in 2024'],
  ['JP', '2028-09-20', 'two days lie between the September holidays of 2028'],
])('%s has none on %s, because %s', (country, day) => {
  expect(nameOn(country, day)).toBeUndefined()
})

test('euro payouts settle on TARGET days: six closing days a year, whatever the country', () => {
  const { settlement } = payoutCalendars(HOLIDAY_DATA, 'FR')
  const closed = [...settlement.holidays.keys()].map(dateOfDayNumber).sort()
  expect(closed.filter((day) => day.startsWith('2026'))).toEqual([
    '2026-01-01',
    '2026-04-03',
    '2026-04-06',
    '2026-05-01',
    '2026-12-25',
  ])
  expect(settlement.holidays.has(dayNumber(date('2027-07-14')))).toBe(false)
})

test('every listed day is a weekday inside the years the list is for, and is listed once', () => {
  for (const [id, { days }] of Object.entries(HOLIDAY_DATA.calendars)) {
    const listed = days
      .trim()
      .split('\n')
      .flatMap((line) => line.split('|')[1]?.split(' ') ?? [])
    expect(new Set(listed).size, id).toBe(listed.length)
    expect(listed.length, id).toBeGreaterThan(0)
    for (const short of listed) {
      const day = date(`20${short.slice(0, 2)}-${short.slice(2, 4)}-${short.slice(4)}`)
      expect(weekdayIndex(dayNumber(day)), `${id} ${day}`).toBeLessThan(5)
      expect(day >= HOLIDAY_DATA.from && day <= HOLIDAY_DATA.to, `${id} ${day}`).toBe(true)
    }
  }
})

test.each([
  [
    'BG',
    ['2026-12-28', '2027-05-04', '2027-12-27', '2027-12-28', '2028-01-03', '2028-12-27'],
    'days stand in for weekends',
  ],
  ['LV', ['2026-06-22'], 'a day off is decreed'],
  ['CY', ['2026-04-14', '2027-05-04', '2028-04-18', '2029-04-10'], 'banks close on Orthodox Easter Tuesday'],
  ['BE', ['2026-05-15', '2027-05-07', '2028-05-26', '2029-05-11'], 'banks close on the Friday after Ascension Day'],
  ['GR', ['2027-05-04'], 'Labour Day moves from Holy Saturday'],
])('banks in %s are closed on %s, because %s', (country, days) => {
  const { bank } = payoutCalendars(HOLIDAY_DATA, country)
  expect(days.filter((day) => !bank.holidays.has(dayNumber(date(day))))).toEqual([])
})

test('a calendar with approximate days says why', () => {
  const marked = Object.entries(HOLIDAY_DATA.calendars).filter(([, { days }]) => days.includes('\n~'))
  expect(marked.map(([id]) => id).sort()).toEqual(['AE', 'CH', 'HU', 'ID', 'IN', 'LV', 'MY', 'NO', 'SG', 'SK', 'TH'])
  for (const [id, { approximate }] of marked) expect(approximate, id).toBeTruthy()
})

test('every country the product must know has a calendar', () => {
  for (const country of [
    'US',
    'GB',
    'DE',
    'FR',
    'ES',
    'IT',
    'NL',
    'BE',
    'AT',
    'IE',
    'PT',
    'FI',
    'LU',
    'JP',
    'AU',
    'NZ',
    'SG',
    'HK',
    'CA',
    'BR',
    'MX',
    'TH',
    'IN',
    'MY',
    'CH',
    'SE',
    'DK',
    'NO',
    'PL',
    'CZ',
    'RO',
    'HU',
    'AE',
  ]) {
    expect(payoutCalendars(HOLIDAY_DATA, country).settlement.id, country).not.toBe('weekends')
  }
})

test('the file is what its script writes, and small', () => {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../../scripts/bank-holidays.mjs'), '--check'])
  expect(statSync(join(import.meta.dirname, 'bank-holiday-data.ts')).size).toBeLessThan(40 * 1024)
})
