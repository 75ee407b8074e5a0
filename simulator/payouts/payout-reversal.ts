import { refused } from '../http/stripe-error.ts'
import { DAY_SECONDS } from '../time/calendar.ts'
import type { Account, Cause, ExternalAccount, Metadata, Payout } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { isHeld } from './held-payouts.ts'
import { renderPayout } from './payout-view.ts'
import { sendPayout, standardArrival } from './send-payout.ts'

// [docs] how long after the arrival, and from banks in which countries.
const REVERSIBLE_FOR = 90 * DAY_SECONDS
const REVERSIBLE_COUNTRIES: readonly string[] = ['CA', 'US']

/** [docs] Debits the bank account to return the funds of a payout: a separate payout with a negative amount. */
export function reversePayout(
  world: World,
  account: Account,
  payout: Payout,
  metadata: Metadata,
  cause: Cause,
): Payout {
  const destination = checkReversible(world, account, payout)
  const id = world.ids.next('po')
  payout.reversed_by = id
  world.record(account, 'payout.updated', cause, { reversed_by: null }, { id: payout.id, reversed_by: id })
  world.events.emit('payout.updated', account.id, cause, renderPayout(payout), { reversed_by: null })
  const earliest = standardArrival(account, payout.currency, world.clock.seconds())
  const fields = {
    id,
    amount: -payout.amount,
    // Never before the payout itself.
    arrival_date: Math.max(earliest, payout.arrival_date),
    metadata,
    original_payout: payout.id,
    source_type: payout.source_type,
    statement_descriptor: payout.statement_descriptor,
  }
  return sendPayout(world, account, destination, fields, cause)
}

/** [docs] the rules; the messages are [assumption]. */
function checkReversible(world: World, account: Account, payout: Payout): ExternalAccount {
  const refusal = (why: string) => refused(`The payout ${payout.id} cannot be reversed: ${why}`)
  if (account.controller?.losses.payments !== 'application') {
    throw refusal('the platform must be liable for negative balances of the account.')
  }
  if (payout.amount < 0) throw refusal('it is a debit.')
  if (payout.method === 'instant') throw refusal('it is an instant payout.')
  if (payout.reversed_by !== null) throw refusal('it was reversed already.')
  if (payout.status === 'failed' || payout.status === 'canceled') throw refusal(`it is ${payout.status}.`)
  if (isHeld(account, payout)) throw refusal('it is held while payouts are paused.')
  if (payout.status === 'pending' && !payout.automatic) throw refusal('it is still pending. Cancel it instead.')
  if (world.clock.seconds() > payout.arrival_date + REVERSIBLE_FOR) {
    throw refusal('it arrived more than 90 days ago.')
  }
  const destination = account.external_accounts.find((each) => each.id === payout.destination)
  if (destination?.object !== 'bank_account' || !REVERSIBLE_COUNTRIES.includes(destination.country)) {
    throw refusal('its destination must be a bank account in the United States or Canada that still exists.')
  }
  return destination
}
