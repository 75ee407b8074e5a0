import { amountIn, type Balance, settlingIn } from '../money/balance'
import { payoutIncrement } from '../money/money'
import { payoutDayStart, type StartOfDay, UTC_MIDNIGHT } from '../settings/start-of-day'
import type { UpcomingPayout } from './forecast'

/** The first payout of a schedule that carries anything. Amounts are in minor units. */
export type FundedPayout<P> = {
  payout: P
  /** What it carries, to the bank and by transfer rules together. */
  amount: number
  /** Pending funds that settle before it is sent, and are part of it or of what is reserved; negative for refunds. */
  settled: number
  /** Pending funds that settle after it. */
  later: number
}

type Funds = {
  balance: Balance
  /** lower-case ISO 4217 */
  currency: string
  /** What the minimum balance reserves, in minor units. */
  minimum: number
  startOfDay: StartOfDay | null | undefined
  /** Whether Stripe debits a bank account for what the balance lacks. */
  isDebited?: boolean
}

/** What of an amount can be paid out: Stripe pays out whole units of some currencies only. Minor units. */
export const wholePayout = (amount: number, currency: string): number => amount - (amount % payoutIncrement(currency))

/**
 * The first of these payouts that carries anything: what is available, and what settles by the beginning of its payout
 * day (Stripe docs, balance transactions, `available_on`), less what the minimum balance reserves. Null where none does,
 * and undefined where it isn't known when the pending funds settle, or whether a bank will pay what the balance lacks.
 */
export function findFundedPayout<P extends Pick<UpcomingPayout, 'sendOn'>>(
  { balance, currency, minimum, startOfDay, isDebited = false }: Funds,
  payouts: readonly P[],
): FundedPayout<P> | null | undefined {
  const settling = settlingIn(balance, currency)
  if (!settling) return undefined
  const available = amountIn(balance.available, currency)
  const pending = amountIn(balance.pending, currency)
  for (const payout of payouts) {
    const sentAt = payoutDayStart(payout.sendOn, startOfDay ?? UTC_MIDNIGHT).instant
    const settled = settling.reduce((sum, { amount, at }) => (at <= sentAt ? sum + amount : sum), 0)
    const atBanks = settling.reduce((sum, { at, fromBank }) => (at > sentAt ? sum + fromBank : sum), 0)
    if (isDebited && available + settled + atBanks < 0) return undefined
    const amount = wholePayout(Math.max(0, available + settled - minimum), currency)
    if (amount > 0) return { payout, amount, settled, later: pending - settled }
  }
  return null
}
