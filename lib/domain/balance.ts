import type { Money } from './money'

/** An account's payments balance as Stripe last told it: one amount per currency, negative where it owes. */
export type Balance = { available: Money[]; pending: Money[] }

export function isNegative(balance: Balance): boolean {
  return balance.available.some(({ amount }) => amount < 0)
}
