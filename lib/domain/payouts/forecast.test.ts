import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { HOLIDAY_DATA } from '../calendar/bank-holiday-data'
import { isBusinessDay, payoutCalendars } from '../calendar/bank-holidays'
import {
  addDays,
  addMonths,
  requireCalendarDate as date,
  dateOfDayNumber,
  dayNumber,
  weekdayIndex,
} from '../calendar/calendar-date'
import { WEEKDAYS } from '../calendar/weekday'
import type { PayoutSchedule } from '../settings/payout-schedule'
import { describeDateReason } from './date-reasons'
import { type PayoutCalendarInput, settlementTerms, type UpcomingPayout, upcomingPayouts } from './forecast'
import { settlementDay } from './settlement'

type Question = Omit<Partial<PayoutCalendarInput>, 'today' | 'now' | 'count' | 'until' | 'schedule'> & {
  schedule: PayoutSchedule
  today?: string
  count?: number
}

const SUNDAY = '2026-11-22'

function payouts({ today = SUNDAY, count = 5, ...question }: Question): readonly UpcomingPayout[] {
  const answer = upcomingPayouts({
    holidays: HOLIDAY_DATA,
    country: 'US',
    delayDays: 2,
    ...question,
    now: undefined,
    until: undefined,
    today: date(today),
    count,
  })
  if (answer.kind === 'manual') throw new Error('expected automatic payouts')
  return answer.payouts
}

/** "2026-12-05>2026-12-07", or the one date where nothing moved it. */
const sendingDaysOf = (list: readonly UpcomingPayout[]) =>
  list.map(({ scheduledFor, sendOn }) => (scheduledFor === sendOn ? sendOn : `${scheduledFor}>${sendOn}`))
const monthly = (...monthDays: number[]): PayoutSchedule => ({ interval: 'monthly', monthDays })
const weekly = (...weekdays: (typeof WEEKDAYS)[number][]): PayoutSchedule => ({ interval: 'weekly', weekdays })
const daily: PayoutSchedule = { interval: 'daily' }

test.each<{ schedule: PayoutSchedule; country: string; dates: string[]; because: string }>([
  {
    schedule: monthly(5, 20),
    country: 'US',
    dates: ['2026-12-05>2026-12-07', '2026-12-20>2026-12-21', '2027-01-05', '2027-01-20', '2027-02-05'],
    because: 'weekends roll forward (J2)',
  },
  {
    schedule: monthly(31),
    country: 'US',
    dates: ['2026-11-30', '2026-12-31', '2027-01-31>2027-02-01', '2027-02-28>2027-03-01', '2027-03-31'],
    because: '31 is the last day, and rolling forward may leave the month (J2)',
  },
  {
    schedule: monthly(29, 31),
    country: 'US',
    dates: ['2026-11-30', '2026-12-29', '2026-12-31', '2027-01-29', '2027-01-31>2027-02-01'],
    because: 'Sunday the 29th and the last day are one payout (J2)',
  },
  {
    schedule: monthly(15, 30),
    country: 'US',
    dates: ['2026-11-30', '2026-12-15', '2026-12-30', '2027-01-15', '2027-01-30>2027-02-01'],
    because: 'Saturday 30 January rolls to Monday (J2)',
  },
  {
    schedule: weekly('thursday'),
    country: 'US',
    dates: ['2026-11-26>2026-11-27', '2026-12-03', '2026-12-10', '2026-12-17', '2026-12-24'],
    because: 'Thanksgiving rolls to Friday (J2)',
  },
  {
    schedule: daily,
    country: 'US',
    dates: ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-27', '2026-11-30'],
    because: 'daily means business days (J2)',
  },
  {
    schedule: weekly('thursday', 'friday'),
    country: 'US',
    dates: ['2026-11-27', '2026-12-03', '2026-12-04', '2026-12-10', '2026-12-11'],
    because: 'Thanksgiving falls together with its Friday',
  },
  {
    schedule: monthly(21),
    country: 'US',
    dates: ['2026-11-21>2026-11-23', '2026-12-21', '2027-01-21', '2027-02-21>2027-02-22', '2027-03-21>2027-03-22'],
    because: 'a Saturday already past is still to be sent on Monday',
  },
  {
    schedule: weekly('saturday'),
    country: 'US',
    dates: [
      '2026-11-21>2026-11-23',
      '2026-11-28>2026-11-30',
      '2026-12-05>2026-12-07',
      '2026-12-12>2026-12-14',
      '2026-12-19>2026-12-21',
    ],
    because: 'an old account may still name a weekend day',
  },
  {
    schedule: weekly('friday'),
    country: 'GB',
    dates: ['2026-11-27', '2026-12-04', '2026-12-11', '2026-12-18', '2026-12-25>2026-12-29'],
    because: 'Christmas, a weekend and a substitute day follow each other',
  },
  {
    schedule: monthly(1),
    country: 'JP',
    dates: ['2026-12-01', '2027-01-01>2027-01-04', '2027-02-01', '2027-03-01', '2027-04-01'],
    because: 'Japanese banks open on the 4th of January',
  },
  {
    schedule: monthly(14),
    country: 'FR',
    dates: ['2026-12-14', '2027-01-14', '2027-02-14>2027-02-15', '2027-03-14>2027-03-15', '2027-04-14'],
    because: 'euros settle on TARGET days',
  },
])('$schedule.interval in $country goes out on $dates, because $because', ({ schedule, country, dates }) => {
  expect(sendingDaysOf(payouts({ schedule, country }))).toEqual(dates)
})

