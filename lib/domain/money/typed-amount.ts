import { isolate } from '../text'
import { currencyDigits, isKnownCurrency } from './money'

/** `because` is for the person who typed it. `choices` are the readings that are amounts, in minor units. */
export type TypedAmount =
  | { kind: 'amount'; amount: number }
  | { kind: 'ambiguous'; choices: readonly number[]; because: string }
  | { kind: 'unreadable'; because: string }

/** Whole digits and decimals of one way to read a number. */
type Digits = { whole: string; fraction: string }

/**
 * A typed or pasted amount, with the separators of any locale, and with the currency's own code or sign. Nothing is
 * rounded or guessed: what can be read in two ways is ambiguous, unless one of them is how Spillway writes it.
 *
 * @param currency lower-case ISO 4217
 */
export function readAmount(text: string, currency: string): TypedAmount {
  const code = currency.toUpperCase()
  const digits = currencyDigits(currency)
  const unreadable = (because: string) => ({ kind: 'unreadable', because }) as const
  if (!isKnownCurrency(currency)) return unreadable(`Spillway doesn’t know how many decimals ${code} has.`)
  const [, before = '', number = '', after = ''] = /^(\D*)(\d.*?)?(\D*)$/s.exec(toPlainText(text)) ?? []
  // A raised digit is a footnote or an exponent, and plain text would make it a part of the number.
  const isRaised = /\p{No}/u.test(text)
  const names = `${before} ${after.replace(/^[.,](?=\s|$)/, '')}`.split(' ').filter(Boolean)
  const foreign = names.find((name) => !namesOf(currency).includes(name.toLowerCase().replace(/\.$/, '')))
  if (number && names.some((name) => /^[-−–(]|[-−–)]$/.test(name)))
    return unreadable(`Enter an amount in ${code} without a minus sign.`)
  if (number && foreign && (/\p{Sc}/u.test(foreign) || isKnownCurrency(foreign.toLowerCase())))
    return unreadable(`“${isolate(foreign)}” is another currency. Enter an amount in ${code}.`)

  const [first, second] = foreign || isRaised ? [] : readingsOf(number)
  if (!first)
    return unreadable(
      `Enter an amount in ${code}, such as ${digits === 0 ? '1250' : `1250.${'5'.padEnd(digits, '0')}`}.`,
    )
  const isAsPrinted = digits === 3 && number.includes('.')
  if (second && digits > 0 && !isAsPrinted) return askWhich(number, { first, second }, currency)
  const read = second && isAsPrinted ? second : first
  if (read.fraction.length > digits)
    return unreadable(digits === 0 ? `${code} has no decimals.` : `${code} has ${digits} decimals at most.`)
  const amount = toMinorUnits(read, digits)
  return amount === null ? unreadable(`That is more ${code} than can be written here.`) : { kind: 'amount', amount }
}

/** "1,234" may have a separator of thousands or a decimal comma, and the latter may be a decimal too many. */
function askWhich(number: string, { first, second }: { first: Digits; second: Digits }, currency: string): TypedAmount {
  const digits = currencyDigits(currency)
  const [whole, decimal] = [`${first.whole}.${'0'.repeat(digits)}`, `${second.whole}.${second.fraction}`]
  const choices = [first, second].flatMap((reading) => toMinorUnits(reading, digits) ?? [])
  const write = second.fraction.length > digits ? `at most ${digits} decimals` : decimal
  return {
    kind: 'ambiguous',
    choices,
    because: `“${number}” can mean ${whole} or ${decimal} ${currency.toUpperCase()}. Write ${whole} or ${write}.`,
  }
}

/** Without marks that nobody sees, with one kind of blank, and with the digits 0 to 9. */
const toPlainText = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
    .replace(/\s+/g, ' ')
    .trim()

/** The digits of a script follow each other from 0 to 9. */
function digitValue(digit: string): number {
  const point = digit.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value++
  return value
}

/** As a number without decimals first, then as one with them; the same digits are never read twice in the same way. */
function readingsOf(number: string): Digits[] {
  return ['', '.', ',', '٫'].flatMap((point) => {
    const [whole = '', fraction = '', ...more] = point ? number.split(point) : [number]
    if (more.length > 0 || (point && !/^\d+$/.test(fraction))) return []
    const [separator = ''] = /\D/.exec(whole) ?? []
    if (separator === '') return /^\d+$/.test(whole) ? [{ whole, fraction }] : []
    const isGrouped = separator !== point && ",. '’٬".includes(separator)
    const groups = whole.split(separator)
    return isGrouped && areGroups(groups) ? [{ whole: groups.join(''), fraction }] : []
  })
}

/** Groups of three digits; in India, of two before the last. */
function areGroups([first = '', ...groups]: string[]): boolean {
  const sizes = groups.map((group) => (/^\d+$/.test(group) ? group.length : 0))
  const isIndian = first.length < 3 && sizes.at(-1) === 3 && sizes.slice(0, -1).every((size) => size === 2)
  return /^[1-9]\d{0,2}$/.test(first) && (isIndian || sizes.every((size) => size === 3))
}

/** An amount of a balance, which may be negative, read as `readAmount` reads one without its sign. */
export function readSignedAmount(text: string, currency: string): TypedAmount {
  const [, minus, digits = ''] = /^\s*([-−]?)(.*)$/s.exec(text) ?? []
  const read = readAmount(digits, currency)
  return read.kind === 'amount' && minus ? { ...read, amount: -read.amount } : read
}

/** Null where it has too many digits to be exact. */
function toMinorUnits({ whole, fraction }: Digits, digits: number): number | null {
  const amount = Number(`${whole}${fraction.padEnd(digits, '0')}`)
  return fraction.length <= digits && Number.isSafeInteger(amount) ? amount : null
}

/** Its code and its signs, in lower case: usd, $, us$. */
function namesOf(currency: string): string[] {
  const signs = (['symbol', 'narrowSymbol'] as const).map((currencyDisplay) => signOf(currency, currencyDisplay))
  const dollars = signs.includes('$') ? [`${currency.slice(0, 2)}$`, `${currency.slice(0, 1)}$`] : []
  return [currency, ...signs, ...dollars]
}

function signOf(currency: string, currencyDisplay: 'symbol' | 'narrowSymbol'): string {
  const parts = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay }).formatToParts(0)
  return (parts.find(({ type }) => type === 'currency')?.value ?? currency).toLowerCase()
}
