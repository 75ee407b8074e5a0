import {
  addBusinessDays,
  DAY_SECONDS,
  dayOfMonth,
  isBusinessDay,
  lastDayOfMonth,
  startOfDay,
  weekday,
} from './calendar.ts'
import { availableAmount } from './money.ts'
import type { Account, BalanceSettings } from './state.ts'

export interface UpcomingPayout {
  currency: string
  amount: number
  arrival_date: number
  estimated: true
}

const LOOK_AHEAD_DAYS = 40
const MOST_PER_CURRENCY = 3

/** What the schedule would send, if nothing more came in. Real settlement comes with the clock. [assumption] */
export function upcomingPayouts(account: Account, now: number): UpcomingPayout[] {
  if (!account.payouts_enabled || account.balance_settings.interval === 'manual') return []
  return account.external_accounts
    .filter((external) => external.default_for_currency && external.status === 'new')
    .flatMap((external) => upcomingIn(account, external.currency, now))
    .sort((one, other) => one.arrival_date - other.arrival_date)
}

function upcomingIn(account: Account, currency: string, now: number): UpcomingPayout[] {
  const balance = account.balances[currency]
  if (!balance) return []
  const retained = account.balance_settings.minimum_balance_by_currency?.[currency] ?? 0
  const upcoming: UpcomingPayout[] = []
  let sent = 0
  let day = startOfDay(now)
  for (let ahead = 1; ahead <= LOOK_AHEAD_DAYS && upcoming.length < MOST_PER_CURRENCY; ahead += 1) {
    day += DAY_SECONDS
    if (!isPayoutDay(account.balance_settings, day)) continue
    const settled = balance.pending.reduce((sum, lot) => (lot.available_on <= day ? sum + lot.amount : sum), 0)
    const amount = availableAmount(balance) + settled - retained - sent
    if (amount <= 0) continue
    upcoming.push({ currency, amount, arrival_date: addBusinessDays(day, 2), estimated: true })
    sent += amount
  }
  return upcoming
}

/** A monthly day that the month lacks is its last one [docs]; one on a weekend moves to the next business day. */
function isPayoutDay(settings: BalanceSettings, day: number): boolean {
  if (!isBusinessDay(day)) return false
  if (settings.interval === 'daily') return true
  if (settings.interval === 'weekly') return settings.weekly_payout_days.includes(weekday(day))
  return nominalDays(day).some((nominal) => {
    const last = lastDayOfMonth(nominal)
    return settings.monthly_payout_days.some((wanted) => Math.min(wanted, last) === dayOfMonth(nominal))
  })
}

/** The day itself, and before a Monday the weekend whose payouts it takes over. */
function nominalDays(day: number): number[] {
  return weekday(day) === 'monday' ? [day, day - DAY_SECONDS, day - 2 * DAY_SECONDS] : [day]
}
