import 'server-only'
import type { SystemAccess } from '@/lib/domain/access/permissions'
import { type ExternalAccount, nameExternalAccount } from '@/lib/domain/accounts/external-account'
import type { AuditEntry } from '@/lib/domain/audit/audit-entry'
import { isOrdered, type Payout, type PayoutStatus } from '@/lib/domain/payouts/payout'
import type { PayoutEvent } from '@/lib/domain/payouts/payout-event'
import { confirmEntry, findAccountEntry } from '@/lib/gateways/db/audit-log'
import { closePayoutOrder } from '@/lib/gateways/db/payout-orders'
import { readRecordedExternalAccounts } from '@/lib/gateways/db/recorded-external-accounts'
import { advancePayout } from '@/lib/gateways/db/recorded-payouts'
import { OPEN_INTENT } from './settings-record'

export const CONFIRMED = 'Confirmed by Stripe’s own event.'

/** From which statuses a payout can have come: an older reading that comes late must not turn the record back. */
const COMES_FROM: Record<PayoutStatus, readonly PayoutStatus[]> = {
  pending: [],
  in_transit: ['pending'],
  paid: ['pending', 'in_transit'],
  failed: ['pending', 'in_transit', 'paid'],
  canceled: ['pending'],
}

const isUnderWay = (status: PayoutStatus) => status === 'pending' || status === 'in_transit'

/**
 * Records the next step of a payout, once: when it is first seen and how it ends. Our own order is the entry of its
 * beginning, and that a payout was handed to the bank is not recorded apart.
 */
export async function recordPayoutStep(access: SystemAccess, step: PayoutEvent, { isOurs }: { isOurs: boolean }) {
  await advancePayout(
    access,
    { id: step.payoutId, status: step.status },
    {
      from: COMES_FROM[step.status],
      eventOf: ({ isFirst }) =>
        isUnderWay(step.status) && (!isFirst || isOurs) ? null : { type: 'payout.step', step },
    },
  )
}

/** An intent of ours that may still hear from Stripe itself, and then it has the word. */
const isRecent = ({ outcome, at }: AuditEntry) => outcome === 'pending' && Date.now() - at.getTime() < OPEN_INTENT

/**
 * Records the step at which a payout is. It also resolves an order or a cancellation of ours whose answer was lost, even
 * one that had been given up.
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
  await recordPayoutStep(access, stepOf(payout, accounts), { isOurs: order !== null })
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

function stepOf(payout: Payout, accounts: readonly ExternalAccount[]): PayoutEvent {
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
