import { isKnownCurrency, toDecimal } from './money/money'

/** What a spreadsheet would take for a formula (OWASP, CSV injection). */
const FORMULA = /^[\s]*[=+\-@\uff0b\uff0d\uff1d\uff20]|^[\t\r\n]/u

/** A cell with a text that we didn't write: a spreadsheet shows it, and never runs it. Null is an empty cell. */
export const textCell = (value: string | null): string =>
  value === null ? '' : quote(FORMULA.test(value) ? `'${value}` : value)

/** A decimal number; of a currency whose digits aren't known, Stripe's own number with a word that says so. */
export function amountCell(amount: number | null, currency: string | null): string {
  if (amount === null) return ''
  return currency !== null && isKnownCurrency(currency) ? toDecimal({ amount, currency }) : `${amount} minor units`
}

/** A row of finished cells (RFC 4180). */
export const csvRow = (cells: readonly string[]): string => `${cells.join(',')}\r\n`

/** Two quotation marks stand for one (RFC 4180). */
const quote = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
