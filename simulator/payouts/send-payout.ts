import { calendarOf } from '../banks/bank-holidays.ts'
import { payoutFeeDetails } from '../money/application-fees.ts'
import { post } from '../money/post.ts'
import { addBusinessDays } from '../time/calendar.ts'
import type { Account, Cause, ExternalAccount, Payout } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { scheduleNextStep } from './payout-life-cycle.ts'
import { renderPayout } from './payout-view.ts'

const STANDARD_BUSINESS_DAYS = 2

/** The day on which a standard payout made on this day, or at this moment, arrives. */
export function standardArrival(account: Account, currency: string, seconds: number): number {
  return addBusinessDays(seconds, STANDARD_BUSINESS_DAYS, calendarOf(account, currency))
}

// [docs] within 30 minutes.
const INSTANT_ARRIVES_AFTER = 1800

export function instantArrival(seconds: number): number {
  return seconds + INSTANT_ARRIVES_AFTER
}

/** When funds that a rule transfers at this moment reach the financial account, which is at Stripe [assumption]. */
export function financialAccountArrival(seconds: number): number {
  return instantArrival(seconds)
}

/** The financial account of a transfer rule. */
export interface RuleTarget {
  financial_account: string
  currency: string
}

type PayoutFields = Pick<Payout, 'amount' | 'arrival_date' | 'id'> & Partial<Payout>

/** Adds a payout and moves its money; `fields` override the usual values. */
export function addPayout(
  world: World,
  account: Account,
  destination: ExternalAccount | RuleTarget,
  fields: PayoutFields,
): Payout {
  const { currency } = destination
  const { id, amount, arrival_date } = fields
  const bank = 'id' in destination ? destination : null
  const payout: Payout = {
    application_fee: null,
    application_fee_amount: null,
    automatic: false,
    balance_transaction: null,
    created: world.clock.seconds(),
    currency,
    description: 'STRIPE PAYOUT',
    destination: bank?.id ?? null,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    metadata: {},
    method: 'standard',
    original_payout: null,
    // [docs] Stripe doesn't know which transactions a manual payout contains.
    reconciliation_status: bank && fields.automatic ? 'in_progress' : 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'pending',
    trace_id: bank && { status: 'pending', value: null },
    // Stripe's object has no third type.
    type: bank?.object ?? 'bank_account',
    ...('financial_account' in destination ? { payout_method: destination.financial_account } : {}),
    ...fields,
  }
  const fee = payout.application_fee_amount ?? 0
  payout.balance_transaction = post(world, account, {
    type: 'payout',
    currency,
    amount: -amount,
    created: payout.created,
    description: payout.description,
    fee,
    fee_details: payoutFeeDetails(fee, currency),
    source: id,
    source_type: payout.source_type,
    // [assumption] A debit is pending until the bank sends the money.
    ...(amount < 0 ? { available_on: arrival_date, at_bank: true } : {}),
  }).id
  account.payouts.push(payout)
  scheduleNextStep(world, account, payout)
  return payout
}

/** Adds a payout, records it and sends its event. */
export function sendPayout(
  world: World,
  account: Account,
  destination: ExternalAccount | RuleTarget,
  fields: PayoutFields,
  cause: Cause,
): Payout {
  const payout = addPayout(world, account, destination, fields)
  world.record(account, 'payout.created', cause, null, renderPayout(payout))
  world.events.emit('payout.created', account.id, cause, renderPayout(payout))
  return payout
}
