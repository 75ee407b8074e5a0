import { expect, test } from 'vitest'
import { requireCalendarDate as date } from '../calendar/calendar-date'
import {
  payoutDayAcrossChange,
  payoutDayOf,
  payoutDayStart,
  type StartOfDay,
  startOfDayTakesEffectAt,
  UTC_MIDNIGHT,
} from './start-of-day'

const at = (text: string) => Date.parse(text)
const singaporeMidnight: StartOfDay = { hour: 0, minutes: 0, zone: 'Asia/Singapore' }
const singaporeMorning: StartOfDay = { hour: 6, minutes: 0, zone: 'Asia/Singapore' }
const newYorkEvening: StartOfDay = { hour: 17, minutes: 0, zone: 'America/New_York' }

test.each([
  { utc: '2026-11-22T21:59Z', start: singaporeMorning, day: '2026-11-22', because: 'it is 05:59 on the 23rd there' },
  { utc: '2026-11-22T22:00Z', start: singaporeMorning, day: '2026-11-23', because: 'it is 06:00 there' },
  { utc: '2026-11-22T16:00Z', start: singaporeMidnight, day: '2026-11-23', because: 'it is midnight there' },
  { utc: '2026-11-22T23:59Z', start: UTC_MIDNIGHT, day: '2026-11-22', because: 'UTC days end at midnight' },
  { utc: '2027-03-12T21:59Z', start: newYorkEvening, day: '2027-03-11', because: 'winter time: 16:59' },
  { utc: '2027-03-12T22:00Z', start: newYorkEvening, day: '2027-03-12', because: 'winter time: 17:00' },
  { utc: '2027-03-15T20:59Z', start: newYorkEvening, day: '2027-03-14', because: 'summer time: 16:59' },
  { utc: '2027-03-15T21:00Z', start: newYorkEvening, day: '2027-03-15', because: 'summer time: 17:00' },
])('an instant at $utc belongs to $day, because $because', ({ utc, start, day }) => {
  expect(payoutDayOf(at(utc), start)).toBe(day)
})

test('a payout day never begins twice: in the repeated hour the first time counts', () => {
  const start: StartOfDay = { hour: 2, minutes: 30, zone: 'Europe/Berlin' }
  expect(payoutDayStart(date('2026-10-25'), start)).toEqual({ instant: at('2026-10-25T00:30Z'), clock: 'repeated' })
  // 01:10 UTC is the second 02:10 of that night, earlier on the clock than 02:30 but later in time.
  expect(payoutDayOf(at('2026-10-25T01:10Z'), start)).toBe('2026-10-25')
  expect(payoutDayOf(at('2026-10-25T00:29Z'), start)).toBe('2026-10-24')
})

test('a payout day whose start is skipped begins when the clocks show 03:30', () => {
  const start: StartOfDay = { hour: 2, minutes: 30, zone: 'Europe/Berlin' }
  expect(payoutDayStart(date('2027-03-28'), start)).toEqual({ instant: at('2027-03-28T01:30Z'), clock: 'skipped' })
})

test.each([
  {
    saved: '2026-11-21T23:00Z',
    next: singaporeMidnight,
    effect: '2026-11-22T16:00Z',
    because: 'saved at 07:00 there, 17 hours before midnight (the example of Stripe docs)',
  },
  {
    saved: '2026-11-22T16:00Z',
    next: singaporeMidnight,
    effect: '2026-11-23T16:00Z',
    because: 'it was saved as the day began',
  },
  {
    saved: '2026-11-22T15:59Z',
    next: singaporeMidnight,
    effect: '2026-11-22T16:00Z',
    because: 'midnight was a minute away',
  },
  {
    saved: '2027-03-12T22:30Z',
    next: newYorkEvening,
    effect: '2027-03-13T22:00Z',
    because: 'winter time lasts another day',
  },
  {
    saved: '2027-03-13T22:30Z',
    next: newYorkEvening,
    effect: '2027-03-14T21:00Z',
    because: 'the clocks go forward that night',
  },
])('a start of day saved at $saved takes hold at $effect, because $because', ({ saved, next, effect }) => {
  expect(startOfDayTakesEffectAt(at(saved), next)).toBe(at(effect))
})

test('payments made before a new start of day takes hold keep the day they had', () => {
  const change = { before: UTC_MIDNIGHT, after: singaporeMidnight, savedAt: at('2026-11-21T23:00Z') }
  expect(payoutDayAcrossChange(at('2026-11-22T15:59Z'), change)).toBe('2026-11-22')
  expect(payoutDayAcrossChange(at('2026-11-22T16:00Z'), change)).toBe('2026-11-23')
})
