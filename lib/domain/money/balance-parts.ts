import { isOutstanding, type Payout } from '../payouts/payout'
import type { MinimumBalances } from '../settings/fields/minimum-balances'
import type { PayoutSchedule } from '../settings/payout-schedule'
import { amountIn, type Balance } from './balance'

export type BalancePart = 'available' | 'pending' | 'reserved' | 'in_transit'

/** What an account has in one currency, in minor units. */
export type CurrencyBalance = {
  /** lower-case ISO 4217 */
  currency: string
  /** Negative where the account owes. */
  available: number
  pending: number
  /** Of `available`, what the minimum balance keeps back; 0 on a manual schedule, where it has no meaning. */
  reserved: number
  /** Payouts pending or in transit, without debits. */
  inTransit: number
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
    schedule: PayoutSchedule | null | undefined
    payouts: readonly Payout[]
    defaultCurrency: string
  },
): CurrencyBalance[] {
  const underWay = payouts.filter((payout) => isOutstanding(payout) && payout.amount > 0)
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
      reserved: Math.max(0, Math.min(available, minimum)),
      inTransit: underWay.reduce((sum, payout) => (payout.currency === currency ? sum + payout.amount : sum), 0),
    }
  })
}

export const PART_WORDS: Record<BalancePart, { label: string; meaning: string }> = {
  available: { label: 'Available', meaning: 'Settled money, from which payouts are made.' },
  pending: { label: 'Pending', meaning: 'Taken in payments and still settling.' },
  reserved: { label: 'Kept back', meaning: 'The part of the available money that the minimum balance holds.' },
  in_transit: { label: 'On its way', meaning: 'Left the balance for the bank and not shown as arrived yet.' },
}
