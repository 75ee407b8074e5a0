import 'server-only'
import { requestOrigin } from '@/lib/auth/request'
import { allowedPayoutMethods } from '@/lib/domain/access/payout-access'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import { isCancelable, type Payout } from '@/lib/domain/payouts/payout'
import { PAYOUT_STATUS_WORDS } from '@/lib/domain/payouts/payout-text'
import { describeReadFailure, describeRefusal } from '@/lib/domain/stripe/stripe-failure'
import { addOutcome, beginIntent, listUnresolvedIntents, resolveEntry } from '@/lib/gateways/db/audit-log'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'
import { cancelPayout, readPayout } from '@/lib/gateways/stripe/payouts'

export type CancelOutcome = { kind: 'canceled' | 'refused' | 'unknown'; message: string }

/** A cancellation that was sent may still land for this long after its intent. Milliseconds. */
const LANDS_WITHIN = 60_000

/** Takes a payout back before it has left; a second cancellation finds that there is nothing to cancel any more. */
export async function cancelPayoutByHand(
  access: AccountAccess<'payouts:create'>,
  payoutId: string,
): Promise<CancelOutcome> {
  const read = await readPayout(access, payoutId)
  if (!read.ok) {
    const because = read.failure.kind === 'invalid' ? 'there is no such payout.' : describeReadFailure(read.failure)
    return { kind: 'refused', message: `Nothing was canceled: ${because}` }
  }
  const payout = read.value
  if (!isCancelable(payout)) return { kind: 'refused', message: tooLate(payout) }
  if (!allowedPayoutMethods(access, await readPlatformRules())[payout.method])
    return { kind: 'refused', message: 'The platform has switched payouts by hand off for your role.' }

  const event = { type: 'payout.cancel', payoutId, amount: payout.amount, currency: payout.currency } as const
  const entryId = await beginIntent(access, { event, reason: null, origin: await requestOrigin() })
  const canceled = await cancelPayout(access, payoutId, entryId)
  if (canceled.ok) {
    await addOutcome(entryId, { outcome: 'applied', stripeRequestId: canceled.value.requestId })
    return { kind: 'canceled', message: 'Canceled. The money is back in the balance.' }
  }
  const { failure } = canceled
  if (failure.kind === 'no_answer') {
    const message = 'Stripe did not answer. The payout may have been canceled; its status shows it.'
    await addOutcome(entryId, { outcome: 'unknown', stripeRequestId: failure.requestId, message })
    return { kind: 'unknown', message }
  }
  const message = `Nothing was canceled: ${describeRefusal(failure)}`
  await addOutcome(entryId, { outcome: 'refused', stripeRequestId: failure.requestId, message })
  return { kind: 'refused', message }
}

function tooLate({ status, automatic }: Payout): string {
  if (automatic) return 'Stripe lets nobody cancel a payout of the schedule.'
  const { word, meaning } = PAYOUT_STATUS_WORDS[status]
  return `It can no longer be canceled. ${word}: ${meaning}`
}

/** Whoever next looks at the account finds out what became of cancellations that were left without an answer. */
export async function resolveCancellations(access: AccountAccess): Promise<void> {
  for (const entry of await listUnresolvedIntents(access, 'payout.cancel', new Date(Date.now() - LANDS_WITHIN))) {
    if (entry.event.type !== 'payout.cancel') continue
    const payout = await readPayout(access, entry.event.payoutId)
    if (!payout.ok) continue
    const isCanceled = payout.value.status === 'canceled'
    await resolveEntry(entry.id, {
      outcome: isCanceled ? 'applied' : 'refused',
      stripeRequestId: null,
      message: isCanceled
        ? 'Read back from Stripe: the payout is canceled.'
        : 'Read back from Stripe: the payout was not canceled.',
    })
  }
}
