import { formatMoney, type Money } from './money'

/** An account's payments balance as Stripe last reported it: one amount per currency, negative where it owes. */
export type Balance = {
  available: Money[]
  pending: Money[]
  /** `available` by how it was paid; left out in balances that were stored before it was read. */
  sources?: SourceAmount[]
  /** What could leave within minutes; left out in balances that were stored before it was read, as is `asOf`. */
  instant?: InstantAvailable[]
  /** When it was so, by Stripe's own clock; epoch milliseconds. */
  asOf?: number
  /** When what is pending settles, in the currencies of which it is known. Never stored, because it passes. */
  settling?: readonly SettlingFunds[]
}

/**
 * Pending funds that become available at the same moment; negative for refunds. `at` is epoch milliseconds; `fromBank` is
 * the part, in minor units, that Stripe has already asked a bank for.
 */
export type SettlingFunds = Money & { at: number; fromBank: number }

/** When the pending funds in a currency settle, the soonest first; null where it isn't known. */
export function settlingIn(balance: Balance, currency: string): readonly SettlingFunds[] | null {
  const settling = (balance.settling ?? []).filter((funds) => funds.currency === currency)
  return settling.length > 0 || amountIn(balance.pending, currency) === 0 ? settling : null
}

/** Stripe keeps money by how it was paid, and one payout draws on one kind only (Stripe docs, payouts, source_type). */
export type PayoutSource = 'card' | 'bank_account' | 'fpx'
export type SourceAmount = Money & { source: PayoutSource }

/** `balance.instant_available`: the gross amount, and what reaches each external account after the platform's own fee. */
export type InstantAvailable = Money & { net: { destinationId: string; amount: number }[] }

export function isNegative(balance: Balance): boolean {
  return balance.available.some(({ amount }) => amount < 0)
}

/** The currencies whose sign differs between two readings, with what is available in them now. */
export function turnedSince(before: Balance, now: Balance): Money[] {
  const currencies = [...before.available, ...now.available].map(({ currency }) => currency)
  return [...new Set(currencies)]
    .map((currency) => ({ amount: amountIn(now.available, currency), currency }))
    .filter(({ amount, currency }) => amount < 0 !== amountIn(before.available, currency) < 0)
}

/** The amount in one currency, 0 where there is none. Minor units. */
export function amountIn(list: readonly Money[], currency: string): number {
  return list.find((money) => money.currency === currency)?.amount ?? 0
}

/** The payment source with the most available, cards where Stripe doesn't say. Minor units. */
export function richestSource(balance: Balance, currency: string): { source: PayoutSource; amount: number } {
  const available = amountIn(balance.available, currency)
  const [richest] = (balance.sources ?? [])
    .filter((each) => each.currency === currency)
    .sort((a, b) => b.amount - a.amount)
  return richest
    ? { source: richest.source, amount: Math.min(richest.amount, available) }
    : { source: 'card', amount: available }
}

/** That a negative balance stops payouts, as a sentence. */
export const describeNegativeBalance = (balance: Money): string =>
  `The balance is ${formatMoney(balance)}, so Stripe sends no payouts.`
