import 'server-only'
import type { ExternalAccount } from '@/lib/domain/external-account'
import type { Payout } from '@/lib/domain/payout'
import type { AccountAccess } from '@/lib/domain/permissions'
import { describeReadFailure } from '@/lib/domain/stripe-failure'
import { listExternalAccounts } from '@/lib/gateways/stripe/external-accounts'
import { listPayouts } from '@/lib/gateways/stripe/payouts'
import { settleOpenOrder } from './order-payout'

export type LoadedPayouts =
  | { kind: 'current'; payouts: Payout[]; hasMore: boolean }
  | { kind: 'missing'; because: string }

export const knownPayouts = (loaded: LoadedPayouts): readonly Payout[] | null =>
  loaded.kind === 'missing' ? null : loaded.payouts

/** The payout that a page of the list follows, as an address may name it; anything else is the first page. */
export const payoutCursor = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' && /^po_[A-Za-z0-9]{1,64}$/.test(value) ? value : undefined

/** Payouts on one page of the list. */
const PAGE = 12

/** The latest payouts; with `after`, the id of a payout, those that came before it. */
export async function loadPayouts(access: AccountAccess, after?: string): Promise<LoadedPayouts> {
  const [answer] = await Promise.all([listPayouts(access, { limit: PAGE, after }), settleOpenOrder(access)])
  return answer.ok
    ? { kind: 'current', ...answer.value }
    : { kind: 'missing', because: describeReadFailure(answer.failure) }
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
  const answer = await listExternalAccounts(access)
  if (answer.ok) return { kind: 'current', accounts: answer.value }
  const because = describeReadFailure(answer.failure)
  return known ? { kind: 'stale', accounts: known, because } : { kind: 'missing', because }
}
