import { availableAmount } from '../money/balances.ts'
import { payoutDaysAfter } from '../settings/payout-days.ts'
import type { Account } from '../world/state.ts'
import { canDebit, type PayoutRoute, payoutRoutes } from './due-payouts.ts'

/**
 * The first payout day of any currency after a moment; null if no currency has money to pay out or to debit. Currencies
 * without money count, too, because they may have some by then.
 */
export function nextPayoutMoment(account: Account, after: number): number | null {
  const routes = payoutRoutes(account)
  if (!account.payouts_enabled || !routes.some((each) => hasMoney(account, each))) return null
  return Math.min(...routes.map(({ currency }) => payoutDaysAfter(account, currency, after).next().value.moment))
}

function hasMoney(account: Account, { currency, destination }: PayoutRoute): boolean {
  const balance = account.balances[currency]
  if (!balance) return false
  const available = availableAmount(balance)
  if (available < 0 && canDebit(account, destination)) return true
  return account.balance_settings.interval !== 'manual' && (available > 0 || balance.pending.length > 0)
}
