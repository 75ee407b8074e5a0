import { endOwnershipChecks } from './banks/external-account-status.ts'
import { nextActivity, runActivity } from './money/activity.ts'
import { renderBalance } from './money/balance-view.ts'
import { settle } from './money/post.ts'
import { runPayoutDay } from './payouts/automatic-payouts.ts'
import { advancePayouts, nextStepAt } from './payouts/payout-life-cycle.ts'
import { type Account, BY_CLOCK } from './world/state.ts'
import type { World } from './world/world.ts'

/**
 * Runs everything of one account that is due. At the same moment, money settles before a payout is made, and a failed
 * payout returns its funds before the next payout is made.
 */
export function letTimePass(world: World, account: Account): void {
  const now = world.clock.seconds()
  const hasSettled = settle(world, account)
  if (hasSettled) {
    world.events.emit('balance.available', account.id, BY_CLOCK, renderBalance(world, account, false))
  }
  const hasAdvanced = advancePayouts(world, account)
  const hasActivity = runActivity(world, account)
  const hasChecked = endOwnershipChecks(world, account)
  const isPayoutDay = account.next_payout !== null && account.next_payout <= now
  if (isPayoutDay) {
    account.next_payout = null
    runPayoutDay(world, account)
  }
  if (!hasSettled && !hasAdvanced && !hasActivity && !hasChecked && !isPayoutDay) return
  if (account.next_payout === null) world.planPayoutDay(account)
  world.saveSoon()
}

/** Every moment at which something of this account is due, according to its state. */
export function* duesOf(account: Account): Generator<number> {
  for (const balance of Object.values(account.balances)) {
    for (const lot of balance.pending) yield lot.available_on
  }
  for (const payout of account.payouts) {
    const due = nextStepAt(account, payout)
    if (due !== null) yield due
  }
  for (const { ownership_check_ends: end } of account.external_accounts) if (end !== undefined) yield end
  const activity = account.activity && nextActivity(account.activity)
  if (activity !== null) yield activity
  if (account.next_payout !== null) yield account.next_payout
}
