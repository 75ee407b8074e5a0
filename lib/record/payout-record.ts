import 'server-only'
import type { SystemAccess } from '@/lib/domain/access/permissions'
import { type ExternalAccount, nameExternalAccount } from '@/lib/domain/accounts/external-account'
import type { AuditEntry } from '@/lib/domain/audit/audit-entry'
import type { PayoutEvent } from '@/lib/domain/audit/payout-event'
import { COMES_FROM, isOrdered, type Payout, type PayoutStatus } from '@/lib/domain/payouts/payout'
import { namePayoutMethod } from '@/lib/domain/payouts/payout-split'
import type { Result } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { findAccountEntry } from '@/lib/gateways/db/audit-log'
import { confirmIntent, isHeld } from '@/lib/gateways/db/intents'
import { savePayoutReadings } from '@/lib/gateways/db/payout-readings'
import { readRecordedExternalAccounts } from '@/lib/gateways/db/recorded-external-accounts'
import { advancePayout } from '@/lib/gateways/db/recorded-payouts'
import { listPayouts } from '@/lib/gateways/stripe/payouts'
import { CONFIRMED } from './resolve-intents'

const isOutstanding = (status: PayoutStatus) => status === 'pending' || status === 'in_transit'

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
        isOutstanding(step.status) && (!isFirst || isOurs) ? null : { type: 'payout.step', step },
    },
  )
}

/** Payouts of an account that a sync reads: the latest, among them as a rule all that are outstanding. */
const LATEST = 20

/** Reads the account's latest payouts for the list of all payouts. The audit log gets its entries from Stripe's events. */
export async function refreshPayoutReadings(access: SystemAccess): Promise<Result<unknown, StripeFailure>> {
  const readAt = new Date()
  const answer = await listPayouts(access, { limit: LATEST })
  if (answer.ok) await savePayoutReadings(access, answer.value.payouts, readAt, { isLatest: true })
  return answer
}

/**
 * Records the step at which a payout is. It also resolves our order or cancellation whose answer was lost, even
 * one that had been given up.
 */
export async function recordPayout(
  access: SystemAccess,
  payout: Payout,
  idempotencyKey: string | null,
): Promise<'done' | 'held'> {
  const entry = payout.orderedBy ? await findAccountEntry(access, payout.orderedBy) : null
  // Anybody may write metadata: our order is also the payout that it asked for.
  const order = entry?.event.type === 'payout.create' && isOrdered(payout, entry.event.order) ? entry : null
  const accounts = (await readRecordedExternalAccounts(access)) ?? []
  const step = stepOf(payout, accounts)
  // A status that this version doesn't know is no step that it could put into words.
  if (step) await recordPayoutStep(access, step, { isOurs: order !== null })
  const cancellation = idempotencyKey ? await findAccountEntry(access, idempotencyKey) : null
  const isCanceled = cancellation?.event.type === 'payout.cancel' && payout.status === 'canceled'
  const areKnown = await Promise.all([order, isCanceled ? cancellation : null].map((ours) => confirm(access, ours)))
  return areKnown.every(Boolean) ? 'done' : 'held'
}

/** False while the write itself may still get its answer, which says more. */
async function confirm(access: SystemAccess, ours: AuditEntry | null): Promise<boolean> {
  if (!ours || ours.outcome === 'applied') return true
  if (await isHeld(ours.id)) return false
  const outcome = { outcome: 'applied', stripeRequestId: null, message: CONFIRMED } as const
  await confirmIntent({ entryId: ours.id, accountId: access.account.id }, outcome)
  return true
}

function stepOf(payout: Payout, accounts: readonly ExternalAccount[]): PayoutEvent | null {
  if (payout.status === null) return null
  const destination = accounts.find(({ id }) => id === payout.destinationId)
  return {
    payoutId: payout.id,
    amount: payout.amount,
    currency: payout.currency,
    status: payout.status,
    method: payout.method,
    automatic: payout.automatic,
    arrivesOn: payout.arrivesOn,
    destination: destination
      ? nameExternalAccount(destination)
      : payout.payoutMethodId && namePayoutMethod(payout.payoutMethodId),
    failureCode: payout.failure?.code ?? null,
    failureMessage: payout.failure?.message ?? null,
    reverses: payout.reverses,
  }
}
