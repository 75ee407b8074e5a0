import { calendarOf } from '../banks/bank-holidays.ts'
import {
  addBusinessDays,
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
import { delayDays } from './balance-settings-view.ts'

// [docs] SG; HK and BR [assumption]. Everywhere else the delay is a number of business days.
const CALENDAR_DAY_DELAYS: ReadonlySet<string> = new Set(['BR', 'HK', 'SG'])

export interface PayoutDay {
  /** Midnight UTC of the calendar day: arrival dates count from it. */
  day: number
  /** When that day begins for the account. */
  moment: number
}

/** The payout days of a currency that begin after a moment, one by one and without end. */
export function* payoutDaysAfter(account: Account, currency: string, after: number): Generator<PayoutDay, never> {
  const { start_of_day } = account.balance_settings
  for (let day = dayOf(after, start_of_day) + DAY_SECONDS; ; day += DAY_SECONDS) {
    if (isPayoutDay(account, currency, day)) yield { day, moment: beginningOf(day, start_of_day) }
  }
}

/** The payout days of a currency that began before a moment, the latest first. */
export function* payoutDaysBefore(account: Account, currency: string, before: number): Generator<PayoutDay, never> {
  const { start_of_day } = account.balance_settings
  for (let day = dayOf(before - 1, start_of_day); ; day -= DAY_SECONDS) {
    if (isPayoutDay(account, currency, day)) yield { day, moment: beginningOf(day, start_of_day) }
  }
}

/**
 * A day on a weekend or bank holiday moves to the next business day [assumption], and a monthly day that the month
 * lacks is its last one [docs]. Manual schedules have days only for debits: all business days [assumption].
 */
export function isPayoutDay(account: Account, currency: string, day: number): boolean {
  const { interval, weekly_payout_days, monthly_payout_days } = account.balance_settings
  const calendar = calendarOf(account, currency)
  if (!isBusinessDay(day, calendar)) return false
  if (interval === 'daily' || interval === 'manual') return true
  return nominalDays(day, calendar).some((nominal) => {
    if (interval === 'weekly') return weekly_payout_days.includes(weekday(nominal))
    const last = lastDayOfMonth(nominal)
    return monthly_payout_days.some((wanted) => Math.min(wanted, last) === dayOfMonth(nominal))
  })
}

/** The business day itself, and the closed days right before it, whose payouts it takes over. */
function nominalDays(day: number, calendar: BankCalendar): number[] {
  const days = [day]
  for (let before = day - DAY_SECONDS; !isBusinessDay(before, calendar); before -= DAY_SECONDS) days.push(before)
  return days
}

/** When money that comes in at a moment becomes available. */
export function settlementOf(account: Account, moment: number, currency = account.default_currency): number {
  return Math.max(afterDelay(account, moment, currency), afterFirstPayoutHold(account, moment))
}

/** True until a payout was made by an account whose first one Stripe holds. */
export function awaitsFirstPayout({ first_payout_hold_days, payouts }: Account): boolean {
  return first_payout_hold_days > 0 && !payouts.some(({ amount }) => amount > 0)
}

/**
 * Stripe, as quoted by platforms: a new account's first payout waits 7 to 14 days after its first payment. [assumption]
 * The days count as those of a delay do, and what was pending by the first payout keeps its moment.
 */
function afterFirstPayoutHold(account: Account, moment: number): number {
  if (!awaitsFirstPayout(account)) return 0
  const { start_of_day } = account.balance_settings
  const first = account.balance_transactions.find(({ type }) => type === 'charge')?.created ?? moment
  return beginningOf(dayOf(first, start_of_day) + account.first_payout_hold_days * DAY_SECONDS, start_of_day)
}

/**
 * So many days later, as that day begins. Business days count from the day itself or, where it is none, from the next
 * business day [assumption].
 */
function afterDelay(account: Account, moment: number, currency: string): number {
  const { start_of_day } = account.balance_settings
  const day = dayOf(moment, start_of_day)
  if (CALENDAR_DAY_DELAYS.has(account.country)) return beginningOf(day + delayDays(account) * DAY_SECONDS, start_of_day)
  const calendar = calendarOf(account, currency)
  const counted = addBusinessDays(day, 0, calendar)
  return beginningOf(addBusinessDays(counted, delayDays(account), calendar), start_of_day)
}
