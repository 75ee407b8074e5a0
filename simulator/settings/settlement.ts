import { calendarOf } from '../banks/bank-holidays.ts'
import { rulesOf } from '../banks/country-rules.ts'
import { addBusinessDays, beginningOf, DAY_SECONDS, dayOf } from '../time/calendar.ts'
import type { Account } from '../world/state.ts'
import { delayDays } from './balance-settings-view.ts'

/** When a payment made at a moment becomes available. */
export function availableOn(account: Account, moment: number, currency = account.default_currency): number {
  return Math.max(afterDelay(account, moment, currency), afterFirstPayoutHold(account, moment))
}

/** True for an account with a first-payout hold until its first payout. */
export function isFirstPayoutHeld({ first_payout_hold_days, payouts }: Account): boolean {
  return first_payout_hold_days > 0 && !payouts.some(({ amount }) => amount > 0)
}

/**
 * According to Stripe, as quoted by platforms, the first payout of a new account is made 7 to 14 days after its first
 * payment. [assumption] The hold counts calendar days, and money that is pending at the first payout stays pending.
 */
function afterFirstPayoutHold(account: Account, moment: number): number {
  if (!isFirstPayoutHeld(account)) return 0
  const { start_of_day } = account.balance_settings
  const first = account.balance_transactions.find(({ type }) => type === 'charge')?.created ?? moment
  return beginningOf(dayOf(first, start_of_day) + account.first_payout_hold_days * DAY_SECONDS, start_of_day)
}

/** The start of the day after the delay. Business days count from the day itself or the next business day [assumption]. */
function afterDelay(account: Account, moment: number, currency: string): number {
  const { start_of_day } = account.balance_settings
  const day = dayOf(moment, start_of_day)
  if (rulesOf(account.country).calendarDays) return beginningOf(day + delayDays(account) * DAY_SECONDS, start_of_day)
  const calendar = calendarOf(account, currency)
  const firstBusinessDay = addBusinessDays(day, 0, calendar)
  return beginningOf(addBusinessDays(firstBusinessDay, delayDays(account), calendar), start_of_day)
}
