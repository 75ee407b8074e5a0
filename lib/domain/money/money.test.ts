import fc from 'fast-check'
import { expect, test } from 'vitest'
import { currencyDigits, formatMoney, toDecimal } from './money'

test.each([
  { amount: 1234567, currency: 'usd', text: '12,345.67 USD', because: 'dollars have cents' },
  { amount: 1234567, currency: 'jpy', text: '1,234,567 JPY', because: 'yen have no minor unit' },
  { amount: 1234567, currency: 'kwd', text: '1,234.567 KWD', because: 'dinars have a thousand fils' },
  {
    amount: 1234567,
    currency: 'huf',
    text: '12,345.67 HUF',
    because: 'Stripe counts forint in hundredths, Intl does not',
  },
  { amount: 1234500, currency: 'isk', text: '12,345.00 ISK', because: 'krónur are two-decimal on the wire' },
  { amount: -5, currency: 'usd', text: '−0.05 USD', because: 'a negative balance carries a true minus sign' },
  { amount: 0, currency: 'bhd', text: '0.000 BHD', because: 'zero keeps its currency’s digits' },
])('$amount $currency reads "$text", because $because', ({ amount, currency, text }) => {
  expect(formatMoney({ amount, currency })).toBe(text)
})

test('no digit is lost between minor units and decimals, whatever the amount', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom('usd', 'jpy', 'kwd'), (amount, currency) => {
      const decimal = toDecimal({ amount, currency })
      expect(BigInt(decimal.replace('.', ''))).toBe(BigInt(amount))
      expect(decimal.split('.')[1]?.length ?? 0).toBe(currencyDigits(currency))
    }),
  )
})

test('a fraction of a minor unit is a programming error, never rounded away', () => {
  expect(() => toDecimal({ amount: 0.5, currency: 'usd' })).toThrow(RangeError)
})
