import { amountIn, type Balance } from '../money/balance'
import { formatMoney, payoutIncrement } from '../money/money'
import type { MinimumBalances } from '../settings/fields/minimum-balances'

/**
 * What the next automatic payout is expected to carry: what is available now less what the minimum balance reserves.
 * Pending funds are added if they settle in time, which the balance alone doesn't say.
 */
export function describeNextAmount(
  balance: Balance,
  minimums: MinimumBalances | null | undefined,
  currency: string,
): string {
  const [available, pending] = [amountIn(balance.available, currency), amountIn(balance.pending, currency)]
  const reserved = minimums?.[currency] ?? 0
  const amount = available - reserved - ((available - reserved) % payoutIncrement(currency))
  const money = (amount: number) => formatMoney({ amount, currency })
  const later = pending > 0 ? ` Up to ${money(pending)} more is added if it settles in time.` : ''
  if (available < 0) return `None: the balance is ${money(available)}.${later}`
  if (amount <= 0)
    return `None yet: ${money(available)} is available${reserved > 0 ? ` and ${money(reserved)} is reserved by minimum balance` : ''}.${later}`
  return `${money(amount)} (estimated): ${money(available)} is available${reserved > 0 ? `, and ${money(reserved)} is reserved by minimum balance` : ''}.${later}`
}
