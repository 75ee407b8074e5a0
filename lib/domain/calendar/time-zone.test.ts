import fc from 'fast-check'
import { expect, test } from 'vitest'
import { requireCalendarDate as date } from './calendar-date'
import { instantAt, localTimeAt } from './time-zone'
import { isZone } from './zone'

const at = (text: string) => Date.parse(text)
const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

test.each([
  {
    day: '2027-03-12',
    time: '17:00',
    zone: 'America/New_York',
    utc: '2027-03-12T22:00Z',
    clock: 'plain',
    because: 'New York is still on winter time',
  },
  {
    day: '2027-03-15',
    time: '17:00',
    zone: 'America/New_York',
    utc: '2027-03-15T21:00Z',
    clock: 'plain',
    because: 'summer time began on the 14th',
  },
  {
    day: '2027-03-28',
    time: '02:30',
    zone: 'Europe/Berlin',
    utc: '2027-03-28T01:30Z',
    clock: 'skipped',
    because: 'the clocks go from 02:00 to 03:00',
  },
  {
    day: '2026-10-25',
    time: '02:30',
    zone: 'Europe/Berlin',
    utc: '2026-10-25T00:30Z',
    clock: 'repeated',
    because: 'it comes twice and the first is taken',
  },
  {
    day: '2026-10-25',
    time: '01:59',
    zone: 'Europe/Berlin',
    utc: '2026-10-24T23:59Z',
    clock: 'plain',
    because: 'the repeated hour has not begun',
  },
  {
    day: '2026-10-25',
    time: '03:00',
    zone: 'Europe/Berlin',
    utc: '2026-10-25T02:00Z',
    clock: 'plain',
    because: 'the repeated hour is over',
  },
  {
    day: '2027-03-28',
    time: '03:00',
    zone: 'Europe/Berlin',
    utc: '2027-03-28T01:00Z',
    clock: 'plain',
    because: 'the clocks show it at once',
  },
  {
    day: '2026-11-22',
    time: '00:00',
    zone: 'Asia/Kolkata',
    utc: '2026-11-21T18:30Z',
    clock: 'plain',
    because: 'India is five and a half hours ahead',
  },
  {
    day: '2026-11-22',
    time: '00:00',
    zone: 'Pacific/Kiritimati',
    utc: '2026-11-21T10:00Z',
    clock: 'plain',
    because: 'fourteen hours ahead is the furthest',
  },
  {
    day: '2026-11-22',
    time: '00:00',
    zone: 'Etc/GMT+12',
    utc: '2026-11-22T12:00Z',
    clock: 'plain',
    because: 'twelve hours behind is the furthest',
  },
  {
    day: '2027-04-04',
    time: '01:45',
    zone: 'Australia/Lord_Howe',
    utc: '2027-04-03T14:45Z',
    clock: 'repeated',
    because: 'the change is of half an hour there',
  },
  {
    day: '2011-12-30',
    time: '12:00',
    zone: 'Pacific/Apia',
    utc: '2011-12-30T22:00Z',
    clock: 'skipped',
    because: 'Samoa left the whole day out',
  },
])('$time on $day in $zone is $utc, because $because', ({ day, time, zone, utc, clock }) => {
  expect(instantAt({ date: date(day), minuteOfDay: minutes(time) }, zone)).toEqual({ instant: at(utc), clock })
})

test('a skipped time shows on the clocks an hour later', () => {
  expect(localTimeAt(at('2027-03-28T01:30Z'), 'Europe/Berlin')).toEqual({ date: '2027-03-28', minuteOfDay: 210 })
})

test.each([
  { utc: '2026-11-22T04:59:59.999Z', zone: 'America/New_York', day: '2026-11-21', minuteOfDay: 1439 },
  { utc: '2026-11-22T05:00Z', zone: 'America/New_York', day: '2026-11-22', minuteOfDay: 0 },
  { utc: '2026-12-31T15:00Z', zone: 'Asia/Tokyo', day: '2027-01-01', minuteOfDay: 0 },
  { utc: '1969-12-31T23:59:59.500Z', zone: 'Etc/UTC', day: '1969-12-31', minuteOfDay: 1439 },
])('at $utc the clocks in $zone show $day', ({ utc, zone, day, minuteOfDay }) => {
  expect(localTimeAt(at(utc), zone)).toEqual({ date: day, minuteOfDay })
})

test('an invented zone or minute is refused', () => {
  expect(isZone('Europe/Berlin')).toBe(true)
  expect(isZone('Europe/Atlantis')).toBe(false)
  expect(isZone('')).toBe(false)
  expect(() => localTimeAt(0, 'Europe/Atlantis')).toThrow(RangeError)
  expect(() => instantAt({ date: date('2026-11-22'), minuteOfDay: 1440 }, 'Etc/UTC')).toThrow(RangeError)
  expect(() => instantAt({ date: date('2026-11-22'), minuteOfDay: -1 }, 'Etc/UTC')).toThrow(RangeError)
})

const zones = [
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Chatham',
  'Etc/UTC',
]

test('what the clocks show leads back to the instant, or in a repeated hour to an earlier one', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: at('2026-01-01') / 60_000, max: at('2030-01-01') / 60_000 }).map((minute) => minute * 60_000),
      fc.constantFrom(...zones),
      (instant, zone) => {
        const found = instantAt(localTimeAt(instant, zone), zone)
        expect(found.clock).not.toBe('skipped')
        if (found.clock === 'plain') expect(found.instant).toBe(instant)
        else expect(instant - found.instant === 0 || instant - found.instant <= 3_600_000).toBe(true)
      },
    ),
  )
})
