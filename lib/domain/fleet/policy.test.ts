import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf } from '../settings/balance-settings'
import { factsOf, policyOf } from '../testing/fleet'
import { describePolicyChanges, governedBy, type PolicyValues } from './policy'

const values: fc.Arbitrary<PolicyValues> = fc
  .record(
    {
      schedule: fc.constant({ interval: 'daily' as const }),
      delayDaysOverride: fc.constantFrom(3, 7),
      debitNegativeBalances: fc.boolean(),
      minimumBalances: fc.constant({ eur: 500 }),
    },
    { requiredKeys: [] },
  )
  .map((given) => given as PolicyValues)
const policies = fc
  .array(fc.record({ values, priority: fc.constantFrom(0, 1), day: fc.constantFrom('2026-01-01', '2026-01-02') }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((list) =>
    list.map(({ day, ...rest }, index) => policyOf({ id: `p${index}`, createdAt: new Date(day), ...rest })),
  )

test('of policies that overlap, exactly one decides each setting that any of them governs', () => {
  fc.assert(
    fc.property(policies, (all) => {
      const decided = all.flatMap((policy) => fieldsOf(governedBy(policy, all, factsOf()).values))
      const governed = new Set(all.flatMap((policy) => fieldsOf(policy.values)))
      expect(decided.toSorted()).toEqual([...governed].toSorted())
    }),
  )
})

test('a policy for other accounts decides nothing instead', () => {
  const other = policyOf({ id: 'b', priority: 9, segment: { facts: { country: ['FR'] }, createdFrom: null } })
  expect(governedBy(policyOf(), [other], factsOf())).toMatchObject({ instead: [], isUnclear: false })
  expect(governedBy(policyOf(), [other], factsOf({ country: null })).isUnclear).toBe(true)
})

test('the record of a save says what became new and what is gone', () => {
  const before = policyOf()
  const after = { ...before, name: 'Slow', values: { delayDaysOverride: 7 } }
  expect(describePolicyChanges(before, after)).toEqual([
    'Name: Slow',
    'Settlement delay: 7 days',
    'No longer Name: Weekly for all',
    'No longer Payout schedule: Every Monday',
  ])
  expect(describePolicyChanges(before, before)).toEqual([])
})
