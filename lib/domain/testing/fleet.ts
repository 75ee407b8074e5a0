import type { Policy } from '../fleet/policy'
import type { AccountFacts } from '../fleet/segment'
import { EVERY_ACCOUNT } from '../fleet/segment'

export const policyOf = (change: Partial<Policy> = {}): Policy => ({
  id: 'a',
  name: 'Weekly for all',
  version: 1,
  segment: EVERY_ACCOUNT,
  values: { schedule: { interval: 'weekly', weekdays: ['monday'] } },
  variants: [],
  priority: 0,
  isDefault: false,
  editor: null,
  createdAt: new Date('2026-01-01'),
  isAdHoc: false,
  ...change,
})

export const factsOf = (change: Partial<AccountFacts> = {}): AccountFacts => ({
  country: 'DE',
  type: 'express',
  currency: 'eur',
  schedule: 'daily',
  payouts: 'enabled',
  state: 'waiting',
  reason: 'in_transit',
  requirement: 'none',
  delay: '2',
  balance: 'not_negative',
  bank: 'not_shared',
  available: new Map([['eur', 100]]),
  createdOn: null,
  ...change,
})
