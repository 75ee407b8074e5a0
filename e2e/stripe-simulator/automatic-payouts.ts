import { amountAtBanks, availableAmount } from './money.ts'
import { amountDue, scheduledDestinations } from './payout-rule.ts'
import { createAutomaticPayout } from './payouts.ts'
import type { Simulation } from './simulation.ts'
import type { Account } from './state.ts'

/** A payout day of the account's schedule has begun. */
export function carryOutPayoutDay(simulation: Simulation, account: Account): void {
  for (const destination of scheduledDestinations(account)) {
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
