/** An amount as Stripe counts it: an integer of the currency's minor unit. `currency` is lower-case ISO 4217. */
export type Money = { amount: number; currency: string }

/**
 * Decimal digits of an amount on Stripe's wire. `Intl` disagrees for some of these (it shows HUF, ISK and UGX without
 * digits), so it is never asked. Source: Stripe docs, currencies; ISK and UGX stay two-decimal on the wire although
 * they have no fractions.
 */
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '))

export function currencyDigits(currency: string): 0 | 2 | 3 {
  if (ZERO_DECIMAL.has(currency)) return 0
  return THREE_DECIMAL.has(currency) ? 3 : 2
}

/** Minor units to a plain decimal string, exactly: 1234567 jpy → "1234567", 1234567 kwd → "1234.567", -5 usd → "-0.05". */
export function toDecimal({ amount, currency }: Money): string {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is not a whole number of minor units`)
  const digits = currencyDigits(currency)
  const sign = amount < 0 ? '-' : ''
  const units = String(Math.abs(amount)).padStart(digits + 1, '0')
  return digits === 0 ? sign + units : `${sign}${units.slice(0, -digits)}.${units.slice(-digits)}`
}

/** "1,234.50 USD": grouped for reading, ISO code behind, a true minus sign in front. */
export function formatMoney(money: Money): string {
  const digits = currencyDigits(money.currency)
  const format = new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  const number = format.format(toDecimal(money) as Intl.StringNumericLiteral).replace('-', '−')
  return `${number} ${money.currency.toUpperCase()}`
}
