import 'server-only'
import { parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { oneOf } from '@/lib/domain/foreign'
import { PAYOUT_METHODS, PAYOUT_STATUSES, type Payout } from '@/lib/domain/payouts/payout'
import type { Prisma } from './generated/sqlite/client'

/** A payout as it was read last; null for what isn't kept of it. */
export function readPayout(row: Prisma.PayoutReadingGetPayload<object>): Payout {
  const status = oneOf(row.status, PAYOUT_STATUSES)
  return {
    id: row.payoutId,
    amount: Number(row.amount),
    currency: row.currency,
    status,
    method: oneOf(row.method, PAYOUT_METHODS),
    automatic: row.automatic,
    arrivesOn: row.arrivesOn === null ? null : parseCalendarDate(row.arrivesOn),
    createdAt: row.createdAt,
    failure: status === 'failed' ? { code: row.failureCode, message: row.failureMessage } : null,
    reverses: row.reverses,
    ...{ destinationId: null, payoutMethodId: null, traceId: null, traceStatus: null, statementDescriptor: null },
    ...{ reconciliation: null, fee: null, reversedBy: null, orderedBy: null },
  }
}
