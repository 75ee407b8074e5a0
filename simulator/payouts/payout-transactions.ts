import type { Account, BalanceTransaction, Payout } from '../world/state.ts'

/**
 * [docs] Stripe knows for automatic payouts which transactions they are made of: all that had become available by then
 * and were not in an earlier one of the same source type. A transaction of the same moment belongs to the payout if it was booked before it.
 */
export function transactionsOf(account: Account, payout: Payout): Set<BalanceTransaction> {
  const { currency, source_type } = payout
  const isAlike = (other: Payout | BalanceTransaction) =>
    other.currency === currency && other.source_type === source_type
  const automatic = account.payouts.filter((each) => each.automatic && isAlike(each))
  const former = automatic[automatic.indexOf(payout) - 1]
  const found = new Set<BalanceTransaction>()
  let isAfterFormer = former === undefined
  for (const transaction of account.balance_transactions) {
    const isInFormer = !isAfterFormer && former !== undefined && transaction.available_on <= former.created
    if (isAlike(transaction) && !isInFormer && transaction.available_on <= payout.created) {
      found.add(transaction)
    }
    if (transaction.id === former?.balance_transaction) isAfterFormer = true
    // A debit's own line becomes available later, but it is its line.
    if (transaction.id === payout.balance_transaction) return found.add(transaction)
  }
  return found
}
