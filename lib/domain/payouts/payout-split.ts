import { formatMoney, payoutIncrement } from '../money/money'
import type { BalanceSettings } from '../settings/balance-settings'
import type { TransferRule } from '../settings/fields/transfer-rules'
import { isUnread, type Unread } from '../settings/unread'
import { isolate, joinWords } from '../text'

/** The rules of one currency, in their order. */
export type PayoutRules = readonly (TransferRule | Unread)[]

/** Where the funds of an automatic payout go. Amounts are minor units above zero, or 0 for `toBank`. */
export type PayoutSplit = { transfers: readonly { payoutMethod: string; amount: number }[]; toBank: number }

/** Whether rules send an automatic payout somewhere else than to the bank: none of it, some, all, or not known. */
export type TransferScope = 'none' | 'some' | 'all' | 'unknown'

/**
 * The transfer rules of automatic payouts in a currency, in their order; they have no effect while payouts are manual
 * (Stripe docs, fund a financial account). Where they can't be read as a whole, or the currency isn't known and there are
 * some, one that isn't known stands for them.
 */
export function rulesIn(
  { transferRules, unread }: Pick<BalanceSettings, 'transferRules' | 'unread'>,
  currency: string | null,
): PayoutRules {
  if (unread?.transferRules !== undefined) return [{ unread: unread.transferRules }]
  if (currency === null)
    return Object.values(transferRules ?? {}).some(({ length }) => length > 0) ? [{ unread: 'rules' }] : []
  return transferRules?.[currency] ?? []
}

/** What automatic payouts leave in the balance, in minor units; null where Stripe has it in a form that isn't known. */
export const minimumIn = (
  { minimumBalances, unread }: Pick<BalanceSettings, 'minimumBalances' | 'unread'>,
  currency: string,
): number | null => (unread?.minimumBalances === undefined ? Math.max(0, minimumBalances?.[currency] ?? 0) : null)

export function transferScope(rules: PayoutRules): TransferScope {
  if (rules.length === 0) return 'none'
  if (rules.some(isUnread)) return 'unknown'
  return rules.some((rule) => !isUnread(rule) && rule.upTo === null) ? 'all' : 'some'
}

/**
 * What an automatic payout of `amount` minor units sends where; null where a rule isn't known, because it may take any
 * part of it. Each rule takes up to its amount of what the rules before it left, and the bank gets the rest (Stripe docs,
 * fund a financial account; that several rules apply in their order is an assumption). What the bank can't be sent,
 * because its currency is paid out in larger steps, stays in the balance.
 */
export function splitPayout(amount: number, rules: PayoutRules, currency: string): PayoutSplit | null {
  const transfers: { payoutMethod: string; amount: number }[] = []
  let rest = Math.max(0, amount)
  for (const rule of rules) {
    if (isUnread(rule)) return null
    const part = Math.min(rest, Math.max(0, rule.upTo ?? rest))
    if (part > 0) transfers.push({ payoutMethod: rule.payoutMethod, amount: part })
    rest -= part
  }
  return { transfers, toBank: rest - (rest % payoutIncrement(currency)) }
}

/** "the financial account fa_1", or the ID as Stripe gives it where it is no financial account. */
export const namePayoutMethod = (id: string): string =>
  id.startsWith('fa_') ? `the financial account ${isolate(id)}` : `the payout method ${isolate(id)}`

/** "50.00 USD goes to the financial account fa_1", one clause for all transfers. Empty where there are none. */
export function describeTransfers({ transfers }: PayoutSplit, currency: string): string {
  const parts = transfers.map(
    ({ payoutMethod, amount }) => `${formatMoney({ amount, currency })} goes to ${namePayoutMethod(payoutMethod)}`,
  )
  return joinWords(parts)
}

/** What the rules do to every automatic payout in a currency, as a sentence; null where there are none. */
export function describeRules(rules: PayoutRules, currency: string): string | null {
  const scope = transferScope(rules)
  const code = currency.toUpperCase()
  if (scope === 'none') return null
  if (scope === 'unknown')
    return `Stripe has a transfer rule for ${code} that Spillway doesn’t know, so how much goes to the bank account isn’t known.`
  const parts = rules.flatMap((rule) => {
    if (isUnread(rule)) return []
    const amount = rule.upTo === null ? `all ${code}` : `up to ${formatMoney({ amount: rule.upTo, currency })}`
    return [`${amount} to ${namePayoutMethod(rule.payoutMethod)}`]
  })
  const rest = scope === 'all' ? 'nothing to the bank account' : 'the rest to the bank account'
  return `Each automatic payout sends ${joinWords([...parts, rest])}.`
}
