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
import { cancelOutcomeText as text } from './outcome-text'

export type CancelOutcome = { kind: 'canceled' | 'refused' | 'unknown'; message: string }

/** Cancels a manual payout that isn't sent yet; a second cancellation finds nothing to cancel any more. */
export async function cancelManualPayout(
  access: AccountAccess<'payouts:create'>,
  payoutId: string,
): Promise<CancelOutcome> {
  const read = await readPayout(access, payoutId)
  if (!read.ok) {
    const because = read.failure.kind === 'invalid' ? text.noSuchPayout : describeReadFailure(read.failure)
    return { kind: 'refused', message: text.notCanceled(because) }
  }
  const payout = read.value
  if (!isCancelable(payout)) return { kind: 'refused', message: tooLate(payout) }
  const allowed = allowedPayoutMethods(access, await readPlatformRules())
  if (payout.method === null || !allowed[payout.method]) return { kind: 'refused', message: text.notAllowed }

  const written = await writeDurably(access, {
    event: { type: 'payout.cancel', payoutId, amount: payout.amount, currency: payout.currency },
    check: async () => succeed(null),
    send: (entryId) => cancelPayout(access, payoutId, entryId),
  })
  switch (written.kind) {
    case 'done':
      return { kind: 'canceled', message: text.canceled }
    case 'refused':
      return { kind: 'refused', message: text.notCanceled(describeRefusal(written.failure)) }
    case 'failed':
      return { kind: 'refused', message: text.failed }
    case 'busy':
      return { kind: 'unknown', message: text.busy }
    default:
      return { kind: 'unknown', message: text.unknown }
  }
}

function tooLate(payout: Payout): string {
  if (payout.automatic) return text.automatic
  return text.tooLate(explainPayoutStatus(payout))
}
