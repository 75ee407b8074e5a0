import 'server-only'
import { requestOrigin } from '@/lib/auth/request'
import { isCancelable } from '@/lib/domain/payout'
import type { AccountAccess } from '@/lib/domain/permissions'
import { describeReadFailure } from '@/lib/domain/stripe-failure'
import { addOutcome, beginIntent } from '@/lib/gateways/db/audit-log'
import { cancelPayout, readPayout } from '@/lib/gateways/stripe/payouts'

export type CancelOutcome = { kind: 'canceled' } | { kind: 'refused' | 'unknown'; message: string }

const TOO_LATE = 'Stripe has handed this payout to the bank, so it can no longer be canceled.'

/** Takes a payout back before it has left; a second cancellation finds that there is nothing to cancel any more. */
export async function cancelPayoutByHand(
  access: AccountAccess<'payouts:create'>,
  payoutId: string,
): Promise<CancelOutcome> {
  const payout = await readPayout(access, payoutId)
  if (!payout.ok) return { kind: 'refused', message: `Nothing was canceled: ${describeReadFailure(payout.failure)}` }
  const { amount, currency } = payout.value
  if (!isCancelable(payout.value)) return { kind: 'refused', message: TOO_LATE }

  const event = { type: 'payout.cancel', payoutId, amount, currency } as const
  const entryId = await beginIntent(access, { event, reason: null, origin: await requestOrigin() })
  const canceled = await cancelPayout(access, payoutId, entryId)
  if (canceled.ok) {
    await addOutcome(entryId, { outcome: 'applied', stripeRequestId: canceled.value.requestId })
    return { kind: 'canceled' }
  }
  const { failure } = canceled
  if (failure.kind === 'no_answer') {
    const message = 'Stripe did not answer. The payout may have been canceled; its status shows it.'
    await addOutcome(entryId, { outcome: 'unknown', stripeRequestId: failure.requestId, message })
    return { kind: 'unknown', message }
  }
  const message = failure.kind === 'invalid' ? TOO_LATE : `Nothing was canceled: ${describeReadFailure(failure)}`
  await addOutcome(entryId, { outcome: 'refused', stripeRequestId: failure.requestId, message })
  return { kind: 'refused', message }
}
