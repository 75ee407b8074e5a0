import { expect, test } from 'vitest'
import { arrivalDays, delayCounting, manualHoldingLimit } from './country-rules'

test.each([
  { country: 'SG', unit: 'calendar days', source: 'Stripe docs' },
  { country: 'HK', unit: 'calendar days', source: 'WooPayments docs' },
  { country: 'US', unit: 'business days', source: 'WooPayments docs' },
  { country: 'de', unit: 'business days', source: 'WooPayments docs' },
  { country: 'BR', unit: 'calendar days', source: 'assumption' },
  { country: 'TH', unit: 'business days', source: 'assumption' },
  { country: 'toString', unit: 'business days', source: 'assumption' },
])('the delay in $country is counted in $unit, known from $source', ({ country, unit, source }) => {
  expect(delayCounting(country)).toEqual({ unit, source })
})

test.each([
  { country: 'TH', limit: { amount: 10, unit: 'days' } },
  { country: 'us', limit: { amount: 2, unit: 'years' } },
  { country: 'FR', limit: { amount: 90, unit: 'days' } },
])('manual payouts in $country may be held for $limit.amount $limit.unit', ({ country, limit }) => {
  expect(manualHoldingLimit(country)).toEqual(limit)
})

test('arrival is a range, and says that it is an assumption', () => {
  for (const country of ['US', 'GB', 'FR', 'JP', 'ZZ']) {
    const { earliest, latest, source } = arrivalDays(country)
    expect(earliest).toBeGreaterThanOrEqual(0)
    expect(latest).toBeGreaterThanOrEqual(earliest)
    expect(source).toBe('assumption')
  }
})
