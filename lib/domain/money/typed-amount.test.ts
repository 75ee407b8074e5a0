import fc from 'fast-check'
import { expect, test } from 'vitest'
import { currencyDigits, formatMoney, isKnownCurrency, toDecimal } from './money'
import { readAmount } from './typed-amount'

const CURRENCIES = Intl.supportedValuesOf('currency')
  .map((code) => code.toLowerCase())
  .filter(isKnownCurrency)
const currency = fc.oneof(fc.constantFrom('usd', 'jpy', 'kwd', 'inr'), fc.constantFrom(...CURRENCIES))
const amount = fc.oneof(fc.nat({ max: 5_000_000 }), fc.nat({ max: 99_999_999_999 }))

test('every amount is read back from how Spillway writes it, to the digit, in every currency', () => {
  expect(CURRENCIES.length).toBeGreaterThan(100)
  fc.assert(
    fc.property(amount, currency, (amount, currency) => {
      const read = { kind: 'amount', amount }
      const printed = formatMoney({ amount, currency })
      expect(readAmount(printed, currency)).toEqual(read)
      expect(readAmount(printed.slice(0, -4), currency)).toEqual(read)
      expect(readAmount(toDecimal({ amount, currency }), currency)).toEqual(read)
    }),
    { numRuns: 2_000 },
  )
})

const LOCALES = [
  ...[
    'en',
    'en-IN',
    'hi',
    'de',
    'de-CH',
    'de-AT',
    'fr',
    'fr-CH',
    'es',
    'pt',
    'pt-PT',
    'it',
    'nl',
    'sv',
    'nb',
    'da',
    'fi',
  ],
  ...[
    'pl',
    'cs',
    'hu',
    'ro',
    'bg',
    'lv',
    'lt',
    'et',
    'hr',
    'ru',
    'uk',
    'tr',
    'el',
    'he',
    'ar-EG',
    'fa',
    'th-u-nu-thai',
  ],
  ...['ja', 'zh', 'ko', 'bn', 'mr', 'ne', 'my', 'vi', 'id', 'ms'],
]

test('an amount as any locale writes it is read as it is, or asked about with the right reading among the choices', () => {
  fc.assert(
    fc.property(amount, currency, fc.constantFrom(...LOCALES), (amount, currency, locale) => {
      const digits = currencyDigits(currency)
      const number = { minimumFractionDigits: digits, maximumFractionDigits: digits }
      const decimal = toDecimal({ amount, currency }) as Intl.StringNumericLiteral
      const printed = new Intl.NumberFormat(locale, number).format(decimal)
      const read = readAmount(printed, currency)
      if (read.kind === 'ambiguous') expect(read.choices).toContain(amount)
      else if (digits !== 3 || !/^\d{1,3}\.\d{3}$/.test(printed))
        expect(read, printed).toEqual({ kind: 'amount', amount })
      // Two locales write opposite things alike: only the one that Spillway writes itself isn't asked about.
      if (digits === 2) expect(read.kind, printed).toBe('amount')
    }),
    { numRuns: 3_000 },
  )
})

test('nothing is read as an amount with other digits than were typed', () => {
  const signs = fc.constantFrom(..."0123456789.,'’ \u00a0\u202f\u200f-$€¥₹٫٬٣৫".split(''), 'USD', 'eur')
  fc.assert(
    fc.property(
      fc.array(signs, { maxLength: 12 }).map((parts) => parts.join('')),
      currency,
      (typed, currency) => {
        const read = readAmount(typed, currency)
        if (read.kind !== 'amount') {
          expect(read.because).toMatch(/^[A-Z“].*\.$/)
          return
        }
        const significant = (text: string) =>
          text.replaceAll('٣', '3').replaceAll('৫', '5').replaceAll(/\D/g, '').replace(/^0+/, '')
        const decimal = significant(toDecimal({ amount: read.amount, currency }))
        expect(decimal.startsWith(significant(typed)), `${typed} as ${decimal}`).toBe(true)
        expect(decimal.slice(significant(typed).length)).toMatch(/^0{0,3}$/)
      },
    ),
    { numRuns: 5_000 },
  )
})

