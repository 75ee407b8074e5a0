import { formatMoney, isKnownCurrency, toDecimal } from '../../money/money'
import { readAmount } from '../../money/typed-amount'
import type { FieldDefinition } from '../field-definition'
import { describeUnread, isUnread, type Unread } from '../unread'

/** How much of an automatic payout goes to a financial account, in minor units; null where all of it does. */
export type TransferRule = { payoutMethod: string; upTo: number | null }

/** By lower-case ISO 4217 currency, in the order in which they apply. A rule of a kind that this version doesn't know is unread. */
export type TransferRules = Record<string, readonly (TransferRule | Unread)[]>

/** Text as it was typed; `upTo` is null where everything is transferred. */
export type TransferRuleRow =
  | { currency: string; payoutMethod: string; upTo: string | null }
  | (Unread & { currency: string })

/** Stripe replaces a currency's rules as a whole; null removes them. */
type TransferRulesChange = Record<string, readonly (TransferRule | Unread)[] | null>

/** Stripe docs, changelog 2026-05-27, automatic transfer rules. */
export const TRANSFER_CURRENCIES = ['usd', 'gbp', 'eur']

export const transferRules: FieldDefinition<TransferRules, readonly TransferRuleRow[], TransferRulesChange> = {
  label: 'Automatic transfer rules',
  stripeParameters: ['automatic_transfer_rules_by_currency'],
  canBeGivenToOwners: true,
  canBeCleared: true,
  canonical(value) {
    const entries = Object.entries(value)
      .filter(([, rules]) => rules.length > 0)
      .map(([currency, rules]) => [currency, rules.map(inOrder)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return entries.length > 0 ? Object.fromEntries(entries) : null
  },
  describe: (value) =>
    Object.entries(value ?? {})
      .flatMap(([currency, rules]) => rules.map((rule) => describeRule(rule, currency)))
      .join('; ') || 'None',
  findError(change) {
    for (const [currency, rules] of Object.entries(change)) {
      const error = rules && findRuleError(rules, currency)
      if (error) return error
    }
    return undefined
  },
  findLock: () => null,
  isReplacedAsWhole: false,
  changeBetween(before, after) {
    const currencies = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
    return Object.fromEntries(
      currencies
        .filter((currency) => !areSame(before?.[currency], after?.[currency]))
        // What isn't known can't be sent, so such a currency stays as it is.
        .filter((currency) => !after?.[currency]?.some(isUnread))
        .map((currency) => [currency, after?.[currency] ?? null]),
    )
  },
  applyChange(value, change) {
    const kept = Object.entries({ ...value, ...change }).flatMap(([currency, rules]) =>
      rules?.length ? [[currency, rules] as const] : [],
    )
    return kept.length > 0 ? Object.fromEntries(kept) : null
  },
  toDraft: (value) =>
    Object.entries(value ?? {}).flatMap(([currency, rules]) =>
      rules.map((rule) =>
        isUnread(rule)
          ? { currency, ...rule }
          : { currency, payoutMethod: rule.payoutMethod, upTo: rule.upTo === null ? null : typed(rule.upTo, currency) },
      ),
    ),
  fromDraft(draft) {
    const value: Record<string, (TransferRule | Unread)[]> = {}
    for (const row of draft) {
      const rule = readRow(row)
      if ('error' in rule) return rule
      value[row.currency] = [...(value[row.currency] ?? []), rule]
    }
    return { value: draft.length > 0 ? value : null }
  },
}

/** PostgreSQL keeps the keys of JSON in an order of its own. */
const inOrder = (rule: TransferRule | Unread): TransferRule | Unread =>
  isUnread(rule) ? { unread: rule.unread } : { payoutMethod: rule.payoutMethod, upTo: rule.upTo }

type Rules = readonly (TransferRule | Unread)[] | undefined
const areSame = (before: Rules, after: Rules): boolean =>
  JSON.stringify(before?.map(inOrder)) === JSON.stringify(after?.map(inOrder))

function describeRule(rule: TransferRule | Unread, currency: string): string {
  const code = currency.toUpperCase()
  if (isUnread(rule)) return `${code} by ${describeUnread(rule)}`
  const { payoutMethod, upTo } = rule
  return `${upTo === null ? `all ${code}` : `up to ${formatMoney({ amount: upTo, currency })}`} to ${payoutMethod}`
}

function findRuleError(rules: readonly (TransferRule | Unread)[], currency: string): string | undefined {
  const code = currency.slice(0, 8).toUpperCase()
  if (!TRANSFER_CURRENCIES.includes(currency))
    return `Stripe has no transfer rules in ${code}, only in USD, GBP and EUR.`
  const known = rules.flatMap((rule) => (isUnread(rule) ? [] : [rule]))
  if (known.length < rules.length)
    return `Remove the rule in ${code} that Spillway doesn’t know, or leave it unchanged.`
  // Stripe SDK, `payout_method`: the ID of a FinancialAccount.
  if (!known.every(({ payoutMethod }) => /^fa_\w{1,250}$/.test(payoutMethod)))
    return `Enter the ID of a financial account for ${code}. It starts with “fa_”.`
  if (!known.every(({ upTo }) => upTo === null || (Number.isSafeInteger(upTo) && upTo > 0)))
    return `Enter an amount above zero for ${code}, or transfer all funds.`
  // Stripe docs, fund a financial account: one financial account per currency.
  return new Set(known.map(({ payoutMethod }) => payoutMethod)).size > 1
    ? `Stripe transfers ${code} to one financial account only.`
    : undefined
}

// A currency that is not in our table has been set elsewhere and keeps its minor units.
const typed = (amount: number, currency: string) =>
  isKnownCurrency(currency) ? toDecimal({ amount, currency }) : String(amount)

function readRow(row: TransferRuleRow): TransferRule | Unread | { error: string } {
  if ('unread' in row) return { unread: row.unread }
  const { currency, upTo } = row
  const payoutMethod = row.payoutMethod.replace(/[\s\p{Cf}]/gu, '')
  if (upTo === null) return { payoutMethod, upTo }
  if (!isKnownCurrency(currency)) return { payoutMethod, upTo: Number(upTo) }
  const read = readAmount(upTo, currency)
  return read.kind === 'amount' ? { payoutMethod, upTo: read.amount } : { error: read.because }
}
