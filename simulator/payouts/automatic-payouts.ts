import { amountAtBanks, post } from '../money/money.ts'
import { isPayoutDay } from '../settings/payout-schedule.ts'
import type { Simulation } from '../simulation.ts'
import { dayOf } from '../time/calendar.ts'
import { type Account, BY_CLOCK, type ExternalAccount } from '../world/state.ts'
import { depart, standardArrival } from './payout-departure.ts'
import { type DuePayout, payoutsDue, scheduledDestinations } from './payout-rule.ts'

/** A payout day of the account's schedule has begun, in one of its currencies at least. */
export function carryOutPayoutDay(simulation: Simulation, account: Account): void {
  const day = dayOf(simulation.clock.seconds(), account.balance_settings.start_of_day)
  for (const destination of scheduledDestinations(account)) {
    if (!isPayoutDay(account, destination.currency, day)) continue
    const balance = account.balances[destination.currency]
    if (!balance) continue
    for (const due of payoutsDue(account, destination, balance.available, amountAtBanks(balance.pending))) {
      createAutomaticPayout(simulation, account, destination, due, day)
    }
  }
}

/**
 * What the schedule sends, or debits where the amount is negative. [sdk types] name the transactions for what stays
 * behind as minimum balance, but not how they are booked. [assumption] The hold belongs to this payout and the release to
 * the next one, and both are booked at once: so the balance shows what is there, and the transactions of a payout add
 * up to its amount.
 */
function createAutomaticPayout(
  simulation: Simulation,
  account: Account,
  destination: ExternalAccount,
  { amount, held, source_type }: DuePayout,
  day: number,
): void {
  const { currency } = destination
  const id = simulation.ids.next('po')
  if (held > 0) {
    post(simulation, account, {
      type: 'payout_minimum_balance_hold',
      currency,
      amount: -held,
      source: id,
      source_type,
    })
  }
  depart(
    simulation,
    account,
    destination,
    {
      id,
      amount,
      arrival_date: standardArrival(account, currency, day),
      automatic: true,
      source_type,
      statement_descriptor: account.balance_settings.statement_descriptor,
    },
    BY_CLOCK,
  )
  if (held > 0) {
    post(simulation, account, {
      type: 'payout_minimum_balance_release',
      currency,
      amount: held,
      source: id,
      source_type,
    })
  }
}
