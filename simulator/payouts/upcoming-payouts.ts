import { amountAtBanks } from '../money/balances.ts'
import { payoutDaysAfter } from '../settings/payout-days.ts'
import { DAY_SECONDS } from '../time/calendar.ts'
import type { Account, PendingLot } from '../world/state.ts'
import { duePayouts, type PayoutRoute, payoutRoutes } from './due-payouts.ts'
import { financialAccountArrival, standardArrival } from './send-payout.ts'

export interface UpcomingPayout {
  currency: string
  /** Negative: the bank account will be debited. */
  amount: number
  arrival_date: number
  /** The financial account of a transfer rule; null for the bank account or card. */
  payout_method: string | null
  estimated: true
}

const LOOK_AHEAD = 40 * DAY_SECONDS
const MOST_PER_CURRENCY = 3

/** The payouts that will be made if nothing else happens: the same rules, applied to the money that is pending now. */
export function upcomingPayouts(account: Account, now: number): UpcomingPayout[] {
  return payoutRoutes(account)
    .flatMap((route) => upcomingTo(account, route, now))
    .sort((one, other) => one.arrival_date - other.arrival_date)
}

function upcomingTo(account: Account, route: PayoutRoute, now: number): UpcomingPayout[] {
  const { currency } = route
  const balance = account.balances[currency]
  if (!balance) return []
  const upcoming: UpcomingPayout[] = []
  const available = { ...balance.available }
  let pending: Pick<PendingLot, 'amount' | 'at_bank' | 'available_on' | 'source_type'>[] = balance.pending
  for (const { day, moment } of payoutDaysAfter(account, currency, now)) {
    if (moment > now + LOOK_AHEAD || upcoming.length >= MOST_PER_CURRENCY) break
    for (const { amount, available_on, source_type } of pending) {
      if (available_on <= moment) available[source_type] = (available[source_type] ?? 0) + amount
    }
    pending = pending.filter((lot) => lot.available_on > moment)
    for (const due of duePayouts(account, route, available, amountAtBanks(pending))) {
      const { amount, financial_account = null, source_type } = due
      const arrival =
        financial_account === null ? standardArrival(account, currency, day) : financialAccountArrival(moment)
      if (amount > 0) available[source_type] = (available[source_type] ?? 0) - amount
      else pending.push({ amount: -amount, available_on: arrival, at_bank: true, source_type })
      upcoming.push({ currency, amount, arrival_date: arrival, payout_method: financial_account, estimated: true })
    }
  }
  return upcoming.slice(0, MOST_PER_CURRENCY)
}
