import type { Account, BalanceTransaction, Payout } from '../world/state.ts'

/**
 * [docs] Stripe knows the transactions of automatic payouts: everything of the same currency and source type that was
 * available by then and was not part of an earlier automatic payout. Of transactions at the same moment, those posted
 * before the payout belong to it. [assumption] Funds that rules send to a financial account are a part of the payout to
 * the bank, as an amount that leaves.
 */
export function transactionsOf(account: Account, payout: Payout): Set<BalanceTransaction> {
  const { currency, source_type } = payout
  const isSameMoney = (other: Payout | BalanceTransaction) =>
    other.currency === currency && other.source_type === source_type
  const automatic = account.payouts.filter(
    (each) => each.automatic && each.payout_method === undefined && isSameMoney(each),
  )
  const previous = automatic[automatic.indexOf(payout) - 1]
  const found = new Set<BalanceTransaction>()
  let isAfterPrevious = previous === undefined
  for (const transaction of account.balance_transactions) {
    const isInPrevious = !isAfterPrevious && previous !== undefined && transaction.available_on <= previous.created
    if (isSameMoney(transaction) && !isInPrevious && transaction.available_on <= payout.created) {
      found.add(transaction)
    }
    if (transaction.id === previous?.balance_transaction) isAfterPrevious = true
    // The transaction of a debit becomes available later, but it belongs to the debit.
    if (transaction.id === payout.balance_transaction) return found.add(transaction)
  }
  return found
}
