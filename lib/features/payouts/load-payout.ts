import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { ExternalAccount } from '@/lib/domain/accounts/external-account'
import type { Payout } from '@/lib/domain/payouts/payout'
import { type Reading, readingOf } from '@/lib/domain/reading'
import { savePayoutReadings } from '@/lib/gateways/db/payout-readings'
import { readPayoutWithDestination } from '@/lib/gateways/stripe/payouts'
import { isPayoutId } from './order-schema'

export type PayoutDetail = { payout: Payout; destination: ExternalAccount | null }

/** One payout of this account; null where the account has no payout with this id, also if another account has it. */
export async function loadPayout(access: AccountAccess, payoutId: string): Promise<Reading<PayoutDetail> | null> {
  if (!isPayoutId(payoutId)) return null
  const readAt = new Date()
  const answer = await readPayoutWithDestination(access, payoutId)
  // Of what is sent, only the id can be invalid.
  if (!answer.ok && answer.failure.kind === 'invalid') return null
  if (answer.ok) await savePayoutReadings(access, [answer.value.payout], readAt)
  return readingOf(answer, { readAt, last: null })
}
