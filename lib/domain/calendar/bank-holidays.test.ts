import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HOLIDAY_DATA } from './bank-holiday-data'
import {
  addBusinessDays,
  businessDayFrom,
  type HolidayBook,
  holidaysOf,
  isBusinessDay,
  payoutCalendars,
} from './bank-holidays'
import { requireCalendarDate as date, dateOfDayNumber, dayNumber } from './calendar-date'

const us = payoutCalendars(HOLIDAY_DATA, 'US').settlement
const number = (text: string) => dayNumber(date(text))

test.each([
  { country: 'FR', currency: undefined, settlement: 'TARGET', bank: 'FR+TARGET', because: 'it is a euro country' },
  { country: 'fr', currency: 'eur', settlement: 'TARGET', bank: 'FR+TARGET', because: 'case does not matter' },
  { country: 'FR', currency: 'usd', settlement: 'FR+TARGET', bank: 'FR+TARGET', because: 'dollars do not go by SEPA' },
  { country: 'SE', currency: 'eur', settlement: 'TARGET', bank: 'SE+TARGET', because: 'euros do, in Sweden too' },
  { country: 'SE', currency: 'sek', settlement: 'SE', bank: 'SE', because: 'it is the country’s own currency' },
  { country: 'BG', currency: undefined, settlement: 'TARGET', bank: 'BG+TARGET', because: 'Bulgaria joined in 2026' },
  { country: 'LI', currency: undefined, settlement: 'CH', bank: 'CH', because: 'Liechtenstein uses the franc' },
  { country: 'ZZ', currency: undefined, settlement: 'weekends', bank: 'weekends', because: 'nobody knows it' },
  {
    country: 'constructor',
    currency: undefined,
    settlement: 'weekends',
    bank: 'weekends',
    because: 'it is no country',
  },
  { country: 'US+GB', currency: undefined, settlement: 'weekends', bank: 'weekends', because: 'it is no country' },
])('$country in $currency settles by $settlement, because $because', ({ country, currency, settlement, bank }) => {
  const calendars = payoutCalendars(HOLIDAY_DATA, country, currency)
  expect([calendars.settlement.id, calendars.bank.id]).toEqual([settlement, bank])
})

test('a book of one’s own replaces the shipped one', () => {
  const book: HolidayBook = {
    made: '2026-11-22',
    from: '2027-01-01',
    to: '2027-12-31',
    source: 'the platform',
    calendars: { US: { title: 'Ours', approximate: null, days: '\n~Founders’ Day|270315\n' } },
  }
  const { settlement } = payoutCalendars(book, 'US')
  expect(settlement.holidays).toEqual(new Map([[number('2027-03-15'), { name: 'Founders’ Day', isApproximate: true }]]))
  expect(settlement.lastDay).toBe(number('2027-12-31'))
})

test.each([
  { from: '2026-11-25', count: 1, to: '2026-11-27', because: 'Thanksgiving lies between' },
  { from: '2026-11-27', count: 1, to: '2026-11-30', because: 'a weekend lies between' },
  { from: '2026-11-30', count: -3, to: '2026-11-24', because: 'counting back meets both' },
  { from: '2026-11-25', count: 0, to: '2026-11-25', because: 'none is to be counted' },
])('$count business days from $from is $to, because $because', ({ from, count, to }) => {
  expect(dateOfDayNumber(addBusinessDays(us, number(from), count))).toBe(to)
})

test('rolling forward ends on a business day, passing none by', () => {
  fc.assert(
    fc.property(fc.integer({ min: number('2026-01-01'), max: number('2031-12-31') }), (day) => {
      const found = businessDayFrom(us, day)
      expect(found).toBeGreaterThanOrEqual(day)
      expect(isBusinessDay(us, found)).toBe(true)
      for (let passed = day; passed < found; passed += 1) expect(isBusinessDay(us, passed)).toBe(false)
    }),
  )
})

test('the part of the book for a country and currency gives the same calendars as the whole book', () => {
  const countries = [...Object.keys(HOLIDAY_DATA.calendars), 'LI', 'ZZ', null]
  for (const country of countries)
    for (const currency of ['eur', 'usd', null]) {
      const part = holidaysOf(HOLIDAY_DATA, country, currency)
      expect(payoutCalendars(part, country, currency)).toEqual(payoutCalendars(HOLIDAY_DATA, country, currency))
      expect(Object.keys(part.calendars).length).toBeLessThanOrEqual(2)
    }
})
