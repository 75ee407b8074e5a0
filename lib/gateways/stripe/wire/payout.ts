import 'server-only'
import { dateOfDayNumber } from '@/lib/domain/calendar/calendar-date'
import { currencyCode, flag, idOf, instant, integer, oneOf, record, seconds, text } from '@/lib/domain/foreign'
import { PAYOUT_METHODS, PAYOUT_STATUSES, type Payout } from '@/lib/domain/payouts/payout'

/** The payout's metadata that names our audit entry, so that an order whose answer was lost can be found. */
export const ENTRY = 'spillway_entry'

const SECONDS_A_DAY = 86_400

/** A payout as Stripe answers it; null where it has no id, amount or currency. */
export function readPayoutWire(wire: unknown): Payout | null {
  const payout = record(wire)
  const [id, amount, currency] = [text(payout.id), integer(payout.amount), currencyCode(payout.currency)]
  if (id === null || amount === null || currency === null) return null
  const arrival = seconds(payout.arrival_date)
  const trace = record(payout.trace_id)
  return {
    id,
    amount,
    currency,
    status: oneOf(payout.status, PAYOUT_STATUSES),
    method: oneOf(payout.method, PAYOUT_METHODS),
    automatic: flag(payout.automatic),
    createdAt: instant(payout.created),
    arrivesOn: arrival === null ? null : dateOfDayNumber(Math.floor(arrival / SECONDS_A_DAY)),
    destinationId: idOf(payout.destination),
    payoutMethodId: idOf(payout.payout_method),
    failure:
      payout.status === 'failed' ? { code: text(payout.failure_code), message: text(payout.failure_message) } : null,
    traceId: text(trace.value),
    traceStatus: oneOf(trace.status, ['pending', 'supported', 'unsupported']),
    statementDescriptor: text(payout.statement_descriptor),
    reconciliation: oneOf(payout.reconciliation_status, ['completed', 'in_progress', 'not_applicable']),
    fee: integer(payout.application_fee_amount),
    reverses: idOf(payout.original_payout),
    reversedBy: idOf(payout.reversed_by),
    orderedBy: text(record(payout.metadata)[ENTRY]),
  }
}
