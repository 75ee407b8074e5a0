import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HOLIDAY_DATA } from '../calendar/bank-holiday-data'
import { requireCalendarDate as date } from '../calendar/calendar-date'
import { WEEKDAYS } from '../calendar/weekday'
import type { PayoutSchedule } from '../settings/payout-schedule'
import {
  type ComparisonContext,
  describeForecastFact,
  diffForecasts,
  type ForecastFact,
  type PayoutTerms,
} from './forecast-diff'

const today = date('2026-11-22')
const context: ComparisonContext = { holidays: HOLIDAY_DATA, today, country: 'US' }
const words = { day: (text: string) => text, moment: (instant: number) => new Date(instant).toISOString() }
const sentencesOf = (facts: readonly ForecastFact[]) => facts.map((fact) => describeForecastFact(fact, words))

const daily: PayoutTerms = { schedule: { interval: 'daily' }, delayDays: 2 }
const manual: PayoutTerms = { schedule: { interval: 'manual' }, delayDays: 2 }
const mondays: PayoutTerms = { schedule: { interval: 'weekly', weekdays: ['monday'] }, delayDays: 2 }
const monthly: PayoutTerms = { schedule: { interval: 'monthly', monthDays: [5, 20] }, delayDays: 2 }

test('dates of both sides stand beside each other, with those that appear and disappear', () => {
  const comparison = diffForecasts(
    mondays,
    { ...mondays, schedule: { interval: 'weekly', weekdays: ['monday', 'thursday'] } },
    context,
  )
  expect(comparison.payouts.map(({ sendOn, change }) => `${sendOn} ${change}`)).toEqual([
    '2026-11-23 stays',
    '2026-11-27 appears',
    '2026-11-30 stays',
    '2026-12-03 appears',
    '2026-12-07 stays',
    '2026-12-14 stays',
    '2026-12-21 stays',
  ])
  expect(comparison.payouts[1]?.after?.moved).toMatchObject([{ rule: 'bank-holiday', name: 'Thanksgiving Day' }])
})

test.each([daily, mondays, monthly])(
  'terms that are compared with themselves are forecast once, and say what a comparison with a copy says',
  (terms) => {
    expect(diffForecasts(terms, terms, context)).toEqual(diffForecasts(terms, { ...terms }, context))
  },
)

test('a date shown on one side only because of the length of the lists is not called new', () => {
  const { payouts } = diffForecasts(daily, monthly, context)
  expect(payouts.find(({ sendOn }) => sendOn === '2027-02-05')?.change).toBe('stays')
  const gone = payouts.filter(({ change }) => change === 'disappears')
  expect(gone.map(({ sendOn }) => sendOn)).toEqual([
    '2026-11-23',
    '2026-11-24',
    '2026-11-25',
    '2026-11-27',
    '2026-11-30',
  ])
})

test.each<{
  before: PayoutTerms
  after: PayoutTerms
  context?: ComparisonContext
  sentences: string[]
  because: string
}>([
  { before: daily, after: { ...daily }, sentences: ['Payout dates don’t change.'], because: 'nothing changed' },
  {
    before: { ...mondays, schedule: { interval: 'weekly', weekdays: ['monday', 'friday'] } },
    after: { ...mondays, schedule: { interval: 'weekly', weekdays: ['friday', 'monday', 'monday'] } },
    sentences: ['Payout dates don’t change.'],
    because: 'order and repetition mean nothing',
  },
  {
    before: daily,
    after: monthly,
    sentences: [
      'Payouts already sent keep their arrival dates.',
      'The next payout moves from 2026-11-23 to 2026-12-07, 14 days later (estimated).',
      'Funds in the balance are sent with the payout of 2026-12-07 (estimated).',
    ],
    because: 'the next payout moves',
  },
  {
    before: daily,
    after: mondays,
    sentences: [
      'Payouts already sent keep their arrival dates.',
      'The next payout stays on 2026-11-23 (estimated).',
      'Funds in the balance are sent with the payout of 2026-11-23 (estimated).',
    ],
    because: 'the next payout stays',
  },
  {
    before: daily,
    after: manual,
    context: { ...context, country: 'TH' },
    sentences: [
      'Payouts already sent keep their arrival dates.',
      'There are no automatic payouts after 2026-11-22. Funds must be paid out within 10 days in this country.',
    ],
    because: 'manual stops everything',
  },
  {
    before: manual,
    after: mondays,
    sentences: [
      'Payouts already sent keep their arrival dates.',
      'Automatic payouts start on 2026-11-23 (estimated).',
      'Funds in the balance are sent with the payout of 2026-11-23 (estimated).',
    ],
    because: 'automatic payouts start',
  },
  {
    before: manual,
    after: { ...manual, delayDays: 1 },
    sentences: [
      'Payouts already sent keep their arrival dates.',
      'Payouts stay manual. Funds must be paid out within 2 years in this country.',
      'Charges made before the change settle after 2 business days; later ones after 1 business day.',
    ],
    because: 'only the delay changed',
  },
  {
    before: daily,
    after: { ...daily, startOfDay: { hour: 0, minutes: 0, zone: 'Asia/Singapore' } },
    context: { holidays: HOLIDAY_DATA, country: 'SG', now: Date.parse('2026-11-21T23:00Z'), startOfDay: null },
    sentences: [
      'Payouts already sent keep their arrival dates.',
      'The next payout stays on 2026-11-23 (estimated).',
      'Funds in the balance are sent with the payout of 2026-11-23 (estimated).',
      'The new start of day takes effect at 2026-11-22T16:00:00.000Z; earlier payments keep their day.',
    ],
    because: 'only the start of day changed',
  },
])(
  'the consequences of a change in sentences, where $because',
  ({ before, after, context: asked = context, sentences }) => {
    expect(sentencesOf(diffForecasts(before, after, asked).facts)).toEqual(sentences)
  },
)

