import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import { compareExternalAccounts, type ExternalAccount } from '@/lib/domain/accounts/external-account'
import type { Payout } from '@/lib/domain/payouts/payout'
import { type Reading, readingOf, type Snapshot } from '@/lib/domain/reading'
import { listExternalAccounts } from '@/lib/gateways/stripe/external-accounts'
import { listPayouts } from '@/lib/gateways/stripe/payouts'
import { recordExternalAccounts } from '@/lib/record/external-accounts-record'
import { isPayoutId } from './order-schema'
import { payoutsText } from './text'

/** `unreadable` counts the payouts that Stripe lists and this version cannot read. */
export type PayoutList = { payouts: Payout[]; unreadable: number; hasMore: boolean }

/** The payout that a page of the list follows, as an address may name it; anything else is the first page. */
export const payoutCursor = (value: string | string[] | undefined): string | undefined =>
  isPayoutId(value) ? value : undefined

/** Payouts on one page of the list, and how many are read for what depends on outstanding ones. */
export const PAGE = 12
const LATEST = 50

/** The latest payouts. */
export async function loadPayouts(access: AccountAccess): Promise<Reading<PayoutList>> {
  const readAt = new Date()
  return readingOf(await listPayouts(access, { limit: LATEST }), { readAt, last: null })
}

/** A page of the payouts that came before the one with this id. */
export async function loadEarlierPayouts(access: AccountAccess, payoutId: string): Promise<Reading<PayoutList>> {
  const readAt = new Date()
  const answer = await listPayouts(access, { limit: PAGE, after: payoutId })
  if (!answer.ok && answer.failure.kind === 'invalid') return { kind: 'missing', because: payoutsText.noSuchPage }
  return readingOf(answer, { readAt, last: null })
}

/** The account's bank accounts and cards at Stripe, and the last known ones while Stripe doesn't answer. */
export async function loadExternalAccounts(
  access: AccountAccess,
  last: Snapshot<readonly ExternalAccount[]> | null,
): Promise<Reading<readonly ExternalAccount[]>> {
  const readAt = new Date()
  const answer = await listExternalAccounts(access)
  if (answer.ok && (!last || compareExternalAccounts(last.value, answer.value).length > 0))
    await recordExternalAccounts(access, answer.value, { readAt })
  return readingOf(answer, { readAt, last })
}
