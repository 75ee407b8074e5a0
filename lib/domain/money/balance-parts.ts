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
  /** Of `available`, what the minimum balance reserves; 0 on a manual schedule, where it has no effect. */
  reserved: number
  /** Payouts pending or in transit, without debits. */
  inTransit: number
}

/**
 * The parts of a balance by currency: the default currency first, where it is known, the others by code. A
 * minimum balance never reserves more than is available (Stripe docs, minimum balances). Amounts are in minor units.
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
    defaultCurrency: string | null
  },
): CurrencyBalance[] {
  const outstanding = payouts.filter((payout) => isOutstanding(payout) && payout.amount > 0)
  const money = [...balance.available, ...balance.pending, ...outstanding]
  const first = defaultCurrency === null ? [] : [defaultCurrency]
  const others = money.map(({ currency }) => currency).sort()
  return [...new Set([...first, ...others])].map((currency) => {
    const available = amountIn(balance.available, currency)
    const minimum = schedule?.interval === 'manual' ? 0 : (minimums?.[currency] ?? 0)
    return {
      currency,
      available,
      pending: amountIn(balance.pending, currency),
      reserved: Math.max(0, Math.min(available, minimum)),
      inTransit: outstanding.reduce((sum, payout) => (payout.currency === currency ? sum + payout.amount : sum), 0),
    }
  })
}

export const PART_WORDS: Record<BalancePart, { label: string; meaning: string }> = {
  available: { label: 'Available', meaning: 'Settled funds that can be paid out.' },
  pending: { label: 'Pending', meaning: 'Payments that haven’t settled yet.' },
  reserved: {
    label: 'Reserved by minimum balance',
    meaning: 'The part of the available funds that automatic payouts leave.',
  },
  in_transit: { label: 'In transit', meaning: 'Payouts that are pending or that the bank hasn’t confirmed yet.' },
}
