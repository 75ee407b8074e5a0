import { DAY_SECONDS } from './calendar.ts'
import { amountAtBanks, availableAmount } from './money.ts'
import { amountDue, scheduledDestinations } from './payout-rule.ts'
import { payoutDaysAfter } from './payout-schedule.ts'
import { standardArrival } from './payouts.ts'
import type { Account, ExternalAccount, PendingLot } from './state.ts'

export interface UpcomingPayout {
  currency: string
  /** Negative: the bank account will be debited. */
  amount: number
  arrival_date: number
  estimated: true
}

const LOOK_AHEAD = 40 * DAY_SECONDS
const MOST_PER_CURRENCY = 3

/** What the clock will carry out if nothing else happens: the same rule, with the money that has yet to settle. */
export function upcomingPayouts(account: Account, now: number): UpcomingPayout[] {
  return scheduledDestinations(account)
    .flatMap((destination) => upcomingTo(account, destination, now))
    .sort((one, other) => one.arrival_date - other.arrival_date)
}

function upcomingTo(account: Account, destination: ExternalAccount, now: number): UpcomingPayout[] {
  const { currency } = destination
  const balance = account.balances[currency]
  if (!balance) return []
  const upcoming: UpcomingPayout[] = []
  let available = availableAmount(balance)
  let pending: Pick<PendingLot, 'amount' | 'at_bank' | 'available_on'>[] = balance.pending
  for (const { day, moment } of payoutDaysAfter(account, currency, now)) {
    if (moment > now + LOOK_AHEAD || upcoming.length === MOST_PER_CURRENCY) break
    for (const lot of pending) if (lot.available_on <= moment) available += lot.amount
    pending = pending.filter((lot) => lot.available_on > moment)
    const amount = amountDue(account, destination, available, amountAtBanks(pending))
    if (amount === 0) continue
    const arrival = standardArrival(account, currency, day)
    if (amount > 0) available -= amount
    else pending.push({ amount: -amount, available_on: arrival, at_bank: true })
    upcoming.push({ currency, amount, arrival_date: arrival, estimated: true })
  }
  return upcoming
}
