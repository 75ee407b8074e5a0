import { isTraceable } from '../banks/countries.ts'
import { markErrored } from '../banks/external-accounts.ts'
import { refused } from '../http/stripe-error.ts'
import { payoutFeeDetails, returnPayoutFee } from '../money/application-fees.ts'
import { post } from '../money/money.ts'
import type { Simulation } from '../simulation.ts'
import { type Account, BY_CLOCK, type Cause, type Payout } from '../world/state.ts'
import { renderPayout } from './payout-view.ts'

// [assumption] when a payout is handed to the bank.
const SUBMITTED_AFTER = { standard: 3600, instant: 60 }
// [docs] shortly after the arrival in most cases; one hour is [assumption].
const TRACED_AFTER = 3600
// [docs] up to a maximum number of tries; the number is [assumption].
const MOST_DEBIT_TRIES = 3

/** [A.10] pending → in_transit → paid or failed; then the bank's trace id. Null: nothing more will come by itself. */
export function nextStepOf(payout: Payout): number | null {
  if (payout.status === 'pending') return payout.created + SUBMITTED_AFTER[payout.method]
  if (payout.status === 'in_transit') return payout.arrival_date
  return payout.status === 'paid' && payout.trace_id?.status === 'pending' ? payout.arrival_date + TRACED_AFTER : null
}

export function wakeForNextStep(simulation: Simulation, account: Account, payout: Payout): void {
  const due = nextStepOf(payout)
  if (due !== null) simulation.wake(account, due)
}

/** Takes the steps whose time has come. Tells whether there was one. */
export function takeSteps(simulation: Simulation, account: Account): boolean {
  const now = simulation.clock.seconds()
  const due = account.payouts.filter((payout) => (nextStepOf(payout) ?? Number.POSITIVE_INFINITY) <= now)
  for (const payout of due) {
    if (payout.status === 'pending') change(simulation, account, payout, 'in_transit', 'payout.updated', BY_CLOCK)
    else if (payout.status === 'in_transit') arrive(simulation, account, payout)
    else if (payout.status === 'paid') trace(simulation, account, payout)
    wakeForNextStep(simulation, account, payout)
  }
  return due.length > 0
}

function arrive(simulation: Simulation, account: Account, payout: Payout): void {
  const destination = account.external_accounts.find((each) => each.id === payout.destination)
  if (destination?.failure_code) {
    failPayout(simulation, account, payout, destination.failure_code)
    return
  }
  if (destination && isDebit(payout)) destination.failed_debits = 0
  change(simulation, account, payout, 'paid', 'payout.paid', BY_CLOCK)
  if (payout.automatic) {
    payout.reconciliation_status = 'completed'
    simulation.events.emit('payout.reconciliation_completed', account.id, BY_CLOCK, renderPayout(payout))
  }
}

/** For tests that do not want to wait: the bank decides now. */
export function bringPayoutIn(simulation: Simulation, account: Account, payout: Payout): void {
  const original = account.payouts.find((each) => each.id === payout.original_payout)
  if (original?.status === 'pending' || original?.status === 'in_transit') {
    throw refused(`The payout ${payout.id} takes back ${original.id}, which has not arrived yet.`)
  }
  if (payout.status === 'pending') change(simulation, account, payout, 'in_transit', 'payout.updated', BY_CLOCK)
  if (payout.status !== 'in_transit') throw refused(`The payout ${payout.id} is ${payout.status} already.`)
  payout.arrival_date = simulation.clock.seconds()
  // The money of a debit or a reversal comes with it.
  const lot = account.balances[payout.currency]?.pending.find((each) => each.transaction === payout.balance_transaction)
  if (lot) {
    lot.available_on = payout.arrival_date
    simulation.wake(account, payout.arrival_date)
  }
  arrive(simulation, account, payout)
  wakeForNextStep(simulation, account, payout)
}

function trace(simulation: Simulation, account: Account, payout: Payout): void {
  const before = payout.trace_id
  const destination = account.external_accounts.find((each) => each.id === payout.destination)
  payout.trace_id = isTraceable(destination?.country ?? account.country, payout.method)
    ? { status: 'supported', value: `TRACE${payout.id.slice(-10).toUpperCase()}` }
    : { status: 'unsupported', value: null }
  simulation.events.emit('payout.updated', account.id, BY_CLOCK, renderPayout(payout), { trace_id: before })
}

function isDebit(payout: Payout): boolean {
  return payout.amount < 0 && payout.original_payout === null
}

