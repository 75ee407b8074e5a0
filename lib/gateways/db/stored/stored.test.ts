import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CONTROLLER_PROFILES } from '@/lib/domain/access/controller-profile'
import {
  ACTING_ROLES,
  DEFAULT_RULES,
  describeRuleChanges,
  FEATURES,
  withLocks,
} from '@/lib/domain/access/platform-rules'
import { describePayoutStatus } from '@/lib/domain/payouts/payout-status'
import { moneyOf } from '@/lib/domain/testing/account-money'
import { toAccountRef } from '../account-row'
import { readStoredRules } from './platform-rules'
import { readStoredChanges, readStoredSettings } from './settings'

const stored = (value: unknown) => JSON.parse(JSON.stringify(value))

test('rules that were never stored are the defaults', () => {
  for (const nothing of [undefined, null, {}, [], 'rules', 7, { version: 2, reasonRequired: true }])
    expect(readStoredRules(nothing)).toEqual(DEFAULT_RULES)
})

test('rules stored before a feature existed have its default, and keep what they said of the others', () => {
  for (const missing of FEATURES) {
    const rules = stored(DEFAULT_RULES)
    for (const profile of CONTROLLER_PROFILES)
      for (const role of ACTING_ROLES) {
        delete rules.features[profile][role][missing]
        rules.features[profile][role].standard_payouts = missing === 'standard_payouts' ? undefined : false
      }
    const read = readStoredRules(rules)
    for (const profile of CONTROLLER_PROFILES)
      for (const role of ACTING_ROLES) {
        expect(read.features[profile][role][missing]).toBe(DEFAULT_RULES.features[profile][role][missing])
        if (missing !== 'standard_payouts') expect(read.features[profile][role].standard_payouts).toBe(false)
      }
  }
})

test('instant payouts that an earlier version stored as on or off stay on or off', () => {
  for (const chosen of [true, false]) {
    const rules = { features: { platform_collects: { owner: { instant_payouts: chosen } } } }
    expect(readStoredRules(rules).features.platform_collects.owner.instant_payouts).toBe(chosen)
  }
  const rules = { features: { stripe_liable: { owner: { instant_payouts: 'dashboard_rules' } } } }
  expect(readStoredRules(rules).features.stripe_liable.owner.instant_payouts).toBe(true)
})

/** JSON that looks like rules in places: known names at every level, with known and unknown values. */
const names = fc.constantFrom<string>(
  ...['ownerFields', 'reasonRequired', 'payoutCost', 'features', 'amount', 'currency', '__proto__', 'laterRule'],
  ...CONTROLLER_PROFILES,
  ...ACTING_ROLES,
  ...FEATURES,
)
const leaf = fc.oneof(
  fc.boolean(),
  fc.constantFrom(null, 0, -5, 1.5, '', 'usd', 'dashboard_rules', 'schedule', 'on'),
  fc.array(fc.constantFrom('schedule', 'delayDaysOverride', 'laterField', 7), { maxLength: 3 }),
)
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof({ depthSize: 'medium' }, leaf, fc.dictionary(names, tie('tree'), { maxKeys: 6 })),
}))

test('whatever was stored as rules, they can be read, compared, saved and read again', () => {
  fc.assert(
    fc.property(tree, (anything) => {
      const rules = readStoredRules(stored(anything))
      for (const profile of CONTROLLER_PROFILES)
        for (const role of ACTING_ROLES) {
          const choices = rules.features[profile][role]
          expect(choices).toEqual(withLocks(choices, profile))
          for (const feature of FEATURES) expect([true, false, 'dashboard_rules']).toContain(choices[feature])
        }
      expect(describeRuleChanges(rules, DEFAULT_RULES).join()).not.toMatch(/undefined|null|NaN/)
      expect(readStoredRules(stored(rules))).toEqual(rules)
    }),
    { numRuns: 500 },
  )
})

test('a setting that another version stored in another way is unread, and the others are as they were', () => {
  const read = readStoredSettings({ schedule: { interval: 'fortnightly' }, statementDescriptor: 'SHOP', delayDays: 3 })
  expect(read?.settings).toMatchObject({ statementDescriptor: 'SHOP', delayDays: 3 })
  expect(read?.settings.unread).toEqual({ schedule: '{"interval":"fortnightly"}' })
  expect(read?.isWhole, 'a difference to it is no change made outside').toBe(false)
})

test('a value of Stripe’s that could not be read when it was stored is still what Stripe wrote', () => {
  const read = readStoredSettings({ unread: { schedule: 'fortnightly' }, delayDays: null })
  expect(read).toMatchObject({ isWhole: true, settings: { unread: { schedule: 'fortnightly' }, delayDays: null } })
})

test('stored changes of a setting are read side by side, each unread where it can’t be read', () => {
  expect(readStoredChanges([{ field: 'delayDaysOverride', before: 'minimum', after: 3 }])).toEqual({
    changes: [{ field: 'delayDaysOverride', before: { unread: '"minimum"' }, after: 3 }],
    unreadFields: [],
  })
  expect(readStoredChanges([{ field: 'constructor' }, null])?.unreadFields).toEqual(['constructor', '?'])
  expect(readStoredChanges({ field: 'schedule' })).toBeNull()
})

test('who answers for an account, where a later version stored another word for it, is unknown', () => {
  const row = { id: 'acct_1', name: 'Shop', country: 'US', isController: true, notGiven: '' }
  const { controller } = toAccountRef({
    ...row,
    lossesLiability: 'shared',
    requirementCollection: 'bank',
    dashboard: 'mini',
  })
  expect(controller).toEqual({
    lossesLiability: null,
    requirementCollection: null,
    dashboard: null,
    isController: true,
  })
})

test.each([-1, 1.5, 10 ** 9, '3', {}, null])(
  'a stored delay of %j days is not known, and payouts can be forecast',
  (delayDays) => {
    const read = readStoredSettings(stored({ schedule: { interval: 'daily' }, delayDays, payoutsStatus: 'enabled' }))
    if (!read) throw new Error('these are settings')
    expect(read.settings.delayDays).toBeNull()
    expect(describePayoutStatus(moneyOf({ settings: read.settings })).map(({ code }) => code)).toEqual(['scheduled'])
  },
)

test.each(['', ' ', '\u200b', '\u3164'])('an account whose stored name is %j is called by its id', (name) => {
  const row = {
    id: 'acct_1',
    country: 'US',
    isController: true,
    notGiven: '',
    lossesLiability: '',
    requirementCollection: '',
    dashboard: '',
  }
  expect(toAccountRef({ ...row, name }).name).toBe('acct_1')
  expect(toAccountRef({ ...row, name: 'Shop' }).name).toBe('Shop')
})
