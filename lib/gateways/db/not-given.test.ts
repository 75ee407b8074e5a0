import { expect, test } from 'vitest'
import { fill, given } from './not-given'

const values = {
  country: 'US',
  defaultCurrency: 'usd',
  chargesEnabled: true,
  payoutsEnabled: false,
  detailsSubmitted: true,
  requirementsDue: 0,
  dashboard: 'none',
  lossesLiability: 'application',
  requirementCollection: 'application',
  isController: true,
  createdAtStripe: new Date('2026-01-01'),
}

test('what Stripe gives is read back as it was, false and 0 included', () => {
  expect(given(fill(values))).toMatchObject(values)
})

test.each(Object.keys(values))('a %s that Stripe does not give is read back as unknown', (column) => {
  expect(given(fill({ ...values, [column]: null }))).toMatchObject({ ...values, [column]: null })
})

test('the empty country and currency that earlier versions stored are unknown', () => {
  expect(given({ ...values, country: '', defaultCurrency: '', notGiven: '' })).toMatchObject({
    ...values,
    country: null,
    defaultCurrency: null,
  })
})
