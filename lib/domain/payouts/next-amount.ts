import { amountIn, type Balance } from '../money/balance'
import { formatMoney, payoutIncrement } from '../money/money'
import type { BalanceSettings } from '../settings/balance-settings'
import { describeRules, describeTransfers, minimumIn, rulesIn, splitPayout } from './payout-split'

/**
 * What the next automatic payout is expected to carry, and where: what is available now less what the minimum balance
 * reserves, shared out by the transfer rules. Pending funds are added if they settle in time, which the balance alone
 * doesn't say.
 */
export function describeNextAmount(
  balance: Balance,
  settings: Pick<BalanceSettings, 'minimumBalances' | 'transferRules' | 'unread'>,
  currency: string,
): string {
  const [available, pending] = [amountIn(balance.available, currency), amountIn(balance.pending, currency)]
  const minimum = minimumIn(settings, currency)
  const reserved = minimum ?? 0
  const amount = available - reserved - ((available - reserved) % payoutIncrement(currency))
  const money = (amount: number) => formatMoney({ amount, currency })
  const later = pending > 0 ? ` Up to ${money(pending)} more is added if it settles in time.` : ''
  if (available < 0) return `None: the balance is ${money(available)}.${later}`
  if (amount <= 0)
    return `None yet: ${money(available)} is available${reserved > 0 ? ` and ${money(reserved)} is reserved by minimum balance` : ''}.${later}`
  if (minimum === null)
    return `Up to ${money(amount)} (estimated): ${money(available)} is available, and the minimum balance isn’t known.${later}`
  const parts = describeParts(amount, settings, currency)
  return `${money(amount)} (estimated): ${money(available)} is available${reserved > 0 ? `, and ${money(reserved)} is reserved by minimum balance` : ''}.${parts}${later}`
}

function describeParts(amount: number, settings: Parameters<typeof rulesIn>[0], currency: string): string {
  const rules = rulesIn(settings, currency)
  const split = splitPayout(amount, rules, currency)
  if (!split) return ` ${describeRules(rules, currency)}`
  const transfers = describeTransfers(split, currency)
  if (!transfers) return ''
  const rest = split.toBank > 0 ? formatMoney({ amount: split.toBank, currency }) : 'nothing'
  return ` ${transfers}, ${rest} to the bank account.`
}