test.each<{ today: string; schedule: PayoutSchedule; country?: string; dates: string[]; because: string }>([
  {
    today: '2027-02-10',
    schedule: monthly(15, 30),
    dates: ['2027-02-15>2027-02-16', '2027-02-28>2027-03-01'],
    because: 'Presidents’ Day rolls to Tuesday (J2) and February has no 30th',
  },
  {
    today: '2028-02-10',
    schedule: monthly(29),
    dates: ['2028-02-29', '2028-03-29'],
    because: '2028 has a 29 February',
  },
  {
    today: '2027-02-10',
    schedule: monthly(29),
    dates: ['2027-02-28>2027-03-01', '2027-03-29'],
    because: '2027 has none',
  },
  {
    today: '2027-02-01',
    schedule: monthly(28, 29, 30, 31),
    dates: ['2027-02-28>2027-03-01', '2027-03-29'],
    because: 'four days become one in a short February, and the Sunday of March joins its Monday',
  },
  {
    today: '2026-11-23',
    schedule: weekly('monday'),
    dates: ['2026-11-30', '2026-12-07'],
    because: 'today’s payout has already left',
  },
  {
    today: '2026-12-30',
    schedule: monthly(31),
    dates: ['2026-12-31', '2027-01-31>2027-02-01'],
    because: 'the year ends',
  },
  {
    today: '2027-12-30',
    schedule: monthly(1, 31),
    dates: ['2027-12-31', '2028-01-01>2028-01-03'],
    because: 'New Year 2028 is a Saturday',
  },
  {
    today: '2027-12-30',
    schedule: monthly(1, 31),
    country: 'GB',
    dates: ['2027-12-31', '2028-01-01>2028-01-04'],
    because: 'and in England its substitute is the Monday',
  },
  {
    today: '2027-04-01',
    schedule: monthly(30),
    dates: ['2027-04-30', '2027-05-30>2027-06-01'],
    because: 'Sunday, then Memorial Day',
  },
  {
    today: '2027-03-25',
    schedule: daily,
    country: 'DE',
    dates: ['2027-03-30', '2027-03-31'],
    because: 'TARGET closes from Good Friday to Easter Monday',
  },
  {
    today: '2027-05-05',
    schedule: daily,
    country: 'DE',
    dates: ['2027-05-06', '2027-05-07'],
    because: 'TARGET is open on Ascension Day',
  },
  {
    today: '2027-03-12',
    schedule: daily,
    dates: ['2027-03-15', '2027-03-16'],
    because: 'summer time over the weekend moves no date',
  },
])('from $today it goes out on $dates, because $because', ({ today, schedule, country = 'US', dates }) => {
  expect(sendingDaysOf(payouts({ today, schedule, country })).slice(0, 2)).toEqual(dates)
})