test('a day that only the old schedule named before today does not pay under the new one', () => {
  const wednesdays: PayoutTerms = { schedule: { interval: 'weekly', weekdays: ['wednesday'] }, delayDays: 2 }
  const on21st: PayoutTerms = { schedule: { interval: 'monthly', monthDays: [21] }, delayDays: 2 }
  const { after } = diffForecasts(wednesdays, on21st, context)
  expect(after.kind === 'automatic' && after.payouts[0]?.sendOn).toBe('2026-12-21')
})

test('the rhythm of a year: how many payouts, and how long money waits', () => {
  const { rhythm } = diffForecasts(daily, monthly, context)
  // 261 weekdays from 23 November 2026 to 22 November 2027, less ten Federal Reserve holidays.
  expect(rhythm.before).toMatchObject({ payoutsPerYear: 251, daysFromSettlementToSending: 0 })
  expect(rhythm.after).toMatchObject({ payoutsPerYear: 24, payoutsPerMonth: 2 })
  expect(rhythm.after?.daysFromSettlementToSending).toBeGreaterThan(6)
  expect(rhythm.after?.daysFromSettlementToSending).toBeLessThan(9)
})

test('a week of waiting is counted by hand', () => {
  // No delay, calendar days, no holidays listed: charges of Tuesday to Monday wait 6, 5, 4, 3, 2, 1 and 0 days.
  const noDelay: PayoutTerms = { schedule: { interval: 'weekly', weekdays: ['monday'] }, delayDays: 0 }
  const book = {
    made: '2026-11-22',
    from: '2026-01-01',
    to: '2029-12-31',
    source: 'none',
    calendars: { SG: { title: 'None', approximate: null, days: '' } },
  }
  const { rhythm } = diffForecasts(noDelay, noDelay, { today, country: 'SG', holidays: book })
  expect(rhythm.before?.daysFromSettlementToSending).toBeCloseTo(3, 1)
  // Monday 23 November 2026 and Monday 22 November 2027 are both among the 365 days after today.
  expect(rhythm.before?.payoutsPerYear).toBe(53)
})

test('manual has no rhythm and costs nothing', () => {
  const { rhythm, yearlyCost } = diffForecasts(daily, manual, {
    ...context,
    costPerPayout: { amount: 25, currency: 'usd' },
  })
  expect(rhythm.after).toBeNull()
  expect(yearlyCost).toEqual({ currency: 'usd', before: 6275, after: 0 })
})

test('without a cost there is no fee effect, and half a cent is refused', () => {
  expect(diffForecasts(daily, monthly, context).yearlyCost).toBeNull()
  expect(() => diffForecasts(daily, monthly, { ...context, costPerPayout: { amount: 2.5, currency: 'usd' } })).toThrow(
    RangeError,
  )
})

const anyTerms = fc.record({
  schedule: fc.oneof(
    fc.constant<PayoutSchedule>({ interval: 'manual' }),
    fc.constant<PayoutSchedule>({ interval: 'daily' }),
    fc
      .uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 })
      .map((weekdays): PayoutSchedule => ({ interval: 'weekly', weekdays })),
    fc
      .uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1 })
      .map((monthDays): PayoutSchedule => ({ interval: 'monthly', monthDays })),
  ),
  delayDays: fc.integer({ min: 0, max: 14 }),
})

test('every row is on the side it says, rows are in order, and swapping the sides swaps the difference', () => {
  fc.assert(
    fc.property(anyTerms, anyTerms, fc.constantFrom('US', 'FR', 'SG'), (before, after, country) => {
      const asked: ComparisonContext = {
        holidays: HOLIDAY_DATA,
        today,
        country,
        costPerPayout: { amount: 30, currency: 'usd' },
      }
      const forward = diffForecasts(before, after, asked)
      const back = diffForecasts(after, before, asked)
      for (const [i, row] of forward.payouts.entries()) {
        expect(row.change).toBe(row.before && row.after ? 'stays' : row.after ? 'appears' : 'disappears')
        if (i > 0) expect(row.sendOn > (forward.payouts[i - 1]?.sendOn ?? '')).toBe(true)
      }
      // Not exactly: days named before today count for the old schedule only.
      const costs = [forward, back].map(({ yearlyCost }) => (yearlyCost?.after ?? 0) - (yearlyCost?.before ?? 0))
      expect(Math.abs((costs[0] ?? 0) + (costs[1] ?? 0))).toBeLessThanOrEqual(60)
      for (const { facts } of [forward, back])
        expect(sentencesOf(facts).every((sentence) => sentence.endsWith('.'))).toBe(true)
    }),
    { numRuns: 60 },
  )
})
