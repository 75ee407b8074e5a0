import { offersMinimumBalances } from '../../accounts/country-rules'
import { formatMoney, isKnownCurrency, toDecimal } from '../../money/money'
import { readAmount } from '../../money/typed-amount'
import type { FieldDefinition } from '../field-definition'

/** Minor units that automatic payouts leave in the balance, by lower-case ISO 4217 currency. */
export type MinimumBalances = Record<string, number>

/** Text as it was typed, so that what is not an amount yet can stay in the form. */
export type MinimumBalancesDraft = readonly { currency: string; text: string }[]

/** Stripe merges by currency; null removes a currency's minimum. */
type MinimumBalancesChange = Record<string, number | null>

export const minimumBalances: FieldDefinition<MinimumBalances, MinimumBalancesDraft, MinimumBalancesChange> = {
  label: 'Minimum balance',
  stripeParameters: ['minimum_balance_by_currency'],
  canBeGivenToOwners: true,
  canBeCleared: true,
  canonical(value) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return entries.length > 0 ? Object.fromEntries(entries) : null
  },
  describe: (value) =>
    value
      ? Object.entries(value)
          .map(([currency, amount]) => formatMoney({ amount, currency }))
          .join(', ')
      : 'None',
  findError(change) {
    for (const [currency, amount] of Object.entries(change)) {
      const code = currency.slice(0, 8).toUpperCase()
      if (!isKnownCurrency(currency)) return `Stripe doesn’t support the currency “${code}”.`
      if (amount === null) continue
      if (!Number.isSafeInteger(amount) || amount <= 0) return `Enter an amount above zero for ${code}, or remove it.`
    }
    return undefined
  },
  findLock: ({ country }) =>
    offersMinimumBalances(country) ? null : 'Stripe doesn’t offer minimum balances in this country.',
  isReplacedAsWhole: false,
  changeBetween(before, after) {
    const currencies = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
    return Object.fromEntries(
      currencies
        .filter((currency) => before?.[currency] !== after?.[currency])
        .map((currency) => [currency, after?.[currency] ?? null]),
    )
  },
  applyChange(value, change) {
    const kept = Object.entries({ ...value, ...change }).flatMap(([currency, amount]) =>
      amount === null ? [] : [[currency, amount] as const],
    )
    return kept.length > 0 ? Object.fromEntries(kept) : null
  },
  toDraft: (value) =>
    Object.entries(value ?? {}).map(([currency, amount]) => ({
      currency,
      text: isKnownCurrency(currency) ? toDecimal({ amount, currency }) : String(amount),
    })),
  fromDraft(draft) {
    const minimums: MinimumBalances = {}
    for (const { currency, text } of draft) {
      // A currency that is not in our table has been set elsewhere and keeps its minor units.
      const read = isKnownCurrency(currency)
        ? readAmount(text, currency)
        : { kind: 'amount' as const, amount: Number(text) }
      if (read.kind !== 'amount') return { error: read.because }
      minimums[currency] = read.amount
    }
    return { value: draft.length > 0 ? minimums : null }
  },
}