const rulesOf = (question: Question) => payouts(question)[0]?.moved

test.each<{ question: Question; rules: unknown[]; because: string }>([
  {
    question: { schedule: monthly(5) },
    rules: [{ rule: 'weekend', on: '2026-12-05' }],
    because: 'one weekend is one reason',
  },
  {
    question: { schedule: weekly('thursday') },
    rules: [{ rule: 'bank-holiday', on: '2026-11-26', name: 'Thanksgiving Day', isApproximate: false }],
    because: 'the holiday has a name',
  },
  {
    question: { schedule: weekly('friday'), country: 'GB', today: '2026-12-20' },
    rules: [
      { rule: 'bank-holiday', on: '2026-12-25', name: 'Christmas Day', isApproximate: false },
      { rule: 'weekend', on: '2026-12-26' },
      { rule: 'bank-holiday', on: '2026-12-28', name: 'Boxing Day (substitute day)', isApproximate: false },
    ],
    because: 'each closed day is named in turn',
  },
  {
    question: { schedule: monthly(29, 31) },
    rules: [
      { rule: 'weekend', on: '2026-11-29' },
      { rule: 'month-end', monthDay: 31, on: '2026-11-30' },
      { rule: 'merged', with: ['2026-11-29'] },
    ],
    because: 'the merged days both explain themselves',
  },
  {
    question: { schedule: monthly(30, 31), today: '2027-02-10' },
    rules: [
      { rule: 'month-end', monthDay: 30, on: '2027-02-28' },
      { rule: 'weekend', on: '2027-02-28' },
      { rule: 'month-end', monthDay: 31, on: '2027-02-28' },
      { rule: 'merged', with: ['2027-02-28'] },
    ],
    because: 'two days clamped to one are merged',
  },
  { question: { schedule: monthly(31), today: '2026-12-01' }, rules: [], because: 'December has a 31st' },
])('the reasons of a date, where $because', ({ question, rules }) => {
  expect(rulesOf(question)).toEqual(rules)
})

test('the reasons read as sentences', () => {
  const day = (text: string) => text
  const sentences = [...payouts({ schedule: monthly(29, 31) }), ...payouts({ schedule: weekly('thursday') })].flatMap(
    ({ moved }) => moved.map((rule) => describeDateReason(rule, day)),
  )
  expect(sentences).toEqual([
    '2026-11-29 isn’t a business day, so the payout is sent on the next one.',
    'The last day of this month is 2026-11-30.',
    'Several scheduled days lead to this date (also 2026-11-29), so there is one payout.',
    '2027-01-31 isn’t a business day, so the payout is sent on the next one.',
    '2026-11-26 is a bank holiday (Thanksgiving Day), so the payout is sent on the next business day.',
  ])
})

test('manual schedules have no automatic payouts and say how long funds may be held', () => {
  expect(
    upcomingPayouts({
      holidays: HOLIDAY_DATA,
      schedule: { interval: 'manual' },
      country: 'TH',
      delayDays: 7,
      today: date(SUNDAY),
    }),
  ).toEqual({
    kind: 'manual',
    today: SUNDAY,
    holdingLimit: { amount: 10, unit: 'day' },
  })
})

test('Japan: an account left on daily still gets an honest forecast, though daily is not offered', () => {
  expect(
    sendingDaysOf(payouts({ schedule: daily, country: 'JP', today: '2026-12-29', delayDays: 4 })).slice(0, 3),
  ).toEqual(['2026-12-30', '2027-01-04', '2027-01-05'])
})

test('arrival counts business days of the rail, and for its end those of the country’s banks', () => {
  // Sent on Tuesday 13 July 2027: TARGET is open on the 14th, French banks are not.
  expect(payouts({ schedule: monthly(13), country: 'FR', today: '2027-07-01' })[0]?.arrival).toEqual({
    earliest: '2027-07-14',
    latest: '2027-07-19',
  })
  expect(payouts({ schedule: weekly('wednesday') })[0]?.arrival).toEqual({
    earliest: '2026-11-27',
    latest: '2026-11-30',
  })
})

