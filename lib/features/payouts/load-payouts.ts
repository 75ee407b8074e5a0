import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import { compareExternalAccounts, type ExternalAccount } from '@/lib/domain/accounts/external-account'
import type { Payout } from '@/lib/domain/payouts/payout'
import { describeReadFailure } from '@/lib/domain/stripe/stripe-failure'
import { listExternalAccounts } from '@/lib/gateways/stripe/external-accounts'
import { listPayouts } from '@/lib/gateways/stripe/payouts'
import { recordExternalAccounts } from '@/lib/record/external-accounts-record'
import { resolveAccountIntents } from '@/lib/record/resolve-intents'
import { isPayoutId } from './order-schema'

export type LoadedPayouts =
  | { kind: 'current'; payouts: Payout[]; hasMore: boolean }
  | { kind: 'missing'; because: string }

export const knownPayouts = (loaded: LoadedPayouts): readonly Payout[] | null =>
  loaded.kind === 'missing' ? null : loaded.payouts

/** The payout that a page of the list follows, as an address may name it; anything else is the first page. */
export const payoutCursor = (value: string | string[] | undefined): string | undefined =>
  isPayoutId(value) ? value : undefined

/** Payouts on one page of the list, and how many are read for what depends on those under way. */
export const PAGE = 12
const LATEST = 50

/** The latest payouts. What became of orders and cancellations without an answer is found out on the way. */
export async function loadPayouts(access: AccountAccess): Promise<LoadedPayouts> {
  const [answer] = await Promise.all([
    listPayouts(access, { limit: LATEST }),
    resolveAccountIntents(access.account.id, 'payout.create'),
    resolveAccountIntents(access.account.id, 'payout.cancel'),
  ])
  return answer.ok
    ? { kind: 'current', ...answer.value }
    : { kind: 'missing', because: describeReadFailure(answer.failure) }
}

/** A page of the payouts that came before the one with this id. */
export async function loadEarlierPayouts(access: AccountAccess, payoutId: string): Promise<LoadedPayouts> {
  const answer = await listPayouts(access, { limit: PAGE, after: payoutId })
  if (answer.ok) return { kind: 'current', ...answer.value }
  const because = answer.failure.kind === 'invalid' ? 'There is no such page of payouts.' : null
  return { kind: 'missing', because: because ?? describeReadFailure(answer.failure) }
}

export type LoadedExternalAccounts =
  | { kind: 'current'; accounts: readonly ExternalAccount[] }
  | { kind: 'stale'; accounts: readonly ExternalAccount[]; because: string }
  | { kind: 'missing'; because: string }

export const knownExternalAccounts = (loaded: LoadedExternalAccounts): readonly ExternalAccount[] | null =>
  loaded.kind === 'missing' ? null : loaded.accounts

/** What Stripe says now; while it does not answer, what it said last. */
export async function loadExternalAccounts(
  access: AccountAccess,
  known: readonly ExternalAccount[] | null,
): Promise<LoadedExternalAccounts> {
  const readAt = new Date()
  const answer = await listExternalAccounts(access)
  if (answer.ok) {
    if (!known || compareExternalAccounts(known, answer.value).length > 0)
      await recordExternalAccounts(access, answer.value, { readAt })
    return { kind: 'current', accounts: answer.value }
  }
  const because = describeReadFailure(answer.failure)
  return known ? { kind: 'stale', accounts: known, because } : { kind: 'missing', because }
}
