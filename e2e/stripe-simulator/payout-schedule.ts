import { delayDays } from './balance-settings-view.ts'
import {
  addBusinessDays,
  beginningOf,
  DAY_SECONDS,
  dayOf,
  dayOfMonth,
  isBusinessDay,
  lastDayOfMonth,
  weekday,
} from './calendar.ts'
import type { Account, BalanceSettings } from './state.ts'

export interface PayoutDay {
  /** Midnight UTC of the calendar day: arrival dates count from it. */
  day: number
  /** When that day begins for the account. */
  moment: number
}

/** The payout days that begin after a moment, one by one and without end. */
export function* payoutDaysAfter(account: Account, after: number): Generator<PayoutDay, never> {
  const { start_of_day } = account.balance_settings
  for (let day = dayOf(after, start_of_day) + DAY_SECONDS; ; day += DAY_SECONDS) {
    if (isPayoutDay(account.balance_settings, day)) yield { day, moment: beginningOf(day, start_of_day) }
  }
}

/** The payout days that began before a moment, the latest first. */
export function* payoutDaysBefore(account: Account, before: number): Generator<PayoutDay, never> {
  const { start_of_day } = account.balance_settings
  for (let day = dayOf(before - 1, start_of_day); ; day -= DAY_SECONDS) {
    if (isPayoutDay(account.balance_settings, day)) yield { day, moment: beginningOf(day, start_of_day) }
  }
}

/**
 * A day on a weekend moves to the next business day, and a monthly day that the month lacks is its last one [docs].
 * Manual schedules have days only for debits, and those are all business days [assumption].
 */
function isPayoutDay({ interval, weekly_payout_days, monthly_payout_days }: BalanceSettings, day: number): boolean {
  if (!isBusinessDay(day)) return false
  if (interval === 'daily' || interval === 'manual') return true
  return nominalDays(day).some((nominal) => {
    if (interval === 'weekly') return weekly_payout_days.includes(weekday(nominal))
    const last = lastDayOfMonth(nominal)
    return monthly_payout_days.some((wanted) => Math.min(wanted, last) === dayOfMonth(nominal))
  })
}

/** The day itself, and before a Monday the weekend whose payouts it takes over. */
function nominalDays(day: number): number[] {
  return weekday(day) === 'monday' ? [day, day - DAY_SECONDS, day - 2 * DAY_SECONDS] : [day]
}

/** When money that comes in at a moment becomes available: so many business days later, as that day begins. */
export function settlementOf(account: Account, moment: number): number {
  const { start_of_day } = account.balance_settings
  return beginningOf(addBusinessDays(dayOf(moment, start_of_day), delayDays(account)), start_of_day)
}
