import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { describeUnreadable, fromDecimal, isKnownCurrency, toDecimal } from '@/lib/domain/money/money'
import { savingText } from './text'

/** The cost of a payout as it is typed. An empty amount means that the platform sets no cost. */
export type CostDraft = { amount: string; currency: string }

export const draftOfCost = (cost: PlatformRules['payoutCost']): CostDraft =>
  cost ? { amount: toDecimal(cost), currency: cost.currency } : { amount: '', currency: 'usd' }

/** What the draft says; undefined while it can't be read. */
export function readCost({ amount, currency }: CostDraft): PlatformRules['payoutCost'] | undefined {
  if (amount.trim() === '') return null
  const minor = isKnownCurrency(currency) ? fromDecimal(amount, currency) : null
  return minor === null ? undefined : { amount: minor, currency }
}

/** Why `readCost` can't read it, at the field to correct. */
export function findCostErrors(cost: CostDraft): { amount?: string; currency?: string } {
  if (readCost(cost) !== undefined) return {}
  if (!isKnownCurrency(cost.currency)) return { currency: savingText.unknownCurrency }
  return { amount: describeUnreadable(cost.amount, cost.currency) }
}
