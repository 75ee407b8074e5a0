import { dayOf } from './calendar.ts'
import { amountAtBanks, availableAmount } from './money.ts'
import { amountDue, scheduledDestinations } from './payout-rule.ts'
import { isPayoutDay } from './payout-schedule.ts'
import { createAutomaticPayout } from './payouts.ts'
import type { Simulation } from './simulation.ts'
import type { Account } from './state.ts'

/** A payout day of the account's schedule has begun, in one of its currencies at least. */
export function carryOutPayoutDay(simulation: Simulation, account: Account): void {
  const day = dayOf(simulation.clock.seconds(), account.balance_settings.start_of_day)
  for (const destination of scheduledDestinations(account)) {
    if (!isPayoutDay(account, destination.currency, day)) continue
    const balance = account.balances[destination.currency]
    if (!balance) continue
    const available = availableAmount(balance)
    const amount = amountDue(account, destination, available, amountAtBanks(balance.pending))
    if (amount === 0) continue
    const keepsMinimum =
      amount > 0 && (account.balance_settings.minimum_balance_by_currency?.[destination.currency] ?? 0) > 0
    createAutomaticPayout(simulation, account, destination, amount, keepsMinimum ? available - amount : 0)
  }
}
