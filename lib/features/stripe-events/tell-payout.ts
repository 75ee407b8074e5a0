import 'server-only'
import type { AuditEntry } from '@/lib/domain/audit-entry'
import { type ExternalAccount, nameExternalAccount } from '@/lib/domain/external-account'
import { isOrdered, type Payout } from '@/lib/domain/payout'
import type { PayoutStep } from '@/lib/domain/payout-record'
import type { SystemAccess } from '@/lib/domain/permissions'
import { confirmEntry, findAccountEntry } from '@/lib/gateways/db/audit-log'
import { closePayoutOrder } from '@/lib/gateways/db/payout-orders'
import { readRecordedExternalAccounts } from '@/lib/gateways/db/recorded-external-accounts'
import { recordPayoutStep } from '@/lib/gateways/db/recorded-payouts'
import { OPEN_INTENT } from '@/lib/gateways/db/recorded-settings'

export const CONFIRMED = 'Confirmed by Stripe’s own event.'

/** An intent of ours that may still hear from Stripe itself, and then it has the word. */
const isYoung = ({ outcome, at }: AuditEntry) => outcome === 'pending' && Date.now() - at.getTime() < OPEN_INTENT

/**
 * How the payout stands, in the record once for each step. What became of an order or a cancellation of ours whose
 * answer was lost is known by it too, even where it had been given up.
 */
export async function tellPayout(
  access: SystemAccess,
  payout: Payout,
  idempotencyKey: string | null,
): Promise<'done' | 'later'> {
  const entry = payout.orderedBy ? await findAccountEntry(access, payout.orderedBy) : null
  // Anybody may write metadata: an order of ours is also the payout that it asked for.
  const order = entry?.event.type === 'payout.create' && isOrdered(payout, entry.event.order) ? entry : null
  const accounts = (await readRecordedExternalAccounts(access)) ?? []
  await recordPayoutStep(access, payout, { step: toStep(payout, accounts), isOurs: order !== null })
  if (order && !isYoung(order)) {
    const isClosed = await closePayoutOrder(order.id, { outcome: 'applied', stripeRequestId: null, message: CONFIRMED })
    if (!isClosed && order.outcome === 'refused') await confirmEntry(order.id, CONFIRMED)
  }
  const cancellation = idempotencyKey ? await findAccountEntry(access, idempotencyKey) : null
  if (cancellation?.event.type !== 'payout.cancel' || payout.status !== 'canceled') return 'done'
  if (isYoung(cancellation)) return 'later'
  if (cancellation.outcome !== 'applied') await confirmEntry(cancellation.id, CONFIRMED)
  return 'done'
}

function toStep(payout: Payout, accounts: readonly ExternalAccount[]): PayoutStep {
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