test.each([
  { country: 'US', delayDays: 2, covers: '2026-11-23', because: 'two business days before Wednesday is Monday' },
  { country: 'SG', delayDays: 7, covers: '2026-11-18', because: 'Singapore counts calendar days' },
  { country: 'US', delayDays: 0, covers: '2026-11-25', because: 'there is no delay' },
])(
  'a payout of 25 November in $country covers charges until $covers, because $because',
  ({ country, delayDays, covers }) => {
    expect(payouts({ schedule: weekly('wednesday'), country, delayDays })[0]).toMatchObject({
      sendOn: '2026-11-25',
      coversChargesUntil: covers,
    })
  },
)

test('nothing is sent before the oldest charge has settled', () => {
  const [first] = payouts({ schedule: daily, delayDays: 3, oldestChargeOn: date('2026-11-23') })
  expect(first).toMatchObject({
    sendOn: '2026-11-27',
    moved: [
      { rule: 'bank-holiday', name: 'Thanksgiving Day' },
      { rule: 'merged' },
      { rule: 'settled-funds', settlesOn: '2026-11-27', insteadOf: ['2026-11-23', '2026-11-24', '2026-11-25'] },
    ],
  })
})

test('days that a schedule named before it was active do not pay', () => {
  expect(sendingDaysOf(payouts({ schedule: monthly(21), activeSince: date(SUNDAY) }))[0]).toBe('2026-12-21')
})

test('beyond the holiday calendar only weekends are known, and each payout there says so', () => {
  const list = payouts({ schedule: monthly(5), today: '2029-09-01' })
  expect(list.map(({ sendOn, uncertain }) => [sendOn, uncertain])).toEqual([
    ['2029-09-05', []],
    ['2029-10-05', []],
    ['2029-11-05', []],
    ['2029-12-05', []],
    ['2030-01-07', ['beyond-holiday-calendar']],
  ])
})

test('a payout near a moonlit holiday, or in a country without a list, says that it is less sure', () => {
  expect(payouts({ schedule: monthly(8), country: 'MY', today: '2027-03-01' })[0]?.uncertain).toEqual([
    'approximate-holiday',
  ])
  expect(payouts({ schedule: monthly(8), country: 'MY', today: '2027-03-25' })[0]?.uncertain).toEqual([])
  expect(payouts({ schedule: monthly(8), country: 'ZZ' })[0]?.uncertain).toEqual(['no-holiday-calendar'])
})

test('the forecast names its holiday calendar and the last day of it', () => {
  const answer = upcomingPayouts({
    holidays: HOLIDAY_DATA,
    schedule: daily,
    country: 'DE',
    delayDays: 3,
    today: date(SUNDAY),
  })
  expect(answer).toMatchObject({
    calendar: { id: 'TARGET', title: 'SEPA (TARGET) closing days', approximate: null, lastDay: '2029-12-31' },
  })
  expect(
    upcomingPayouts({ holidays: HOLIDAY_DATA, schedule: daily, country: 'ZZ', delayDays: 3, today: date(SUNDAY) }),
  ).toMatchObject({
    calendar: { id: 'weekends', lastDay: null },
  })
})

test.each([
  {
    now: '2027-03-12T21:59Z',
    zone: 'America/New_York',
    hour: 17,
    next: '2027-03-12',
    because: 'it is 16:59 and the payout day of the 12th has not begun',
  },
  {
    now: '2027-03-12T22:00Z',
    zone: 'America/New_York',
    hour: 17,
    next: '2027-03-15',
    because: 'it is 17:00 in winter time and the 12th has left',
  },
  {
    now: '2027-03-15T20:59Z',
    zone: 'America/New_York',
    hour: 17,
    next: '2027-03-15',
    because: 'it is 16:59 in summer time',
  },
  {
    now: '2027-03-15T21:00Z',
    zone: 'America/New_York',
    hour: 17,
    next: '2027-03-16',
    because: 'it is 17:00 in summer time',
  },
  {
    now: '2026-11-22T16:00Z',
    zone: 'Asia/Singapore',
    hour: 0,
    next: '2026-11-24',
    because: 'it is Monday in Singapore',
  },
])('at $now the next daily payout is $next, because $because', ({ now, zone, hour, next }) => {
  const answer = upcomingPayouts({
    holidays: HOLIDAY_DATA,
    schedule: daily,
    country: 'US',
    delayDays: 2,
    now: Date.parse(now),
    startOfDay: { hour, minutes: 0, zone },
  })
  expect(answer.kind === 'automatic' && answer.payouts[0]?.sendOn).toBe(next)
})

