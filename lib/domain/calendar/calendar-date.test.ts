import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  calendarDate,
  compareDates,
  requireCalendarDate as date,
  dateOfDayNumber,
  dayNumber,
  daysBetween,
  daysInMonth,
  parseCalendarDate,
  weekdayIndex,
  weekdayOf,
} from './calendar-date'

test.each([
  { text: '2028-02-29', because: '2028 is a leap year' },
  { text: '2000-02-29', because: 'a century divisible by 400 is one' },
  { text: '2026-12-31', because: 'December has 31 days' },
])('$text is a date, because $because', ({ text }) => {
  expect(parseCalendarDate(text)).toBe(text)
})

test.each([
  { text: '2027-02-29', because: '2027 is no leap year' },
  { text: '2100-02-29', because: 'a century not divisible by 400 is none' },
  { text: '2026-11-31', because: 'November has 30 days' },
  { text: '2026-13-01', because: 'there are 12 months' },
  { text: '2026-00-10', because: 'months begin with 1' },
  { text: '2026-01-00', because: 'days begin with 1' },
  { text: '0000-01-01', because: 'years begin with 1' },
  { text: '2026-1-1', because: 'months and days have two digits' },
  { text: '2026-01-01T00:00', because: 'a date has no time' },
  { text: ' 2026-01-01', because: 'there is a space in front' },
  { text: '2026-01-01\n', because: 'there is a line end behind' },
  { text: '٢٠٢٦-٠١-٠١', because: 'digits are ASCII' },
  { text: '', because: 'it is empty' },
])('$text is no date, because $because', ({ text }) => {
  expect(parseCalendarDate(text)).toBeNull()
  expect(() => date(text)).toThrow(RangeError)
})

test('a day that does not exist cannot be made from its parts', () => {
  expect(calendarDate(2028, 2, 29)).toBe('2028-02-29')
  expect(() => calendarDate(2027, 2, 29)).toThrow(RangeError)
})

test.each([
  { year: 2026, month: 2, days: 28 },
  { year: 2028, month: 2, days: 29 },
  { year: 2100, month: 2, days: 28 },
  { year: 2000, month: 2, days: 29 },
  { year: 2026, month: 4, days: 30 },
  { year: 2026, month: 12, days: 31 },
])('month $month of $year has $days days', ({ year, month, days }) => {
  expect(daysInMonth(year, month)).toBe(days)
})

test.each([
  { from: '2026-12-31', days: 1, to: '2027-01-01' },
  { from: '2028-02-28', days: 1, to: '2028-02-29' },
  { from: '2027-02-28', days: 1, to: '2027-03-01' },
  { from: '2027-03-01', days: -1, to: '2027-02-28' },
  { from: '2026-03-28', days: 2, to: '2026-03-30' },
])('$days days from $from is $to', ({ from, days, to }) => {
  expect(addDays(date(from), days)).toBe(to)
  expect(daysBetween(date(from), date(to))).toBe(days)
})

test.each([
  { from: '2026-01-31', months: 1, to: '2026-02-28', because: 'February is shorter' },
  { from: '2028-01-31', months: 1, to: '2028-02-29', because: 'of the leap year' },
  { from: '2026-12-15', months: 1, to: '2027-01-15', because: 'the year ends' },
  { from: '2026-01-15', months: -1, to: '2025-12-15', because: 'it goes back too' },
  { from: '2026-11-22', months: 24, to: '2028-11-22', because: 'that is two years' },
])('$months months from $from is $to, because $because', ({ from, months, to }) => {
  expect(addMonths(date(from), months)).toBe(to)
})

test('weekdays are those of the calendar on the wall', () => {
  expect(weekdayOf(date('1970-01-01'))).toBe('thursday')
  expect(weekdayOf(date('2026-11-22'))).toBe('sunday')
  expect(weekdayOf(date('2000-02-29'))).toBe('tuesday')
  expect(weekdayOf(date('1900-01-01'))).toBe('monday')
})

test('dates sort as days do', () => {
  expect([date('2027-01-01'), date('2026-12-31'), date('2026-02-01')].sort(compareDates)).toEqual([
    '2026-02-01',
    '2026-12-31',
    '2027-01-01',
  ])
  expect(compareDates(date('2026-01-01'), date('2026-01-01'))).toBe(0)
})

const anyDay = fc.integer({ min: -719_162, max: 2_932_896 })

test('day numbers and dates lead to each other and agree with the platform calendar, for all years 1 to 9999', () => {
  fc.assert(
    fc.property(anyDay, (number) => {
      const made = dateOfDayNumber(number)
      const platform = new Date(number * 86_400_000)
      expect(dayNumber(made)).toBe(number)
      expect(made).toBe(platform.toISOString().slice(0, 10))
      expect(weekdayIndex(number)).toBe((platform.getUTCDay() + 6) % 7)
    }),
  )
})

test('there is no date outside the years 1 to 9999 or between two days', () => {
  for (const number of [-719_163, 2_932_897, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => dateOfDayNumber(number)).toThrow(RangeError)
  }
})