test.each([
  ['22,740.60', 'usd', 2_274_060],
  ['22 740,60', 'usd', 2_274_060],
  ['22\u202f740,60', 'eur', 2_274_060],
  ["22'740.60", 'chf', 2_274_060],
  ['22’740.60', 'chf', 2_274_060],
  ['22.740,60 €', 'eur', 2_274_060],
  ['₹ 1,50,000.00', 'inr', 15_000_000],
  ['1,50,000', 'inr', 15_000_000],
  ['US$1,234.5', 'usd', 123_450],
  ['A$ 5', 'aud', 500],
  ['R$ 1.234,56', 'brl', 123_456],
  ['1 234,56 Kč', 'czk', 123_456],
  ['125 kr.', 'dkk', 12_500],
  ['USD $5', 'usd', 500],
  ['¥1,234', 'jpy', 1_234],
  ['1.234 JPY', 'jpy', 1_234],
  ['１２３', 'jpy', 123],
  ['\u200e1,234.50\u200f\u200b', 'usd', 123_450],
  ['\u2066500.00 USD\u2069', 'usd', 50_000],
  ['١٬٢٣٤٫٥٠', 'egp', 123_450],
  ['१,५०,०००.००', 'inr', 15_000_000],
  ['1,23', 'usd', 123],
  ['1,2', 'kwd', 1_200],
  ['1.234', 'kwd', 1_234],
  ['1,234.567', 'kwd', 1_234_567],
  ['0,234', 'kwd', 234],
  ['1,234,567', 'kwd', 1_234_567_000],
  ['15,000,000.00', 'idr', 1_500_000_000],
  ['5.', 'usd', 500],
])('"%s" in %s is %d minor units', (typed, currency, amount) => {
  expect(readAmount(typed, currency)).toEqual({ kind: 'amount', amount })
})

test.each([
  ['1,234', 'usd', [123_400], '“1,234” can mean 1234.00 or 1.234 USD. Write 1234.00 or at most 2 decimals.'],
  ['1.234', 'eur', [123_400], '“1.234” can mean 1234.00 or 1.234 EUR. Write 1234.00 or at most 2 decimals.'],
  ['12,345', 'kwd', [12_345_000, 12_345], '“12,345” can mean 12345.000 or 12.345 KWD. Write 12345.000 or 12.345.'],
])('"%s" in %s is asked about, with both readings', (typed, currency, choices, because) => {
  expect(readAmount(typed, currency)).toEqual({ kind: 'ambiguous', choices, because })
})

test.each([
  ['', 'usd', 'Enter an amount in USD, such as 1250.50.'],
  ['.', 'usd', 'Enter an amount in USD, such as 1250.50.'],
  ['25 dollars', 'usd', 'Enter an amount in USD, such as 1250.50.'],
  ['1e3', 'jpy', 'Enter an amount in JPY, such as 1250.'],
  ['1,23,4', 'usd', 'Enter an amount in USD, such as 1250.50.'],
  ['1.2.3', 'kwd', 'Enter an amount in KWD, such as 1250.500.'],
  ['-5', 'usd', 'Enter an amount in USD without a minus sign.'],
  ['−5', 'usd', 'Enter an amount in USD without a minus sign.'],
  ['$-5', 'usd', 'Enter an amount in USD without a minus sign.'],
  ['(5)', 'usd', 'Enter an amount in USD without a minus sign.'],
  ['5-', 'usd', 'Enter an amount in USD without a minus sign.'],
  ['5 €', 'usd', '“€” is another currency. Enter an amount in USD.'],
  ['EUR 5', 'usd', '“EUR” is another currency. Enter an amount in USD.'],
  ['C$5', 'usd', '“C$” is another currency. Enter an amount in USD.'],
  ['12.5', 'jpy', 'JPY has no decimals.'],
  ['1250.505', 'usd', 'USD has 2 decimals at most.'],
  ['1.0001', 'kwd', 'KWD has 3 decimals at most.'],
  ['1,2345', 'usd', 'USD has 2 decimals at most.'],
  ['99999999999999999', 'usd', 'That is more USD than can be written here.'],
])('"%s" is no amount in %s, and the reason is said', (text, currency, because) => {
  expect(readAmount(text, currency)).toEqual({ kind: 'unreadable', because })
})

test('a footnote, an exponent or a fraction is never read as more digits', () => {
  const raised = fc.constantFrom('¹', '²', '³', '⁷', '₂', '½', '①', '⓪')
  fc.assert(
    fc.property(fc.nat({ max: 99_999 }), raised, currency, (whole, raised, currency) => {
      for (const typed of [`${whole}${raised}`, `${raised}${whole}`, `${whole} ${raised}`])
        expect(readAmount(typed, currency).kind, typed).toBe('unreadable')
    }),
  )
})

test('an amount in a currency whose decimals are not known is not read, and nothing throws', () => {
  for (const currency of ['usdc', 'zzz', 'xts', 'constructor'])
    for (const typed of ['', '5', '5.00', `5 ${currency}`]) expect(readAmount(typed, currency).kind).toBe('unreadable')
})
