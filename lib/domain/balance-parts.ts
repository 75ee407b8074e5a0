import { amountIn, type Balance } from './balance'
import type { MinimumBalances } from './balance-settings'
import { isUnderWay, type Payout } from './payout'
import type { PayoutSchedule } from './payout-schedule'

export type BalancePart = 'available' | 'pending' | 'retained' | 'on_its_way'

/** What an account has in one currency, in minor units. */
export type CurrencyBalance = {
  /** lower-case ISO 4217 */
  currency: string
  /** Negative where the account owes. */
  available: number
  pending: number
  /** Of `available`, what the minimum balance keeps back; 0 on a manual schedule, where it has no meaning. */
  retained: number
  /** Payouts pending or in transit, without debits. */
  onItsWay: number
}

/**
 * The parts of a balance by currency, the account's default currency first and always there, the others by code. A
 * minimum balance never keeps back more than there is (Stripe docs, minimum balances). Amounts are in minor units.
 */
export function balanceParts(
  balance: Balance,
  {
    minimums,
    schedule,
    payouts,
    defaultCurrency,
  }: {
    minimums: MinimumBalances | null | undefined
    schedule: PayoutSchedule | null
    payouts: readonly Payout[]
    defaultCurrency: string
  },
): CurrencyBalance[] {
  const underWay = payouts.filter((payout) => isUnderWay(payout) && payout.amount > 0)
  const money = [...balance.available, ...balance.pending, ...underWay]
  const others = new Set(money.map(({ currency }) => currency))
  others.delete(defaultCurrency)
  return [defaultCurrency, ...[...others].sort()].map((currency) => {
    const available = amountIn(balance.available, currency)
    const minimum = schedule?.interval === 'manual' ? 0 : (minimums?.[currency] ?? 0)
    return {
      currency,
      available,
      pending: amountIn(balance.pending, currency),
      retained: Math.max(0, Math.min(available, minimum)),
      onItsWay: underWay.reduce((sum, payout) => (payout.currency === currency ? sum + payout.amount : sum), 0),
    }
  })
}

export const PART_WORDS: Record<BalancePart, { label: string; meaning: string }> = {
  available: { label: 'Available', meaning: 'Settled money, from which payouts are made.' },
  pending: { label: 'Pending', meaning: 'Taken in payments and still settling.' },
  retained: { label: 'Kept back', meaning: 'The part of the available money that the minimum balance holds.' },
  on_its_way: { label: 'On its way', meaning: 'Left the balance for the bank and not shown as arrived yet.' },
}