test.each<{ wrong: Record<string, unknown>; because: string }>([
  { wrong: { schedule: { interval: 'weekly', weekdays: [] } }, because: 'a weekly schedule needs a weekday' },
  { wrong: { schedule: { interval: 'monthly', monthDays: [] } }, because: 'a monthly schedule needs a day' },
  { wrong: { schedule: { interval: 'monthly', monthDays: [0] } }, because: 'there is no day 0' },
  { wrong: { schedule: { interval: 'monthly', monthDays: [5, 32] } }, because: 'there is no day 32' },
  { wrong: { schedule: { interval: 'monthly', monthDays: [Number.NaN] } }, because: 'NaN is no day' },
  { wrong: { delayDays: -1 }, because: 'a delay is not negative' },
  { wrong: { delayDays: 1.5 }, because: 'a delay is whole' },
  { wrong: { delayDays: 2 ** 53 }, because: 'a delay is not endless' },
  { wrong: { count: 4 }, because: 'five are the fewest' },
  { wrong: { until: '2028-11-23' }, because: '24 months are the furthest' },
  {
    wrong: { today: undefined, now: 0, startOfDay: { hour: 0, minutes: 0, zone: 'Europe/Atlantis' } },
    because: 'the zone does not exist',
  },
])('it refuses: $because', ({ wrong }) => {
  const good = { schedule: daily, country: 'US', delayDays: 2, today: date(SUNDAY) }
  expect(() => upcomingPayouts({ holidays: HOLIDAY_DATA, ...good, ...wrong } as PayoutCalendarInput)).toThrow(
    RangeError,
  )
})

test('a count too large for 24 months ends at 24 months', () => {
  const list = payouts({ schedule: monthly(31), count: 1000 })
  expect(list).toHaveLength(24)
  expect(list.at(-1)?.sendOn).toBe('2028-10-31')
})

// ---- whatever the schedule, country and day ----

const anyQuestion = fc.record({
  schedule: fc.oneof(
    fc.constant(daily),
    fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }).map((weekdays) => weekly(...weekdays)),
    fc
      .uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 6 })
      .map((monthDays) => monthly(...monthDays)),
  ),
  country: fc.constantFrom('US', 'GB', 'FR', 'DE', 'JP', 'SG', 'HK', 'TH', 'MY', 'AE', 'BR', 'SE', 'NZ', 'ZZ'),
  currency: fc.constantFrom(undefined, 'eur', 'usd'),
  delayDays: fc.integer({ min: 0, max: 31 }),
  today: fc.integer({ min: dayNumber(date('2026-01-20')), max: dayNumber(date('2029-12-31')) }).map(dateOfDayNumber),
  oldestChargeBack: fc.option(fc.integer({ min: -20, max: 20 }), { nil: undefined }),
})

function answerOf({ oldestChargeBack, ...question }: typeof anyQuestion extends fc.Arbitrary<infer T> ? T : never) {
  const answer = upcomingPayouts({
    holidays: HOLIDAY_DATA,
    ...question,
    until: addMonths(question.today, 6),
    oldestChargeOn: oldestChargeBack === undefined ? undefined : addDays(question.today, oldestChargeBack),
  })
  if (answer.kind === 'manual') throw new Error('expected automatic payouts')
  return answer
}

test('payouts come strictly one after the other: never two on a date, none today or before', () => {
  fc.assert(
    fc.property(anyQuestion, (question) => {
      let previous = question.today
      for (const { sendOn, scheduledFor, arrival } of answerOf(question).payouts) {
        expect(sendOn > previous).toBe(true)
        expect(scheduledFor <= sendOn && sendOn <= arrival.earliest && arrival.earliest <= arrival.latest).toBe(true)
        previous = sendOn
      }
    }),
  )
})

