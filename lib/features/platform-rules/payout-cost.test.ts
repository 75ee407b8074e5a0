import { expect, test } from 'vitest'
import { draftOfCost, findCostErrors, readCost } from './payout-cost'

test.each([
  { because: 'an empty amount sets no cost', typed: { amount: ' ', currency: 'usd' }, cost: null },
  { because: 'an amount is read in its currency’s digits', typed: { amount: '0.25', currency: 'usd' }, cost: 25 },
  { because: 'a currency without decimals has none', typed: { amount: '25', currency: 'jpy' }, cost: 25 },
])('$because', ({ typed, cost }) => {
  expect(readCost(typed)).toEqual(cost === null ? null : { amount: cost, currency: typed.currency })
  expect(findCostErrors(typed)).toEqual({})
})

test.each([
  { field: 'amount', typed: { amount: '0,25', currency: 'usd' } },
  { field: 'amount', typed: { amount: '0.5', currency: 'jpy' } },
  { field: 'currency', typed: { amount: '0.25', currency: 'abc' } },
])('$typed can’t be read, and the error is at the $field', ({ field, typed }) => {
  expect(readCost(typed)).toBeUndefined()
  expect(Object.keys(findCostErrors(typed))).toEqual([field])
})

test('a stored cost appears as it was typed', () => {
  expect(draftOfCost({ amount: 25, currency: 'usd' })).toEqual({ amount: '0.25', currency: 'usd' })
  expect(draftOfCost(null).amount).toBe('')
})
