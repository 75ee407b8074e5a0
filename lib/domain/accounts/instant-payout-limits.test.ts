import { expect, test } from 'vitest'
import { instantPayoutLimits } from './instant-payout-limits'

test.each([
  { country: 'US', limits: { currency: 'usd', least: 50, most: 999_900 } },
  { country: 'de', limits: { currency: 'eur', least: 40, most: 999_900 } },
  { country: 'HU', limits: { currency: 'huf', least: 20_000, most: 99_999_900 } },
  { country: 'BR', limits: undefined },
  { country: 'constructor', limits: undefined },
])('instant payouts in $country have the limits $limits', ({ country, limits }) => {
  expect(instantPayoutLimits(country)).toEqual(limits)
})