test('no payout is sent or arrives on a weekend or a listed holiday', () => {
  fc.assert(
    fc.property(anyQuestion, (question) => {
      const { settlement, bank } = payoutCalendars(HOLIDAY_DATA, question.country, question.currency)
      for (const { sendOn, arrival } of answerOf(question).payouts) {
        expect(weekdayIndex(dayNumber(sendOn))).toBeLessThan(5)
        expect(settlement.holidays.has(dayNumber(sendOn))).toBe(false)
        expect(isBusinessDay(settlement, dayNumber(arrival.earliest))).toBe(true)
        expect(isBusinessDay(bank, dayNumber(arrival.latest)) || arrival.latest === arrival.earliest).toBe(true)
      }
    }),
  )
})

test('no charge goes out before it has settled, none that could go is left behind, and no payout is empty', () => {
  fc.assert(
    fc.property(anyQuestion, (question) => {
      const terms = settlementTerms({ ...question, holidays: HOLIDAY_DATA })
      const oldest = question.oldestChargeBack === undefined ? null : addDays(question.today, question.oldestChargeBack)
      for (const { sendOn, coversChargesUntil } of answerOf(question).payouts) {
        if (coversChargesUntil === null) throw new Error('the delay is known here')
        expect(settlementDay(dayNumber(coversChargesUntil), terms)).toBeLessThanOrEqual(dayNumber(sendOn))
        expect(settlementDay(dayNumber(coversChargesUntil) + 1, terms)).toBeGreaterThan(dayNumber(sendOn))
        if (oldest !== null) expect(coversChargesUntil >= oldest).toBe(true)
      }
    }),
  )
})

test('a payout that left its day says why, and one that did not move does not', () => {
  fc.assert(
    fc.property(anyQuestion, (question) => {
      for (const { scheduledFor, sendOn, moved } of answerOf(question).payouts) {
        const isExplained = moved.some(({ rule }) => rule === 'weekend' || rule === 'bank-holiday')
        if (scheduledFor !== sendOn) expect(isExplained).toBe(true)
        else expect(!isExplained || moved.some(({ rule }) => rule === 'merged')).toBe(true)
      }
    }),
  )
})

test('every business day has a daily payout', () => {
  fc.assert(
    fc.property(anyQuestion, ({ country, currency, delayDays, today }) => {
      const until = addMonths(today, 3)
      const { settlement } = payoutCalendars(HOLIDAY_DATA, country, currency)
      const expected: string[] = []
      for (let day = dayNumber(today) + 1; day <= dayNumber(until); day += 1) {
        if (isBusinessDay(settlement, day)) expected.push(dateOfDayNumber(day))
      }
      const answer = upcomingPayouts({
        holidays: HOLIDAY_DATA,
        schedule: daily,
        country,
        currency,
        delayDays,
        today,
        until,
      })
      expect(answer.kind === 'automatic' && answer.payouts.map(({ sendOn }) => sendOn)).toEqual(expected)
    }),
  )
})

const machineZone = process.env.TZ
afterEach(() => {
  if (machineZone === undefined) delete process.env.TZ
  else process.env.TZ = machineZone
})

test('the answer is the same whatever the zone of the machine', () => {
  const machines = [
    'Etc/UTC',
    'America/Los_Angeles',
    'Asia/Kolkata',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
    'Europe/Berlin',
  ]
  fc.assert(
    fc.property(
      anyQuestion,
      fc.integer({ min: Date.parse('2026-02-01'), max: Date.parse('2029-12-01') }),
      fc.constantFrom('America/New_York', 'Europe/Berlin', 'Asia/Singapore', 'Australia/Lord_Howe'),
      fc.integer({ min: 0, max: 23 }),
      ({ schedule, country, delayDays }, now, zone, hour) => {
        const answers = machines.map((machine) => {
          process.env.TZ = machine
          return JSON.stringify(
            upcomingPayouts({
              holidays: HOLIDAY_DATA,
              schedule,
              country,
              delayDays,
              now,
              startOfDay: { hour, minutes: 30, zone },
            }),
          )
        })
        expect(new Set(answers).size).toBe(1)
      },
    ),
    { numRuns: 40 },
  )
  process.env.TZ = 'Pacific/Kiritimati'
  expect(new Date('2026-11-22T12:00Z').getDate(), 'the test did change the zone').toBe(23)
})
