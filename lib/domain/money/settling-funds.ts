import { amountIn, type Balance, type SettlingFunds } from './balance'

/** A balance transaction, as far as it says what settles when; null is what Stripe doesn't say. */
export type PendingTransaction = {
  /** Minor units after fees; negative for refunds. */
  net: number | null
  /** lower-case ISO 4217 */
  currency: string | null
  /** Epoch ms. */
  availableAt: number | null
  isPending: boolean
  type: string | null
}

/**
 * When the pending funds of a balance settle, in the currencies whose pending transactions add up to what is pending: in
 * others something isn't read, or has changed meanwhile. Money that a payout has taken is in neither.
 */
export function settlingFundsOf(balance: Balance, transactions: readonly PendingTransaction[]): SettlingFunds[] {
  const pending = transactions.filter(
    ({ isPending, type, net }) => isPending && !(type === 'payout' && net !== null && net < 0),
  )
  if (pending.some(({ currency }) => currency === null)) return []
  return [...new Set(balance.pending.map(({ currency }) => currency))].flatMap((currency) => {
    const own = pending.filter((transaction) => transaction.currency === currency)
    if (own.some(({ net, availableAt }) => net === null || availableAt === null)) return []
    if (totalOf(own) !== amountIn(balance.pending, currency)) return []
    const byMoment = Map.groupBy(own, ({ availableAt }) => availableAt ?? 0)
    return [...byMoment]
      .sort(([one], [other]) => one - other)
      .map(([at, lots]) => {
        const debits = lots.filter(({ type }) => type === 'payout')
        return { currency, at, amount: totalOf(lots), fromBank: totalOf(debits) }
      })
  })
}

const totalOf = (transactions: readonly PendingTransaction[]) =>
  transactions.reduce((total, { net }) => total + (net ?? 0), 0)

/** Whether it is known of every currency when its pending funds settle. */
export const isSettlingKnown = (balance: Balance, settling: readonly SettlingFunds[]): boolean =>
  balance.pending.every(({ amount, currency }) => amount === 0 || settling.some((lot) => lot.currency === currency))