// [from memory] of the texts
const FAILURE_MESSAGES: Readonly<Record<string, string>> = {
  account_closed: 'The bank account has been closed.',
  account_frozen: 'The bank account has been frozen.',
  bank_account_restricted: 'The bank account has restrictions on either the type, or the number, of payouts allowed.',
  bank_account_unusable: 'The bank account could not be used. Its details may be wrong.',
  could_not_process: 'The bank could not process this transfer.',
  debit_not_authorized: 'Debit transactions are not approved on this bank account.',
  insufficient_funds: 'The bank account has insufficient funds to cover this transfer.',
  invalid_currency: 'The bank was unable to process this transfer because of its currency.',
  no_account:
    'The bank account details on file are probably incorrect. No bank account could be located with those details.',
}

/** The bank gives a payout back: on its way, or late, when it was paid already. Also for tests that want one to fail. */
export function failPayout(simulation: Simulation, account: Account, payout: Payout, code: string): void {
  if (payout.status === 'canceled' || payout.status === 'failed') {
    throw refused(`The payout ${payout.id} is ${payout.status}; it cannot fail any more.`)
  }
  const reversal = account.payouts.find((each) => each.id === payout.reversed_by)
  if (reversal?.status === 'paid') {
    throw refused(`The payout ${payout.id} was taken back by ${reversal.id}; it cannot fail any more.`)
  }
  // [docs] a reversal that waits for a payout which fails is canceled.
  if (reversal?.status === 'pending' || reversal?.status === 'in_transit') {
    withdraw(simulation, account, reversal, BY_CLOCK)
  }
  payout.failure_code = code
  payout.failure_message = FAILURE_MESSAGES[code] ?? 'The payout could not be completed.'
  payout.trace_id = { status: 'unsupported', value: null }
  moneyBack(simulation, account, payout, 'payout_failure', BY_CLOCK)
  change(simulation, account, payout, 'failed', 'payout.failed', BY_CLOCK)
  const destination = account.external_accounts.find((each) => each.id === payout.destination)
  // [assumption] a reversal that fails says nothing about the bank account, and neither do the first failed debits.
  if (!destination || payout.original_payout !== null) return
  if (isDebit(payout)) destination.failed_debits += 1
  if (isDebit(payout) && destination.failed_debits < MOST_DEBIT_TRIES) return
  markErrored(simulation, account, destination, BY_CLOCK)
}

function moneyBack(simulation: Simulation, account: Account, payout: Payout, type: string, cause: Cause): void {
  const fee = payout.application_fee_amount ?? 0
  payout.failure_balance_transaction = post(simulation, account, {
    type,
    currency: payout.currency,
    amount: payout.amount,
    fee: -fee,
    fee_details: payoutFeeDetails(-fee, payout.currency),
    description: 'STRIPE PAYOUT',
    source: payout.id,
    source_type: payout.source_type,
    // What a bank will not give leaves the pending part on the same day as it would have come.
    ...(payout.amount < 0 && payout.arrival_date > simulation.clock.seconds()
      ? { available_on: payout.arrival_date, at_bank: true }
      : {}),
  }).id
  returnPayoutFee(simulation, account, payout, cause)
}

function change(
  simulation: Simulation,
  account: Account,
  payout: Payout,
  status: Payout['status'],
  event: string,
  cause: Cause,
): void {
  const before = payout.status
  payout.status = status
  simulation.record(account, event, cause, { id: payout.id, status: before }, { id: payout.id, status })
  simulation.events.emit(
    event,
    account.id,
    cause,
    renderPayout(payout),
    event === 'payout.updated' ? { status: before } : undefined,
  )
}

export function cancelPayout(simulation: Simulation, account: Account, payout: Payout, cause: Cause): void {
  if (payout.automatic || payout.original_payout !== null || payout.status !== 'pending') {
    const what = payout.automatic ? 'automatic' : payout.original_payout !== null ? 'a reversal' : payout.status
    throw refused(
      `Payouts can only be canceled while they are pending and were created manually; ${payout.id} is ${what}.`,
    )
  }
  withdraw(simulation, account, payout, cause)
}

function withdraw(simulation: Simulation, account: Account, payout: Payout, cause: Cause): void {
  moneyBack(simulation, account, payout, 'payout_cancel', cause)
  payout.trace_id = { status: 'unsupported', value: null }
  change(simulation, account, payout, 'canceled', 'payout.canceled', cause)
}
