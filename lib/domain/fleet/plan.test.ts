import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_RULES } from '../access/platform-rules'
import { applyPatch, type BalanceSettings, diffBalanceSettings, patchOf } from '../settings/balance-settings'
import type { MinimumBalances } from '../settings/fields/minimum-balances'
import { DAILY, profileOf } from '../testing/connected-account'
import { factsOf, policyOf } from '../testing/fleet'
import { type Circumstances, isAt, type PlannedAccount, planFor, planRollback } from './plan'
import type { PolicyValues } from './policy'

const now = new Date('2026-11-29T12:00:00Z')
const circumstances: Circumstances = { role: 'admin', rules: DEFAULT_RULES, policies: [], now }
const account = (change: Partial<PlannedAccount> = {}): PlannedAccount => ({
  account: profileOf('acct_1'),
  facts: factsOf(),
  settings: { value: DAILY, readAt: now },
  expected: [],
  ...change,
})
const holding = (value: BalanceSettings) => account({ settings: { value, readAt: now } })

test('an account that differs is changed in the governed settings only', () => {
  expect(planFor(policyOf(), account(), circumstances)).toEqual({
    kind: 'change',
    changes: [
      { field: 'schedule', before: { interval: 'daily' }, after: { interval: 'weekly', weekdays: ['monday'] } },
    ],
    needs: [],
    variant: null,
  })
})

test('minimum balances in other currencies stay as they are', () => {
  const has = holding({ ...DAILY, minimumBalances: { gbp: 100 } })
  expect(planFor(policyOf({ values: { minimumBalances: { eur: 500 } } }), has, circumstances)).toMatchObject({
    changes: [{ before: { gbp: 100 }, after: { eur: 500, gbp: 100 } }],
  })
})

test.each([
  [
    'is outside of the segment',
    policyOf({ segment: { facts: { country: ['FR'] }, available: null, createdFrom: null } }),
    account(),
    null,
  ],
  [
    'may or may not be of the segment',
    policyOf({ segment: { facts: { country: ['FR'] }, available: null, createdFrom: null } }),
    account({ facts: factsOf({ country: null }) }),
    { kind: 'unread', because: 'facts' },
  ],
  ['was never read', policyOf(), account({ settings: null }), { kind: 'unread', because: 'never_read' }],
  [
    'was read too long ago',
    policyOf(),
    account({ settings: { value: DAILY, readAt: new Date('2026-11-01') } }),
    { kind: 'unread', because: 'too_old' },
  ],
  ['is already so', policyOf({ values: { schedule: { interval: 'daily' } } }), account(), { kind: 'unchanged' }],
  [
    'belongs to another platform',
    policyOf(),
    account({ account: profileOf('acct_1', { controller: { ...profileOf('x').controller, isController: false } }) }),
    { kind: 'skipped', because: 'controller' },
  ],
  [
    'has a schedule that this version doesn’t know',
    policyOf(),
    holding({ ...DAILY, schedule: undefined, unread: { schedule: 'hourly' } } as BalanceSettings),
    { kind: 'skipped', because: 'locked' },
  ],
  [
    'is in a country that has daily payouts only',
    policyOf(),
    account({ account: profileOf('acct_1', { country: 'BR' }) }),
    { kind: 'skipped', because: 'country' },
  ],
  [
    'is in a country without minimum balances',
    policyOf({ values: { minimumBalances: { usd: 1 } } }),
    account({
      account: profileOf('acct_1', { country: 'BR' }),
      settings: { value: { ...DAILY, minimumBalances: null }, readAt: now },
    }),
    { kind: 'skipped', because: 'country' },
  ],
  [
    'has Stripe liable for it, which sets the delay',
    policyOf({ values: { delayDaysOverride: 9 } }),
    account({
      account: profileOf('acct_1', { controller: { ...profileOf('x').controller, lossesLiability: 'stripe' } }),
    }),
    { kind: 'skipped', because: 'liability' },
  ],
])('an account that %s is not changed', (_, policy, planned, expected) => {
  const plan = planFor(policy, planned, circumstances)
  if (expected === null) expect(plan).toBeNull()
  else expect(plan).toMatchObject(expected)
})

