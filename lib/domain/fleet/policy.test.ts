import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../settings/balance-settings'
import { factsOf, policyOf } from '../testing/fleet'
import { describePolicyChanges, findVariantErrors, governedBy, type PolicyValues } from './policy'
import { EVERY_ACCOUNT } from './segment'

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

describe('Variants', () => {
  const DAILY_PAYOUTS: PolicyValues = { schedule: { interval: 'daily' } }
  const variantOf = (countries: string[], types: string[], delayDaysOverride: number) => ({
    ...{ countries, types },
    values: { delayDaysOverride },
  })
  const policy = policyOf({
    values: { delayDaysOverride: 7, debitNegativeBalances: true },
    variants: [variantOf(['DE', 'FR'], [], 10), variantOf([], ['express'], 12), variantOf(['DE'], ['express'], 14)],
  })

  test.each([
    ['country and type', { country: 'DE', type: 'express' }, 14, 'DE, express; DE, FR; express'],
    ['country', { country: 'FR', type: 'custom' }, 10, 'DE, FR'],
    ['country before type', { country: 'FR', type: 'express' }, 10, 'DE, FR; express'],
    ['type', { country: 'IT', type: 'express' }, 12, 'express'],
    ['none', { country: 'IT', type: 'custom' }, 7, null],
  ])('the most specific one decides: %s', (_, facts, days, variant) => {
    expect(governedBy(policy, [], factsOf(facts))).toEqual({
      values: { delayDaysOverride: days, debitNegativeBalances: true },
      ...{ variant, instead: [], isUnclear: false },
    })
  })

  test('of an account whose country or type isn’t known, nothing is said where a variant may be for it', () => {
    expect(governedBy(policy, [], factsOf({ country: null })).isUnclear).toBe(true)
    const french = policyOf({ variants: [variantOf(['FR'], ['express'], 10)] })
    expect(governedBy(french, [], factsOf({ country: null, type: 'custom' })).isUnclear).toBe(false)
  })

  test('a setting that only another policy’s variant has is decided by it for the variant’s accounts', () => {
    const other = policyOf({ id: 'b', priority: 9, values: {}, variants: [variantOf(['DE'], [], 20)] })
    const mine = policyOf({ values: { delayDaysOverride: 7 } })
    expect(governedBy(mine, [other], factsOf({ country: 'DE' }))).toMatchObject({ values: {}, instead: [other] })
    expect(governedBy(mine, [other], factsOf({ country: 'IT' })).values).toEqual({ delayDaysOverride: 7 })
    expect(governedBy(mine, [other], factsOf({ country: null })).isUnclear).toBe(true)
  })

  test.each([
    ['no accounts', [variantOf([], [], 7)], ['Name a country or an account type for each variant.']],
    [
      'the accounts of another one',
      [variantOf(['DE', 'FR'], [], 7), variantOf(['FR'], [], 9)],
      [expect.stringContaining('Two variants are for')],
    ],
    ['different types of one country', [variantOf(['FR'], ['custom'], 7), variantOf(['FR'], ['express'], 9)], []],
    [
      'a value that its country doesn’t allow',
      [{ ...variantOf(['JP', 'DE'], [], 7), values: DAILY_PAYOUTS }],
      [expect.stringMatching(/in JP: /)],
    ],
  ])('a variant with %s', (_, variants, errors) => {
    expect(findVariantErrors({ values: {}, variants, segment: EVERY_ACCOUNT })).toEqual(errors)
  })

  test('the policy’s own values are held against the countries of its accounts, but for those with a variant', () => {
    const segment = { facts: { country: ['JP'] }, available: null, createdFrom: null }
    const values = DAILY_PAYOUTS
    const manual = { countries: ['JP'], types: [], values: { schedule: { interval: 'manual' as const } } }
    expect(findVariantErrors({ values, variants: [], segment })).toHaveLength(1)
    expect(findVariantErrors({ values, variants: [manual], segment })).toEqual([])
  })
})

test('a policy for other accounts decides nothing instead', () => {
  const other = policyOf({
    id: 'b',
    priority: 9,
    segment: { facts: { country: ['FR'] }, available: null, createdFrom: null },
  })
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
