// How long 24 months of payouts take to work out, and what a comparison of two schedules takes.
import { HOLIDAY_DATA } from '../lib/domain/calendar/bank-holiday-data.ts'
import { upcomingPayouts } from '../lib/domain/payouts/forecast.ts'
import { diffForecasts } from '../lib/domain/payouts/forecast-diff.ts'

const ROUNDS = 300
const today = '2026-11-22'
const until = '2028-11-22'
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']
const CASES = {
  'daily, US': { schedule: { interval: 'daily' }, country: 'US', delayDays: 2 },
  'daily, US, delay 31': { schedule: { interval: 'daily' }, country: 'US', delayDays: 31 },
  'daily, FR (two calendars)': { schedule: { interval: 'daily' }, country: 'FR', delayDays: 3 },
  'five weekdays, MY (approximate)': { schedule: { interval: 'weekly', weekdays }, country: 'MY', delayDays: 7 },
  'every day of the month, JP': {
    schedule: { interval: 'monthly', monthDays: Array.from({ length: 31 }, (_, i) => i + 1) },
    country: 'JP',
    delayDays: 4,
  },
}

function measure(work) {
  const first = performance.now()
  work()
  const firstCall = performance.now() - first
  const times = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now()
    work()
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  const at = (share) => times[Math.floor(share * (ROUNDS - 1))]
  return { median: at(0.5), p95: at(0.95), firstCall }
}

/** Milliseconds for each case; the first call of all also loads and compiles. */
export function measurePayoutCalendar() {
  const months24 = Object.entries(CASES).map(([name, input]) => [
    name,
    measure(() => upcomingPayouts({ ...input, today, until, holidays: HOLIDAY_DATA })),
  ])
  const comparison = measure(() =>
    diffForecasts(
      { schedule: { interval: 'daily' }, delayDays: 2 },
      { schedule: { interval: 'weekly', weekdays: ['monday'] }, delayDays: 7 },
      { today, country: 'US', holidays: HOLIDAY_DATA, costPerPayout: { amount: 25, currency: 'usd' } },
    ),
  )
  return { months24: Object.fromEntries(months24), comparison }
}
