import 'server-only'
import { currencyCode, idOf, instant, integer, record, text } from '@/lib/domain/foreign'
import type { PendingTransaction } from '@/lib/domain/money/settling-funds'
import type { BalanceTransaction } from '@/lib/domain/payouts/payout-contents'
import type { ReversalTransaction } from '@/lib/domain/payouts/reversals'

/** A balance transaction as Stripe answers it; each part may be missing. */
export function readBalanceTransactionWire(wire: unknown): BalanceTransaction {
  const transaction = record(wire)
  return {
    id: text(transaction.id),
    type: text(transaction.type),
    amount: integer(transaction.amount),
    fee: integer(transaction.fee),
    net: integer(transaction.net),
    currency: currencyCode(transaction.currency),
    source: idOf(transaction.source),
    description: text(transaction.description),
    createdAt: instant(transaction.created),
    availableOn: instant(transaction.available_on),
  }
}

/** The same, as far as it says whether funds were taken back. */
export function readReversalWire(wire: unknown): ReversalTransaction {
  const transaction = record(wire)
  return {
    type: text(transaction.type),
    category: text(transaction.reporting_category),
    net: integer(transaction.net),
    currency: currencyCode(transaction.currency),
    createdAt: instant(transaction.created),
  }
}

/** The same, as far as it says what settles when. A status that this version doesn't know isn't taken for settled. */
export function readPendingWire(wire: unknown): PendingTransaction {
  const transaction = record(wire)
  return {
    net: integer(transaction.net),
    currency: currencyCode(transaction.currency),
    availableAt: instant(transaction.available_on)?.getTime() ?? null,
    isPending: transaction.status !== 'available',
    type: text(transaction.type),
  }
}
