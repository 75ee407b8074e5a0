import { calendarOf } from '../banks/bank-holidays.ts'
import { payoutFeeDetails } from '../money/application-fees.ts'
import { post } from '../money/money.ts'
import type { Simulation } from '../simulation.ts'
import { addBusinessDays } from '../time/calendar.ts'
import type { Account, Cause, ExternalAccount, Payout } from '../world/state.ts'
import { wakeForNextStep } from './payout-life-cycle.ts'
import { renderPayout } from './payout-view.ts'

const STANDARD_BUSINESS_DAYS = 2

/** The day on which a payout that leaves on a day, or at a moment of one, reaches the bank, or a debit the balance. */
export function standardArrival(account: Account, currency: string, seconds: number): number {
  return addBusinessDays(seconds, STANDARD_BUSINESS_DAYS, calendarOf(account, currency))
}

type Departure = Pick<Payout, 'amount' | 'arrival_date' | 'id'> & Partial<Payout>

/** Writes a payout down and moves its money; what the departure leaves out is as for most payouts. */
export function writePayout(
  simulation: Simulation,
  account: Account,
  destination: ExternalAccount,
  departure: Departure,
): Payout {
  const { currency } = destination
  const { id, amount, arrival_date } = departure
  const payout: Payout = {
    application_fee: null,
    application_fee_amount: null,
    automatic: false,
    balance_transaction: null,
    created: simulation.clock.seconds(),
    currency,
    description: 'STRIPE PAYOUT',
    destination: destination.id,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    metadata: {},
    method: 'standard',
    original_payout: null,
    // [docs] Stripe cannot say which transactions a manual payout contains.
    reconciliation_status: departure.automatic ? 'in_progress' : 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'pending',
    trace_id: { status: 'pending', value: null },
    type: destination.object,
    ...departure,
  }
  const fee = payout.application_fee_amount ?? 0
  payout.balance_transaction = post(simulation, account, {
    type: 'payout',
    currency,
    amount: -amount,
    created: payout.created,
    description: payout.description,
    fee,
    fee_details: payoutFeeDetails(fee, currency),
    source: id,
    source_type: payout.source_type,
    // [assumption] what a bank is asked for is pending until it arrives.
    ...(amount < 0 ? { available_on: arrival_date, at_bank: true } : {}),
  }).id
  account.payouts.push(payout)
  wakeForNextStep(simulation, account, payout)
  return payout
}

/** Writes a payout down and tells of it. */
export function depart(
  simulation: Simulation,
  account: Account,
  destination: ExternalAccount,
  departure: Departure,
  cause: Cause,
): Payout {
  const payout = writePayout(simulation, account, destination, departure)
  simulation.record(account, 'payout.created', cause, null, renderPayout(payout))
  simulation.events.emit('payout.created', account.id, cause, renderPayout(payout))
  return payout
}
