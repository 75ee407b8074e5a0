import { calendarOf } from '../banks/bank-holidays.ts'
import {
  type BankCalendar,
  beginningOf,
  DAY_SECONDS,
  dayOf,
  dayOfMonth,
  isBusinessDay,
  lastDayOfMonth,
  weekday,
} from '../time/calendar.ts'
import type { Account } from '../world/state.ts'

export interface PayoutDay {
  /** The calendar day as its midnight UTC; arrival dates count from it. */
  day: number
  /** When that day starts for the account. */
  moment: number
}

/** The payout days of a currency that start after a moment, without end. */
export function* payoutDaysAfter(account: Account, currency: string, after: number): Generator<PayoutDay, never> {
  const { start_of_day } = account.balance_settings
  for (let day = dayOf(after, start_of_day) + DAY_SECONDS; ; day += DAY_SECONDS) {
    if (isPayoutDay(account, currency, day)) yield { day, moment: beginningOf(day, start_of_day) }
  }
}

/** The payout days of a currency that started before a moment, the latest first. */
export function* payoutDaysBefore(account: Account, currency: string, before: number): Generator<PayoutDay, never> {
  const { start_of_day } = account.balance_settings
  for (let day = dayOf(before - 1, start_of_day); ; day -= DAY_SECONDS) {
    if (isPayoutDay(account, currency, day)) yield { day, moment: beginningOf(day, start_of_day) }
  }
}

/**
 * A payout day on a weekend or bank holiday moves to the next business day [assumption]. A day that a month doesn't have
 * is its last day [docs]. With a manual schedule, negative balances are debited on any business day [assumption].
 */
export function isPayoutDay(account: Account, currency: string, day: number): boolean {
  const { interval, weekly_payout_days, monthly_payout_days } = account.balance_settings
  const calendar = calendarOf(account, currency)
  if (!isBusinessDay(day, calendar)) return false
  if (interval === 'daily' || interval === 'manual') return true
  return scheduledDays(day, calendar).some((scheduled) => {
    if (interval === 'weekly') return weekly_payout_days.includes(weekday(scheduled))
    const last = lastDayOfMonth(scheduled)
    return monthly_payout_days.some((wanted) => Math.min(wanted, last) === dayOfMonth(scheduled))
  })
}

/** A business day, and the closed days right before it that move to it. */
function scheduledDays(day: number, calendar: BankCalendar): number[] {
  const days = [day]
  for (let before = day - DAY_SECONDS; !isBusinessDay(before, calendar); before -= DAY_SECONDS) days.push(before)
  return days
}
