import { amountIn, type Balance } from '../money/balance'
import { formatMoney, payoutIncrement } from '../money/money'
import type { MinimumBalances } from '../settings/fields/minimum-balances'

/**
 * What the next automatic payout should carry, where the balance says enough: what is available now less the minimum
 * that stays. Pending funds may join it when they settle in time, which the balance alone does not tell.
 */
export function describeNextAmount(
  balance: Balance,
  minimums: MinimumBalances | null | undefined,
  currency: string,
): string {
  const [available, pending] = [amountIn(balance.available, currency), amountIn(balance.pending, currency)]
  const kept = minimums?.[currency] ?? 0
  const amount = available - kept - ((available - kept) % payoutIncrement(currency))
  const money = (amount: number) => formatMoney({ amount, currency })
  const later = pending > 0 ? ` Up to ${money(pending)} more may join when it settles.` : ''
  if (available < 0) return `Nothing: the balance is negative (${money(available)}).${later}`
  if (amount <= 0)
    return `Nothing yet: ${money(available)} is available${kept > 0 ? ` and ${money(kept)} stays in the balance` : ''}.${later}`
  return `${money(amount)} (estimated): ${money(available)} available now${kept > 0 ? `, less ${money(kept)} that stays` : ''}.${later}`
}
