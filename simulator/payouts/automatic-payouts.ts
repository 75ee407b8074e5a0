import { amountAtBanks } from '../money/balances.ts'
import { post } from '../money/post.ts'
import { isPayoutDay } from '../settings/payout-days.ts'
import { dayOf } from '../time/calendar.ts'
import { type Account, BY_CLOCK, type ExternalAccount } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { automaticDestinations, type DuePayout, duePayouts } from './due-payouts.ts'
import { sendPayout, standardArrival } from './send-payout.ts'

/** Makes the automatic payouts of today, in each currency for which today is a payout day. */
export function runPayoutDay(world: World, account: Account): void {
  const day = dayOf(world.clock.seconds(), account.balance_settings.start_of_day)
  for (const destination of automaticDestinations(account)) {
    if (!isPayoutDay(account, destination.currency, day)) continue
    const balance = account.balances[destination.currency]
    if (!balance) continue
    for (const due of duePayouts(account, destination, balance.available, amountAtBanks(balance.pending))) {
      sendAutomaticPayout(world, account, destination, due, day)
    }
  }
}

/**
 * [sdk types] name the transactions for money reserved by a minimum balance, but not when they are posted. [assumption]
 * The hold belongs to this payout and the release to the next one, and both are posted together. So the balance stays
 * right, and the transactions of a payout add up to its amount.
 */
function sendAutomaticPayout(
  world: World,
  account: Account,
  destination: ExternalAccount,
  { amount, held, source_type }: DuePayout,
  day: number,
): void {
  const { currency } = destination
  const id = world.ids.next('po')
  if (held > 0) {
    post(world, account, { type: 'payout_minimum_balance_hold', currency, amount: -held, source: id, source_type })
  }
  const fields = {
    id,
    amount,
    arrival_date: standardArrival(account, currency, day),
    automatic: true,
    source_type,
    statement_descriptor: account.balance_settings.statement_descriptor,
  }
  sendPayout(world, account, destination, fields, BY_CLOCK)
  if (held > 0) {
    post(world, account, { type: 'payout_minimum_balance_release', currency, amount: held, source: id, source_type })
  }
}
