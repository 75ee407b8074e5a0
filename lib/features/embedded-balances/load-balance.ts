import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { Balance } from '@/lib/domain/money/balance'
import { describeReadFailure } from '@/lib/domain/stripe/stripe-failure'
import type { Snapshot } from '@/lib/gateways/db/account-overview'
import { readBalance } from '@/lib/gateways/stripe/balances'
import { recordBalance } from '@/lib/record/balance-record'

export type LoadedBalance =
  | { kind: 'current'; balance: Balance }
  | { kind: 'stale'; balance: Balance; readAt: Date; because: string }
  | { kind: 'missing'; because: string }

/** What Stripe says now; while it does not answer, what it said last, with its age. */
export async function loadBalance(access: AccountAccess, snapshot: Snapshot<Balance> | null): Promise<LoadedBalance> {
  const readAt = new Date()
  const answer = await readBalance(access)
  if (answer.ok) {
    await recordBalance(access, answer.value, readAt)
    return { kind: 'current', balance: answer.value }
  }
  const because = describeReadFailure(answer.failure)
  if (!snapshot) return { kind: 'missing', because }
  // Stripe's clock of that day is not today's.
  const { asOf: _, ...balance } = snapshot.value
  return { kind: 'stale', balance, readAt: snapshot.readAt, because }
}

export const knownBalance = (loaded: LoadedBalance): Balance | null =>
  loaded.kind === 'missing' ? null : loaded.balance
