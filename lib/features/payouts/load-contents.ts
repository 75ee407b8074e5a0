import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { Payout } from '@/lib/domain/payouts/payout'
import { type BalanceTransaction, type ContentTotals, totalContents } from '@/lib/domain/payouts/payout-contents'
import { describeReadFailure } from '@/lib/domain/stripe/stripe-failure'
import { listPayoutTransactions } from '@/lib/gateways/stripe/balance-transactions'
import { contentsText } from './contents-text'

/** Stripe's largest page; also a page of the contents. */
const LARGEST = 100

/** How many pages are read for the totals. */
const MOST_PAGES = 5

/**
 * A page of a payout's transactions. `rest` are the totals, which need the other pages as well; null on a later page.
 * `isLast` is false also where the following page can't be reached, because Stripe doesn't say where it starts.
 */
export type Contents =
  | {
      kind: 'listed'
      transactions: BalanceTransaction[]
      isLast: boolean
      next: string | null
      totals: Promise<ContentTotals> | null
    }
  /** Stripe doesn't list them. */
  | { kind: 'unlisted'; because: string }
  | { kind: 'missing'; because: string }

/** Why Stripe lists no transactions of a payout, as a sentence; null where it may list them. Stripe docs, payout reconciliation. */
export function whyUnlisted({ automatic, reconciliation, status }: Payout): string | null {
  if (automatic === false) return contentsText.manual
  if (reconciliation === 'in_progress' && (status === 'failed' || status === 'canceled'))
    return contentsText.undelivered
  if (reconciliation === 'in_progress') return contentsText.notReady
  return reconciliation === 'not_applicable' ? contentsText.notApplicable : null
}

/** What a payout contains. `after` is the transaction that the page follows. */
export async function loadContents(
  access: AccountAccess,
  payout: Payout,
  after: string | undefined,
): Promise<Contents> {
  const unlisted = whyUnlisted(payout)
  if (unlisted) return { kind: 'unlisted', because: unlisted }
  const first = await listPayoutTransactions(access, payout.id, { limit: LARGEST, after })
  if (!first.ok) {
    if (first.failure.kind !== 'invalid') return { kind: 'missing', because: describeReadFailure(first.failure) }
    return { kind: 'unlisted', because: after ? contentsText.noSuchPage : contentsText.refused }
  }
  const { transactions, isLast, next } = first.value
  const totals = after ? null : readTotals(access, payout, { transactions, isLast, next })
  return { kind: 'listed', transactions, isLast, next, totals }
}

type Page = { transactions: BalanceTransaction[]; isLast: boolean; next: string | null }

/** Of as many pages as are read at most; a page that Stripe doesn't give makes the totals those of a part. */
async function readTotals(access: AccountAccess, payout: Payout, first: Page): Promise<ContentTotals> {
  const read = [...first.transactions]
  let { isLast, next } = first
  for (let pages = 1; pages < MOST_PAGES && next !== null; pages++) {
    const page = await listPayoutTransactions(access, payout.id, { limit: LARGEST, after: next })
    if (!page.ok) break
    read.push(...page.value.transactions)
    ;({ isLast, next } = page.value)
  }
  return totalContents(read, payout, { isWhole: isLast })
}

/** The transaction that a page of contents follows, as an address may name it; anything else is the first page. */
export const transactionCursor = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' && /^txn_[A-Za-z0-9]{1,64}$/.test(value) ? value : undefined
