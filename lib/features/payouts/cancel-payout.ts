import 'server-only'
import { allowedPayoutMethods } from '@/lib/domain/access/payout-access'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import { isCancelable, type Payout } from '@/lib/domain/payouts/payout'
import { explainPayoutStatus } from '@/lib/domain/payouts/payout-text'
import { succeed } from '@/lib/domain/result'
import { describeReadFailure, describeRefusal } from '@/lib/domain/stripe/stripe-failure'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'
import { cancelPayout, readPayout } from '@/lib/gateways/stripe/payouts'
import { writeDurably } from '@/lib/record/durable-write'

export type CancelOutcome = { kind: 'canceled' | 'refused' | 'unknown'; message: string }

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

  const written = await writeDurably(access, {
    event: { type: 'payout.cancel', payoutId, amount: payout.amount, currency: payout.currency },
    check: async () => succeed(null),
    send: (entryId) => cancelPayout(access, payoutId, entryId),
  })
  switch (written.kind) {
    case 'done':
      return { kind: 'canceled', message: 'Canceled. The money is back in the balance.' }
    case 'refused':
      return { kind: 'refused', message: `Nothing was canceled: ${describeRefusal(written.failure)}` }
    case 'failed':
      return {
        kind: 'refused',
        message: 'Nothing was canceled because of an error in Spillway. Try again in a moment.',
      }
    case 'busy':
      return {
        kind: 'unknown',
        message: 'It isn’t known yet what became of an earlier cancellation of this payout; its status shows it.',
      }
    default:
      return {
        kind: 'unknown',
        message: 'Stripe did not answer. The payout may have been canceled; its status shows it.',
      }
  }
}

function tooLate(payout: Payout): string {
  if (payout.automatic) return 'Automatic payouts can’t be canceled.'
  return `It can no longer be canceled. ${explainPayoutStatus(payout)}`
}
