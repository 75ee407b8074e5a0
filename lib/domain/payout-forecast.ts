import type { Balance } from './balance'
import type { MinimumBalances } from './balance-settings'
import { formatMoney } from './money'

/**
 * What the next automatic payout should carry, where the balance says enough: what is available now less the minimum
 * that stays. Pending funds may join it when they settle in time, which the balance alone does not tell.
 */
export function describeNextAmount(
  balance: Balance,
  minimums: MinimumBalances | null | undefined,
  currency: string,
): string {
  const find = (list: Balance['available']) => list.find((money) => money.currency === currency)?.amount ?? 0
  const [available, pending, kept] = [find(balance.available), find(balance.pending), minimums?.[currency] ?? 0]
  const money = (amount: number) => formatMoney({ amount, currency })
  const later = pending > 0 ? ` Up to ${money(pending)} more may join when it settles.` : ''
  if (available < 0) return `Nothing: the balance is negative (${money(available)}).${later}`
  if (available <= kept)
    return `Nothing yet: ${money(available)} is available${kept > 0 ? ` and ${money(kept)} stays in the balance` : ''}.${later}`
  return `${money(available - kept)} (estimated): ${money(available)} available now${kept > 0 ? `, less ${money(kept)} that stays` : ''}.${later}`
}
