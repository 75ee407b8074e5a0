import { amountAtBanks } from '../money/balances.ts'
import { post } from '../money/post.ts'
import { isPayoutDay } from '../settings/payout-days.ts'
import { dayOf } from '../time/calendar.ts'
import { type Account, BY_CLOCK, type ExternalAccount } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { type DuePayout, duePayouts, payoutRoutes } from './due-payouts.ts'
import { financialAccountArrival, sendPayout, standardArrival } from './send-payout.ts'

/** Makes the automatic payouts of today, in each currency for which today is a payout day. */
export function runPayoutDay(world: World, account: Account): void {
  const day = dayOf(world.clock.seconds(), account.balance_settings.start_of_day)
  for (const route of payoutRoutes(account)) {
    const { currency, destination } = route
    if (!isPayoutDay(account, currency, day)) continue
    const balance = account.balances[currency]
    if (!balance) continue
    for (const due of duePayouts(account, route, balance.available, amountAtBanks(balance.pending))) {
      if (due.financial_account !== undefined) transferByRule(world, account, currency, due.financial_account, due)
      else if (destination) sendAutomaticPayout(world, account, destination, due, day)
    }
  }
}

/**
 * [docs] Moves funds to a financial account during a scheduled payout. [sdk types] A payout names it in `payout_method`;
 * that such a payout is made here, and is not reconciled on its own, is [assumption].
 */
function transferByRule(
  world: World,
  account: Account,
  currency: string,
  financial_account: string,
  { amount, source_type }: DuePayout,
): void {
  const id = world.ids.next('po')
  const arrival_date = financialAccountArrival(world.clock.seconds())
  const fields = { id, amount, arrival_date, automatic: true, source_type }
  sendPayout(world, account, { financial_account, currency }, fields, BY_CLOCK)
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