test('another policy that comes before decides instead, and is named', () => {
  const policies = [policyOf({ id: 'z', name: 'Monthly', priority: 5 })]
  expect(planFor(policyOf(), account(), { ...circumstances, policies })).toEqual({
    kind: 'skipped',
    because: 'other_policy',
    message: 'Decided by Monthly.',
  })
})

test('a change for which the platform wants a second person says so', () => {
  const rules = {
    ...DEFAULT_RULES,
    approvals: { needed: ['debits_off'] as const, tolerance: null, mostAccounts: null },
  }
  const policy = policyOf({ values: { debitNegativeBalances: false } })
  expect(planFor(policy, account(), { ...circumstances, rules })).toMatchObject({ needs: ['debits_off'] })
})

const settings: fc.Arbitrary<BalanceSettings> = fc.record({
  schedule: fc.constantFrom(
    { interval: 'daily' as const },
    { interval: 'manual' as const },
    { interval: 'weekly' as const, weekdays: ['friday', 'monday'] as const },
  ),
  minimumBalances: fc.constantFrom<MinimumBalances | null>(null, { eur: 500 }, { eur: 500, gbp: 100 }),
  delayDaysOverride: fc.constantFrom(null, 3, 7),
  debitNegativeBalances: fc.boolean(),
  statementDescriptor: fc.constantFrom(null, 'SHOP'),
  delayDays: fc.constant(2),
  payoutsStatus: fc.constant('enabled' as const),
})
const values: fc.Arbitrary<PolicyValues> = fc
  .record(
    {
      schedule: fc.constantFrom({ interval: 'daily' as const }, { interval: 'monthly' as const, monthDays: [1] }),
      minimumBalances: fc.constantFrom({ eur: 900 }, { usd: 100 }),
      delayDaysOverride: fc.constantFrom(3, 10),
      debitNegativeBalances: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .filter((given) => Object.keys(given).length > 0)
  .map((given) => given as PolicyValues)
const rolledOut = (before: BalanceSettings, wanted: PolicyValues) => {
  const plan = planFor(policyOf({ values: wanted }), holding(before), circumstances)
  const changes = plan?.kind === 'change' ? plan.changes : []
  return { changes, after: { ...before, ...applyPatch(before, patchOf(changes)) } }
}

test('what was rolled out is already so in the next plan', () => {
  fc.assert(
    fc.property(settings, values, (before, wanted) => {
      const { after } = rolledOut(before, wanted)
      expect(planFor(policyOf({ values: wanted }), holding(after), circumstances)).toEqual({ kind: 'unchanged' })
    }),
  )
})

test('a rollback brings every account back to what it was', () => {
  fc.assert(
    fc.property(settings, values, (before, wanted) => {
      const { changes, after } = rolledOut(before, wanted)
      fc.pre(changes.length > 0)
      const back = planRollback(changes, holding(after), circumstances)
      if (back.kind !== 'change') throw new Error(back.kind)
      expect(diffBalanceSettings(before, applyPatch(after, patchOf(back.changes)))).toEqual([])
      expect(planRollback(changes, holding(before), circumstances)).toEqual({ kind: 'unchanged' })
    }),
  )
})

test('a rollback leaves alone what somebody has changed since', () => {
  fc.assert(
    fc.property(settings, values, settings, (before, wanted, since) => {
      const { changes } = rolledOut(before, wanted)
      fc.pre(changes.length > 0 && !isAt(changes, 'after', since) && !isAt(changes, 'before', since))
      expect(planRollback(changes, holding(since), circumstances)).toMatchObject({ because: 'changed_since' })
    }),
  )
})
