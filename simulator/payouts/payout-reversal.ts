import { refused } from '../http/stripe-error.ts'
import type { Simulation } from '../simulation.ts'
import { DAY_SECONDS } from '../time/calendar.ts'
import type { Account, Cause, ExternalAccount, Metadata, Payout } from '../world/state.ts'
import { depart, standardArrival } from './payout-departure.ts'
import { renderPayout } from './payout-view.ts'

// [docs] how long after the arrival, and from banks of which countries.
const REVERSIBLE_FOR = 90 * DAY_SECONDS
const REVERSIBLE_COUNTRIES: readonly string[] = ['CA', 'US']

/** [docs] debits the bank to bring a payout's money back: a payout of its own, with a negative amount. */
export function reversePayout(
  simulation: Simulation,
  account: Account,
  payout: Payout,
  metadata: Metadata,
  cause: Cause,
): Payout {
  const destination = checkReversible(simulation, account, payout)
  const id = simulation.ids.next('po')
  payout.reversed_by = id
  simulation.record(account, 'payout.updated', cause, { reversed_by: null }, { id: payout.id, reversed_by: id })
  simulation.events.emit('payout.updated', account.id, cause, renderPayout(payout), { reversed_by: null })
  return depart(
    simulation,
    account,
    destination,
    {
      id,
      amount: -payout.amount,
      // Never before the money that it takes back.
      arrival_date: Math.max(
        standardArrival(account, payout.currency, simulation.clock.seconds()),
        payout.arrival_date,
      ),
      metadata,
      original_payout: payout.id,
      source_type: payout.source_type,
      statement_descriptor: payout.statement_descriptor,
    },
    cause,
  )
}

/** [docs] the rules; the texts are [assumption]. */
function checkReversible(simulation: Simulation, account: Account, payout: Payout): ExternalAccount {
  const no = (why: string) => refused(`The payout ${payout.id} cannot be reversed: ${why}`)
  if (account.controller?.losses.payments !== 'application') {
    throw no('only payouts of accounts for whose losses the platform answers can be.')
  }
  if (payout.amount < 0) throw no('it is a debit.')
  if (payout.method === 'instant') throw no('it is an instant payout.')
  if (payout.reversed_by !== null) throw no('it was reversed already.')
  if (payout.status === 'failed' || payout.status === 'canceled') throw no(`it is ${payout.status}.`)
  if (payout.status === 'pending' && !payout.automatic) throw no('it is still pending. Cancel it instead.')
  if (simulation.clock.seconds() > payout.arrival_date + REVERSIBLE_FOR) throw no('it arrived more than 90 days ago.')
  const destination = account.external_accounts.find((each) => each.id === payout.destination)
  if (destination?.object !== 'bank_account' || !REVERSIBLE_COUNTRIES.includes(destination.country)) {
    throw no('it did not go to a bank account in the United States or in Canada that is still there.')
  }
  return destination
}
