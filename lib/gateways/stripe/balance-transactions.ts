import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import { flag, idOf, list, record } from '@/lib/domain/foreign'
import type { PendingTransaction } from '@/lib/domain/money/settling-funds'
import type { BalanceTransaction } from '@/lib/domain/payouts/payout-contents'
import type { ReversalTransaction } from '@/lib/domain/payouts/reversals'
import type { Result } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { askStripe } from './ask-stripe'
import { stripe } from './client'
import { readBalanceTransactionWire, readPendingWire, readReversalWire } from './wire/balance-transaction'
import { requireRead } from './wire/unreadable'

/** `next` is the id that the following page starts after. Null without `isLast`: there is more that can't be reached. */
export type TransactionPage = { transactions: BalanceTransaction[]; isLast: boolean; next: string | null }

/**
 * The transactions of a payout, newest first, the payout's own among them. Stripe docs: of automatic payouts only, once
 * their reconciliation is completed; other payouts are refused as `invalid`.
 */
export async function listPayoutTransactions(
  access: AccountAccess,
  payoutId: string,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Result<TransactionPage, StripeFailure>> {
  return askStripe(access, async () => {
    const wire = await stripe().balanceTransactions.list(
      { payout: payoutId, limit, ...(after && { starting_after: after }) },
      { stripeAccount: access.account.id },
    )
    const transactions = requireRead('list of balance transactions', wire, list(wire.data)).map(
      readBalanceTransactionWire,
    )
    const isLast = flag(wire.has_more) === false
    const last = transactions.at(-1)?.id ?? null
    return { transactions, isLast, next: isLast || last === after ? null : last }
  })
}

/** `next` is the id that the following page starts after; null where there is no more, or none that can be reached. */
export type LatestTransactions = { transactions: PendingTransaction[]; next: string | null }

/** The account's latest transactions, newest first: what is pending is among them. */
export async function listLatestTransactions(
  access: AccountAccess,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Result<LatestTransactions, StripeFailure>> {
  return askStripe(access, async () => {
    const wire = await stripe().balanceTransactions.list(
      { limit, ...(after && { starting_after: after }) },
      { stripeAccount: access.account.id },
    )
    const rows = requireRead('list of balance transactions', wire, list(wire.data))
    const last = idOf(record(rows.at(-1)).id)
    return { transactions: rows.map(readPendingWire), next: flag(wire.has_more) === false ? null : last }
  })
}

/** The latest transactions that say whether funds were taken back. `isWhole`: they reach back to `since`. */
export async function listReversals(
  access: SystemAccess,
  { since, limit }: { since: Date; limit: number },
): Promise<Result<{ transactions: ReversalTransaction[]; isWhole: boolean }, StripeFailure>> {
  return askStripe(access, async () => {
    const wire = await stripe().balanceTransactions.list(
      { limit, created: { gte: Math.floor(since.getTime() / 1000) } },
      { stripeAccount: access.account.id },
    )
    const rows = requireRead('list of balance transactions', wire, list(wire.data))
    return { transactions: rows.map(readReversalWire), isWhole: flag(wire.has_more) === false }
  })
}
