import 'server-only'
import type { SystemAccess } from '@/lib/domain/access/permissions'
import { type ExternalAccount, nameExternalAccount } from '@/lib/domain/accounts/external-account'
import type { AuditEntry } from '@/lib/domain/audit/audit-entry'
import { isOrdered, type Payout } from '@/lib/domain/payouts/payout'
import type { PayoutEvent } from '@/lib/domain/payouts/payout-event'
import { confirmEntry, findAccountEntry } from '@/lib/gateways/db/audit-log'
import { closePayoutOrder } from '@/lib/gateways/db/payout-orders'
import { readRecordedExternalAccounts } from '@/lib/gateways/db/recorded-external-accounts'
import { recordPayoutEvent } from '@/lib/gateways/db/recorded-payouts'
import { OPEN_INTENT } from '@/lib/gateways/db/recorded-settings'

export const CONFIRMED = 'Confirmed by Stripe’s own event.'

/** An intent of ours that may still hear from Stripe itself, and then it has the word. */
const isRecent = ({ outcome, at }: AuditEntry) => outcome === 'pending' && Date.now() - at.getTime() < OPEN_INTENT

/**
 * How the payout stands, in the record once for each step. What became of an order or a cancellation of ours whose
 * answer was lost is known by it too, even where it had been given up.
 */
export async function recordPayout(
  access: SystemAccess,
  payout: Payout,
  idempotencyKey: string | null,
): Promise<'done' | 'later'> {
  const entry = payout.orderedBy ? await findAccountEntry(access, payout.orderedBy) : null
  // Anybody may write metadata: an order of ours is also the payout that it asked for.
  const order = entry?.event.type === 'payout.create' && isOrdered(payout, entry.event.order) ? entry : null
  const accounts = (await readRecordedExternalAccounts(access)) ?? []
  await recordPayoutEvent(access, payout, { step: toStep(payout, accounts), isOurs: order !== null })
  if (order && !isRecent(order)) {
    const isClosed = await closePayoutOrder(order.id, { outcome: 'applied', stripeRequestId: null, message: CONFIRMED })
    if (!isClosed && order.outcome === 'refused') await confirmEntry(order.id, CONFIRMED)
  }
  const cancellation = idempotencyKey ? await findAccountEntry(access, idempotencyKey) : null
  if (cancellation?.event.type !== 'payout.cancel' || payout.status !== 'canceled') return 'done'
  if (isRecent(cancellation)) return 'later'
  if (cancellation.outcome !== 'applied') await confirmEntry(cancellation.id, CONFIRMED)
  return 'done'
}

function toStep(payout: Payout, accounts: readonly ExternalAccount[]): PayoutEvent {
  const destination = accounts.find(({ id }) => id === payout.destinationId)
  return {
    payoutId: payout.id,
    amount: payout.amount,
    currency: payout.currency,
    status: payout.status,
    method: payout.method,
    automatic: payout.automatic,
    arrivesOn: payout.arrivesOn,
    destination: destination ? nameExternalAccount(destination) : null,
    failureCode: payout.failure?.code ?? null,
    failureMessage: payout.failure?.message ?? null,
    reverses: payout.reverses,
  }
}
