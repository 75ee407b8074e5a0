import { expect, test } from 'vitest'
import { segmentOfList } from './segment-of-list'

const list = { search: '', state: null, filters: {}, range: null }

test('the filters of a list become the conditions of a policy, and its currency is the one of the balance', () => {
  expect(
    segmentOfList({
      ...list,
      state: 'blocked',
      filters: { country: 'DE', reason: 'requirements_due', delay: '7', currency: 'eur', balance: 'negative' },
      range: { min: -5000, max: null },
    }),
  ).toEqual({
    segment: {
      facts: { country: ['DE'], reason: ['requirements_due'], delay: ['7'], balance: ['negative'], state: ['blocked'] },
      available: { currency: 'eur', min: -5000, max: null },
      createdFrom: null,
    },
    leftOut: [],
  })
})

test('what a policy can’t ask for is named, because without it the policy is for more accounts', () => {
  const filters = { next_payout: '2026-12-01', schedule: 'hourly', currency: 'zzzz' }
  expect(segmentOfList({ ...list, search: 'Smith', state: 'disconnected', filters })).toEqual({
    segment: { facts: {}, available: null, createdFrom: null },
    leftOut: ['search', 'state', 'next_payout', 'schedule', 'currency'],
  })
})
