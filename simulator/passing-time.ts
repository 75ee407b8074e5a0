import { endOwnershipChecks } from './banks/external-accounts.ts'
import { doBusiness, nextOfActivity } from './money/activity.ts'
import { renderBalance } from './money/balance-view.ts'
import { settle } from './money/money.ts'
import { carryOutPayoutDay } from './payouts/automatic-payouts.ts'
import { nextStepOf, takeSteps } from './payouts/payout-life-cycle.ts'
import type { Simulation } from './simulation.ts'
import { type Account, BY_CLOCK } from './world/state.ts'

/**
 * Everything whose time has come for one account. Money settles before the payout of the same moment, and a payout
 * that comes back does so before the next one leaves.
 */
export function letTimePass(simulation: Simulation, account: Account): void {
  const now = simulation.clock.seconds()
  const hasSettled = settle(simulation, account)
  if (hasSettled) {
    simulation.events.emit('balance.available', account.id, BY_CLOCK, renderBalance(simulation, account, false))
  }
  const hasStepped = takeSteps(simulation, account)
  const hasTraded = doBusiness(simulation, account)
  const hasChecked = endOwnershipChecks(simulation, account)
  const isPayoutDay = account.next_payout !== null && account.next_payout <= now
  if (isPayoutDay) {
    account.next_payout = null
    carryOutPayoutDay(simulation, account)
  }
  if (!hasSettled && !hasStepped && !hasTraded && !hasChecked && !isPayoutDay) return
  if (account.next_payout === null) simulation.planPayoutDay(account)
  simulation.touch()
}

/** All the moments at which this account's own state says that something is due. */
export function* duesOf(account: Account): Generator<number> {
  for (const balance of Object.values(account.balances)) {
    for (const lot of balance.pending) yield lot.available_on
  }
  for (const payout of account.payouts) {
    const due = nextStepOf(payout)
    if (due !== null) yield due
  }
  for (const { ownership_check_ends: end } of account.external_accounts) if (end !== undefined) yield end
  const business = account.activity && nextOfActivity(account.activity)
  if (business !== null) yield business
  if (account.next_payout !== null) yield account.next_payout
}
