import { expect, test } from 'vitest'
import { placementsOf } from '@/lib/domain/access/component-placements'
import { DEFAULT_RULES, withLocks } from '@/lib/domain/access/platform-rules'
import { readSubmittedRules } from './submitted-rules'

const submitted = (entries: [name: string, value: string][]) => {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, value)
  return readSubmittedRules(form)
}
const accepted = (entries: [name: string, value: string][]) => {
  const rules = submitted(entries)
  if (!rules.ok) throw new Error(JSON.stringify(rules.failure))
  return rules.value
}

test('an empty form lets owners edit nothing, needs no reason, has no cost, and leaves what Stripe decides', () => {
  const { features, placements, ...rules } = accepted([])
  expect(rules).toEqual({
    ownerFields: [],
    reasonRequired: false,
    payoutCost: null,
    approvals: { needed: [], tolerance: null, mostAccounts: null },
  })
  expect(placements).toEqual(placementsOf(() => []))
  const nothing = withLocks(
    { ...DEFAULT_RULES.features.stripe_liable.operator, instant_payouts: false },
    'stripe_liable',
  )
  expect(features.stripe_liable.owner).toEqual(nothing)
})

test('what needs a second person is read with its tolerance, and an amount that can’t be read is refused', () => {
  const rules = accepted([
    ['approvals', 'minimum_down'],
    ['approvals', 'delay_down'],
    ['approvals', 'anything'],
    ['tolerance', '1,000.50'],
    ['toleranceCurrency', 'EUR'],
  ])
  expect(rules.approvals).toEqual({
    needed: ['delay_down', 'minimum_down'],
    tolerance: { amount: 100_050, currency: 'eur' },
    mostAccounts: null,
  })
  const refused = (tolerance: string, currency: string) => {
    const form = new FormData()
    form.set('tolerance', tolerance)
    form.set('toleranceCurrency', currency)
    return readSubmittedRules(form)
  }
  expect(refused('1.234', 'usd')).toMatchObject({ ok: false, failure: { tolerance: expect.any(String) } })
  expect(refused('1', 'xxx')).toMatchObject({ ok: false, failure: { toleranceCurrency: expect.any(String) } })
})

test.each([
  ['50', 50],
  ['0', 0],
  [' 7 ', 7],
  ['', null],
])('“%s” accounts may be changed alone: %s', (typed, mostAccounts) => {
  expect(accepted([['mostAccounts', typed]]).approvals).toMatchObject({ mostAccounts })
})

test.each(['-1', '1.5', '1e9', '99999999', 'many', '١٢'])('“%s” is no number of accounts', (typed) => {
  expect(submitted([['mostAccounts', typed]])).toEqual({
    ok: false,
    failure: { mostAccounts: 'Enter a whole number of accounts, such as 50.' },
  })
})

test('components are placed where they may be, and nowhere else', () => {
  const { placements } = accepted([
    ['placements', 'platform_liable.owner.documents'],
    ['placements', 'platform_liable.owner.account_onboarding'],
    ['placements', 'platform_liable.viewer.account_onboarding'],
    ['placements', 'platform_liable.auditor.documents'],
    ['placements', 'platform_liable.owner.payments'],
  ])
  expect(placements.platform_liable.owner).toEqual(['account_onboarding', 'documents'])
  expect(placements.platform_liable.viewer).toEqual([])
  expect(placements.stripe_liable.owner).toEqual([])
})

test('selected fields and features are read in the rules’ own order', () => {
  const rules = accepted([
    ['ownerFields', 'statementDescriptor'],
    ['ownerFields', 'schedule'],
    ['reasonRequired', 'on'],
    ['features', 'platform_collects.owner.standard_payouts'],
    ['platform_collects.owner.instant_payouts', 'dashboard_rules'],
    ['platform_liable.owner.instant_payouts', 'true'],
  ])
  expect(rules.ownerFields).toEqual(['schedule', 'statementDescriptor'])
  expect(rules.reasonRequired).toBe(true)
  expect(rules.features.platform_collects.owner.standard_payouts).toBe(true)
  expect(rules.features.platform_collects.admin.standard_payouts).toBe(false)
  expect(rules.features.platform_collects.owner.instant_payouts).toBe('dashboard_rules')
  expect(rules.features.platform_liable.owner.instant_payouts).toBe(true)
  expect(rules.features.platform_liable.admin.instant_payouts).toBe(false)
})

test('a forged form gives owners no field that is never theirs, and no feature that Stripe decides', () => {
  const rules = accepted([
    ['ownerFields', 'delayDaysOverride'],
    ['ownerFields', '__proto__'],
    ['features', 'stripe_liable.owner.disable_stripe_user_authentication'],
    ['stripe_liable.owner.instant_payouts', 'dashboard_rules'],
  ])
  expect(rules.ownerFields).toEqual([])
  expect(rules.features.stripe_liable.owner.disable_stripe_user_authentication).toBe(false)
  expect(rules.features.stripe_liable.owner.instant_payouts).toBe(false)
})

test.each([
  { typed: '0.25', currency: 'usd', cost: { amount: 25, currency: 'usd' } },
  { typed: ' 25 ', currency: 'JPY', cost: { amount: 25, currency: 'jpy' } },
  { typed: '', currency: 'abc', cost: null },
  { typed: '0,25', currency: 'usd', cost: { amount: 25, currency: 'usd' } },
])('a cost of "$typed" $currency is read as $cost', ({ typed, currency, cost }) => {
  expect(
    accepted([
      ['cost', typed],
      ['currency', currency],
    ]).payoutCost,
  ).toEqual(cost)
})

test.each([
  { typed: '1,234', currency: 'usd', at: 'cost' },
  { typed: '0.5', currency: 'jpy', at: 'cost' },
  { typed: '-1', currency: 'usd', at: 'cost' },
  { typed: '10000.01', currency: 'usd', at: 'cost' },
  { typed: '0.25', currency: 'abc', at: 'currency' },
])('a cost of "$typed" $currency is refused at the $at', ({ typed, currency, at }) => {
  const rules = submitted([
    ['cost', typed],
    ['currency', currency],
  ])
  expect(rules.ok).toBe(false)
  expect(Object.keys('failure' in rules ? rules.failure : {})).toEqual([at])
})
