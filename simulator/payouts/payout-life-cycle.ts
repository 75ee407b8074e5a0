import { isTraceable } from '../banks/countries.ts'
import { markErrored } from '../banks/external-account-status.ts'
import { refused } from '../http/stripe-error.ts'
import { payoutFeeDetails, refundPayoutFee } from '../money/application-fees.ts'
import { post } from '../money/post.ts'
import { type Account, BY_CLOCK, type Cause, type ExternalAccount, type Payout } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { failureMessage } from './failure-messages.ts'
import { endOfHold, isHeld } from './held-payouts.ts'
import { renderPayout } from './payout-view.ts'

// [assumption] When a payout is sent to the bank, or to a financial account.
const IN_TRANSIT_AFTER = { standard: 3600, instant: 60, inside_stripe: 60 }
// [docs] Shortly after the arrival in most cases; one hour is [assumption].
const TRACED_AFTER = 3600
// [docs] Up to a maximum number of tries; the number is [assumption].
const MOST_DEBIT_TRIES = 3

/**
 * When a payout changes next: pending → in_transit → paid or failed, then the trace id. Null if it won't change. A held
 * payout stays pending until it is canceled.
 */
export function nextStepAt(account: Account, payout: Payout): number | null {
  if (isHeld(account, payout)) return endOfHold(payout)
  if (payout.status === 'pending') {
    return payout.created + IN_TRANSIT_AFTER[payout.payout_method === undefined ? payout.method : 'inside_stripe']
  }
  if (payout.status === 'in_transit') return payout.arrival_date
  return payout.status === 'paid' && payout.trace_id?.status === 'pending' ? payout.arrival_date + TRACED_AFTER : null
}

export function scheduleNextStep(world: World, account: Account, payout: Payout): void {
  const due = nextStepAt(account, payout)
  if (due !== null) world.schedule(account, due)
}

/** Moves on every payout whose next step is due. Returns whether there was one. */
export function advancePayouts(world: World, account: Account): boolean {
  const now = world.clock.seconds()
  const due = account.payouts.filter((payout) => (nextStepAt(account, payout) ?? Number.POSITIVE_INFINITY) <= now)
  for (const payout of due) {
    if (isHeld(account, payout)) cancel(world, account, payout, BY_CLOCK)
    else if (payout.status === 'pending') submitPayout(world, account, payout, BY_CLOCK)
    else if (payout.status === 'in_transit') arrive(world, account, payout)
    else if (payout.status === 'paid') addTraceId(world, account, payout)
    scheduleNextStep(world, account, payout)
  }
  return due.length > 0
}

/** Sends a pending payout to the bank. `previous` are other fields that changed with it. */
export function submitPayout(
  world: World,
  account: Account,
  payout: Payout,
  cause: Cause,
  previous: Partial<Payout> = {},
): void {
  setStatus(world, account, payout, 'in_transit', 'payout.updated', cause, previous)
}

function arrive(world: World, account: Account, payout: Payout): void {
  const destination = destinationOf(account, payout)
  if (destination?.failure_code) {
    failPayout(world, account, payout, destination.failure_code)
    return
  }
  if (destination && isDebit(payout)) destination.failed_debits = 0
  setStatus(world, account, payout, 'paid', 'payout.paid', BY_CLOCK)
  if (payout.reconciliation_status === 'in_progress') {
    payout.reconciliation_status = 'completed'
    world.events.emit('payout.reconciliation_completed', account.id, BY_CLOCK, renderPayout(payout))
  }
}

function addTraceId(world: World, account: Account, payout: Payout): void {
  const before = payout.trace_id
  const country = destinationOf(account, payout)?.country ?? account.country
  payout.trace_id = isTraceable(country, payout.method)
    ? { status: 'supported', value: `TRACE${payout.id.slice(-10).toUpperCase()}` }
    : { status: 'unsupported', value: null }
  world.events.emit('payout.updated', account.id, BY_CLOCK, renderPayout(payout), { trace_id: before })
}

function destinationOf(account: Account, payout: Payout): ExternalAccount | undefined {
  return account.external_accounts.find((each) => each.id === payout.destination)
}

/** A debit for a negative balance, not a reversal. */
function isDebit(payout: Payout): boolean {
  return payout.amount < 0 && payout.original_payout === null
}

