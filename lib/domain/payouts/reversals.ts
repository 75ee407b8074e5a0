/** A balance transaction, as far as it says whether funds were taken back; null is what Stripe doesn't say. */
export type ReversalTransaction = {
  type: string | null
  /** Stripe's `reporting_category`, by which disputes differ from other adjustments. */
  category: string | null
  /** Minor units after fees; negative where funds leave. */
  net: number | null
  /** lower-case ISO 4217 */
  currency: string | null
  createdAt: Date | null
}

/** What was taken back in one currency, in minor units; what was returned, as of a dispute that was won, is subtracted. */
export type ReversalSums = {
  refunds: number
  disputes: number
  /** The most within 7 days. */
  week: number
}

/** Refunds and disputes of an account since a moment, by currency. */
export type Reversals = { since: Date; sums: Readonly<Record<string, ReversalSums>> }

const WEEK = 7 * 24 * 3_600_000

const REFUNDS = ['refund', 'payment_refund', 'refund_failure', 'payment_failure_refund']
const DISPUTES = ['dispute', 'dispute_reversal']

/** Sums up what was taken back of an account. A transaction that can't be read is left out. */
export function reversalsOf(transactions: readonly ReversalTransaction[], since: Date): Reversals {
  const taken = transactions.flatMap(({ type, category, net, currency, createdAt }) => {
    const kind = kindOf(type, category)
    return kind && net !== null && currency !== null && createdAt !== null
      ? [{ kind, currency, amount: -net, at: createdAt.getTime() }]
      : []
  })
  const byCurrency = Object.entries(Object.groupBy(taken, ({ currency }) => currency))
  const sums = byCurrency.map(([currency, all = []]): [string, ReversalSums] => {
    const sumOf = (some: typeof all) => some.reduce((sum, { amount }) => sum + amount, 0)
    const weeks = all.map(({ at }) => sumOf(all.filter((other) => other.at >= at && other.at < at + WEEK)))
    return [
      currency,
      {
        refunds: sumOf(all.filter(({ kind }) => kind === 'refund')),
        disputes: sumOf(all.filter(({ kind }) => kind === 'dispute')),
        week: Math.max(0, ...weeks),
      },
    ]
  })
  return { since, sums: Object.fromEntries(sums) }
}

function kindOf(type: string | null, category: string | null): 'refund' | 'dispute' | null {
  if (DISPUTES.includes(category ?? '')) return 'dispute'
  return REFUNDS.includes(category ?? '') || REFUNDS.includes(type ?? '') ? 'refund' : null
}
