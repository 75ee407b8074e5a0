import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HOLIDAY_DATA } from '../calendar/bank-holiday-data'
import { isBusinessDay, payoutCalendars } from '../calendar/bank-holidays'
import { requireCalendarDate as date, dateOfDayNumber, dayNumber } from '../calendar/calendar-date'
import { lastChargeDaySettledBy, settlementDay } from './settlement'

const calendar = payoutCalendars(HOLIDAY_DATA, 'US').settlement
const number = (text: string) => dayNumber(date(text))

test.each([
  {
    charge: '2026-11-20',
    days: 2,
    unit: 'business day' as const,
    settles: '2026-11-24',
    because: 'Friday plus two business days is Tuesday (WooPayments’ example)',
  },
  {
    charge: '2026-11-21',
    days: 2,
    unit: 'business day' as const,
    settles: '2026-11-25',
    because: 'a Saturday sale counts from Monday',
  },
  {
    charge: '2026-11-25',
    days: 2,
    unit: 'business day' as const,
    settles: '2026-11-30',
    because: 'Thanksgiving does not count',
  },
  {
    charge: '2026-11-26',
    days: 0,
    unit: 'business day' as const,
    settles: '2026-11-27',
    because: 'even with no delay a holiday has to pass',
  },
  {
    charge: '2026-11-19',
    days: 7,
    unit: 'calendar day' as const,
    settles: '2026-11-26',
    because: 'calendar days run over holidays',
  },
  {
    charge: '2028-02-27',
    days: 2,
    unit: 'calendar day' as const,
    settles: '2028-02-29',
    because: '2028 has a leap day',
  },
])('a charge of $charge after $days $unit settles on $settles, because $because', ({ charge, days, unit, settles }) => {
  expect(dateOfDayNumber(settlementDay(number(charge), { days, unit, calendar }))).toBe(settles)
})

test('on a business day, exactly the charges up to the last settled day have settled', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: number('2026-06-01'), max: number('2029-06-01') })
        .filter((day) => isBusinessDay(calendar, day)),
      fc.integer({ min: 0, max: 31 }),
      fc.constantFrom('business day' as const, 'calendar day' as const),
      (day, days, unit) => {
        const last = lastChargeDaySettledBy(day, { days, unit, calendar })
        expect(settlementDay(last, { days, unit, calendar })).toBeLessThanOrEqual(day)
        expect(settlementDay(last + 1, { days, unit, calendar })).toBeGreaterThan(day)
      },
    ),
  )
})
