import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WEEKDAYS } from '../calendar/weekday'
import {
  canonicalSchedule,
  describeSchedule,
  describeScheduleProblem,
  isSameSchedule,
  type PayoutSchedule,
  scheduleProblems,
} from './payout-schedule'
import { describeMonthDay } from './schedule-days'

test.each<{ schedule: PayoutSchedule; words: string }>([
  { schedule: { interval: 'manual' }, words: 'Manual' },
  { schedule: { interval: 'daily' }, words: 'Daily' },
  { schedule: { interval: 'weekly', weekdays: ['thursday', 'monday'] }, words: 'Every Monday and Thursday' },
  { schedule: { interval: 'weekly', weekdays: ['friday'] }, words: 'Every Friday' },
  {
    schedule: { interval: 'weekly', weekdays: ['monday', 'wednesday', 'friday'] },
    words: 'Every Monday, Wednesday and Friday',
  },
  { schedule: { interval: 'weekly', weekdays: [] }, words: 'Every week, on no day yet' },
  { schedule: { interval: 'monthly', monthDays: [20, 5] }, words: 'On the 5th and 20th of each month' },
  { schedule: { interval: 'monthly', monthDays: [31] }, words: 'On the last day of each month' },
  { schedule: { interval: 'monthly', monthDays: [5, 31] }, words: 'On the 5th and last day of each month' },
  {
    schedule: { interval: 'monthly', monthDays: [29] },
    words: 'On the 29th (last day in shorter months) of each month',
  },
  {
    schedule: { interval: 'monthly', monthDays: [1, 2, 3, 11, 21, 22, 23] },
    words: 'On the 1st, 2nd, 3rd, 11th, 21st, 22nd and 23rd of each month',
  },
  { schedule: { interval: 'monthly', monthDays: [] }, words: 'Every month, on no day yet' },
])('it reads "$words"', ({ schedule, words }) => {
  expect(describeSchedule(schedule)).toBe(words)
})

test('no day is ever called the 31st, and days that slide say so', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1 }), (monthDays) => {
      const words = describeSchedule({ interval: 'monthly', monthDays })
      expect(words).not.toContain('31')
      for (const day of [29, 30]) {
        expect(words.includes(`${day}th (last day in shorter months)`)).toBe(monthDays.includes(day))
      }
    }),
  )
  expect(describeMonthDay(12)).toBe('12th')
})

const anySchedule: fc.Arbitrary<PayoutSchedule> = fc.oneof(
  fc.constant<PayoutSchedule>({ interval: 'manual' }),
  fc.constant<PayoutSchedule>({ interval: 'daily' }),
  fc.array(fc.constantFrom(...WEEKDAYS)).map((weekdays): PayoutSchedule => ({ interval: 'weekly', weekdays })),
  fc.array(fc.integer({ min: 1, max: 31 })).map((monthDays): PayoutSchedule => ({ interval: 'monthly', monthDays })),
)

test('the canonical form is its own canonical form, and order and repetition do not matter', () => {
  fc.assert(
    fc.property(anySchedule, (schedule) => {
      const canonical = canonicalSchedule(schedule)
      expect(canonicalSchedule(canonical)).toEqual(canonical)
      expect(isSameSchedule(schedule, canonical)).toBe(true)
      expect(describeSchedule(schedule)).toBe(describeSchedule(canonical))
    }),
  )
  expect(canonicalSchedule({ interval: 'monthly', monthDays: [20, 5, 20] })).toEqual({
    interval: 'monthly',
    monthDays: [5, 20],
  })
  expect(canonicalSchedule({ interval: 'weekly', weekdays: ['friday', 'monday', 'friday'] })).toEqual({
    interval: 'weekly',
    weekdays: ['monday', 'friday'],
  })
  expect(
    isSameSchedule({ interval: 'weekly', weekdays: ['monday'] }, { interval: 'weekly', weekdays: ['friday'] }),
  ).toBe(false)
})

test.each<{ schedule: PayoutSchedule; country: string; problems: string[]; because: string }>([
  { schedule: { interval: 'daily' }, country: 'US', problems: [], because: 'daily is offered there' },
  {
    schedule: { interval: 'daily' },
    country: 'JP',
    problems: ['Daily payouts are not offered in this country.'],
    because: 'Japan has none',
  },
  {
    schedule: { interval: 'weekly', weekdays: [] },
    country: 'US',
    problems: ['Choose at least one weekday.'],
    because: 'none is chosen',
  },
  {
    schedule: { interval: 'weekly', weekdays: ['monday', 'sunday'] },
    country: 'US',
    problems: ['Sunday cannot be chosen: payouts are sent from Monday to Friday.'],
    because: 'weekends went with clover',
  },
  {
    schedule: { interval: 'weekly', weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] },
    country: 'US',
    problems: [],
    because: 'all five may be chosen',
  },
  {
    schedule: { interval: 'monthly', monthDays: [] },
    country: 'US',
    problems: ['Choose at least one day of the month.'],
    because: 'none is chosen',
  },
  {
    schedule: { interval: 'monthly', monthDays: [0] },
    country: 'US',
    problems: ['Choose days of the month between 1 and 31.'],
    because: 'months begin with day 1',
  },
  {
    schedule: { interval: 'monthly', monthDays: [32, 32] },
    country: 'US',
    problems: ['Choose days of the month between 1 and 31.'],
    because: 'the same mistake is named once',
  },
  {
    schedule: { interval: 'monthly', monthDays: [1.5] },
    country: 'US',
    problems: ['Choose days of the month between 1 and 31.'],
    because: 'days are whole',
  },
  {
    schedule: { interval: 'monthly', monthDays: [1, 31] },
    country: 'JP',
    problems: [],
    because: 'monthly is offered in Japan',
  },
])('$schedule in $country has $problems.length problems, because $because', ({ schedule, country, problems }) => {
  expect(scheduleProblems(schedule, country).map(describeScheduleProblem)).toEqual(problems)
})

test('accounts in Brazil and India can have no schedule but daily, and the reason is shown', () => {
  const others: PayoutSchedule[] = [
    { interval: 'manual' },
    { interval: 'weekly', weekdays: ['monday'] },
    { interval: 'monthly', monthDays: [1] },
  ]
  for (const country of ['BR', 'IN', 'in']) {
    for (const schedule of others)
      expect(scheduleProblems(schedule, country).map(describeScheduleProblem)).toEqual([
        'In this country, payouts are always automatic and daily.',
      ])
    expect(scheduleProblems({ interval: 'daily' }, country)).toEqual([])
  }
})