/** Completes a payout now, for testers who don't want to move the clock. */
export function completePayout(world: World, account: Account, payout: Payout): void {
  const original = account.payouts.find((each) => each.id === payout.original_payout)
  if (original?.status === 'pending' || original?.status === 'in_transit') {
    throw refused(`The payout ${payout.id} reverses ${original.id}, which has not arrived yet.`)
  }
  if (isHeld(account, payout)) throw refused(`The payout ${payout.id} is held while payouts are paused.`)
  if (payout.status === 'pending') submitPayout(world, account, payout, BY_CLOCK)
  if (payout.status !== 'in_transit') throw refused(`The payout ${payout.id} is ${payout.status} already.`)
  payout.arrival_date = world.clock.seconds()
  // A debit or reversal adds its funds when it arrives.
  const lot = account.balances[payout.currency]?.pending.find((each) => each.transaction === payout.balance_transaction)
  if (lot) {
    lot.available_on = payout.arrival_date
    world.schedule(account, payout.arrival_date)
  }
  arrive(world, account, payout)
  scheduleNextStep(world, account, payout)
}

/** The bank returns a payout, before or after it was paid. */
export function failPayout(world: World, account: Account, payout: Payout, code: string): void {
  if (payout.status === 'canceled' || payout.status === 'failed') {
    throw refused(`The payout ${payout.id} is ${payout.status}; it can no longer fail.`)
  }
  const reversal = account.payouts.find((each) => each.id === payout.reversed_by)
  if (reversal?.status === 'paid') {
    throw refused(`The payout ${payout.id} was reversed by ${reversal.id}; it can no longer fail.`)
  }
  // [docs] A reversal that waits for a payout which fails is canceled.
  if (reversal?.status === 'pending' || reversal?.status === 'in_transit') {
    cancel(world, account, reversal, BY_CLOCK)
  }
  payout.failure_code = code
  payout.failure_message = failureMessage(code)
  payout.trace_id = { status: 'unsupported', value: null }
  returnMoney(world, account, payout, 'payout_failure', BY_CLOCK)
  setStatus(world, account, payout, 'failed', 'payout.failed', BY_CLOCK)
  const destination = destinationOf(account, payout)
  // [assumption] A failed reversal doesn't change the bank account's status, and neither do the first failed debits.
  if (!destination || payout.original_payout !== null) return
  if (isDebit(payout)) destination.failed_debits += 1
  if (isDebit(payout) && destination.failed_debits < MOST_DEBIT_TRIES) return
  markErrored(world, account, destination)
}

export function cancelPayout(world: World, account: Account, payout: Payout, cause: Cause): void {
  if (payout.automatic || payout.original_payout !== null || payout.status !== 'pending') {
    const what = payout.automatic ? 'automatic' : payout.original_payout !== null ? 'a reversal' : payout.status
    throw refused(
      `Payouts can only be canceled while they are pending and were created manually; ${payout.id} is ${what}.`,
    )
  }
  cancel(world, account, payout, cause)
}

function cancel(world: World, account: Account, payout: Payout, cause: Cause): void {
  returnMoney(world, account, payout, 'payout_cancel', cause)
  payout.trace_id = { status: 'unsupported', value: null }
  setStatus(world, account, payout, 'canceled', 'payout.canceled', cause)
}

/** Returns the funds of a payout, and its fee, to the balance. */
function returnMoney(world: World, account: Account, payout: Payout, type: string, cause: Cause): void {
  const fee = payout.application_fee_amount ?? 0
  payout.failure_balance_transaction = post(world, account, {
    type,
    currency: payout.currency,
    amount: payout.amount,
    fee: -fee,
    fee_details: payoutFeeDetails(-fee, payout.currency),
    description: 'STRIPE PAYOUT',
    source: payout.id,
    source_type: payout.source_type,
    // Funds that a bank won't send stops being pending on the day on which it would have arrived.
    ...(payout.amount < 0 && payout.arrival_date > world.clock.seconds()
      ? { available_on: payout.arrival_date, at_bank: true }
      : {}),
  }).id
  refundPayoutFee(world, account, payout, cause)
}

function setStatus(
  world: World,
  account: Account,
  payout: Payout,
  status: Payout['status'],
  event: string,
  cause: Cause,
  changed: Partial<Payout> = {},
): void {
  const before = payout.status
  payout.status = status
  world.record(account, event, cause, { id: payout.id, status: before }, { id: payout.id, status })
  const previous = event === 'payout.updated' ? { ...changed, status: before } : undefined
  world.events.emit(event, account.id, cause, renderPayout(payout), previous)
}
