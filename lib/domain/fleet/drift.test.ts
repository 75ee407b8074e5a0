import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_RULES } from '../access/platform-rules'
import { applyPatch, type BalanceSettings, type FieldChange } from '../settings/balance-settings'
import { DAILY, profileOf } from '../testing/connected-account'
import { factsOf, policyOf } from '../testing/fleet'
import { causeOf, driftFrom, type Trace } from './drift'
import { planFor } from './plan'

const now = new Date('2026-11-29T12:00:00Z')
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const DELAY: FieldChange = { field: 'delayDaysOverride', before: 3, after: 10 }
const DEBITS: FieldChange = { field: 'debitNegativeBalances', before: true, after: false }

describe('an account', () => {
  const policies = fc.array(
    fc
      .record({
        priority: fc.integer({ min: 0, max: 2 }),
        country: fc.constantFrom([], ['DE'], ['FR']),
        values: fc.constantFrom(
          { delayDaysOverride: 10 },
          { debitNegativeBalances: true },
          { delayDaysOverride: 3, minimumBalances: { eur: 500 } },
        ),
      })
      .map(({ priority, country, values }) =>
        policyOf({ priority, values, segment: { facts: { country }, available: null, createdFrom: null } }),
      ),
    { minLength: 1, maxLength: 4 },
  )
  const numbered = policies.map((all) => all.map((policy, index) => ({ ...policy, id: `p${index}` })))

  test('differs from a policy exactly where a plan of it would find something to change, whether it may or not', () => {
    const settings = fc.constantFrom<BalanceSettings | null>(
      DAILY,
      { ...DAILY, delayDaysOverride: 10 },
      { ...DAILY, debitNegativeBalances: true, minimumBalances: { gbp: 1 } },
      null,
    )
    fc.assert(
      fc.property(numbered, settings, fc.constantFrom('DE', 'FR', null), (all, value, country) => {
        const account = { facts: factsOf({ country }), settings: value && { value, readAt: now } }
        for (const policy of all) {
          const plan = planFor(
            policy,
            { ...account, expected: [], account: profileOf('acct_1') },
            { role: 'admin', rules: DEFAULT_RULES, policies: all, now },
          )
          const drift = driftFrom(policy, all, account)
          const ofOthers = plan?.kind === 'skipped' && plan.because === 'other_policy'
          if (drift === null) expect(plan === null || ofOthers).toBe(true)
          else if (drift === 'unread') expect(plan?.kind === 'unread' || ofOthers).toBe(true)
          else expect(drift.length > 0).toBe(plan?.kind === 'change' || (plan?.kind === 'skipped' && !ofOthers))
        }
      }),
    )
  })

  test('that a policy was applied to no longer differs from it', () => {
    const policy = policyOf({ values: { delayDaysOverride: 10, minimumBalances: { eur: 100 } } })
    const value = applyPatch(DAILY, policy.values) as BalanceSettings
    expect(driftFrom(policy, [policy], { facts: factsOf(), settings: { value, readAt: now } })).toEqual([])
  })
})

describe('what made an account differ is', () => {
  const trace = (change: Partial<Trace>): Trace => ({
    ...{ entryId: 'e', at: minutesAgo(10), kind: 'outside', name: '', changes: [DELAY] },
    ...change,
  })
  const policy = { changedAt: minutesAgo(1000), changedByName: 'Grace' }
  const asItShould = { policy, connectedAt: null, wasAsItShould: true, now }

  test.each([
    ['the person who changed the setting', [trace({ kind: 'person', name: 'Ada' })], ['person', 'Ada', minutesAgo(10)]],
    ['somebody at Stripe', [trace({})], ['outside', null, minutesAgo(10)]],
    [
      'somebody at Stripe or in the component, which was open',
      [trace({}), trace({ kind: 'session', name: 'Olga', at: minutesAgo(40), changes: [] })],
      ['component', 'Olga', minutesAgo(10)],
    ],
    [
      'somebody at Stripe, where the component was opened only afterwards, or long before',
      [
        trace({ kind: 'session', name: 'Olga', at: minutesAgo(5), changes: [] }),
        trace({}),
        trace({ kind: 'session', name: 'Olga', at: minutesAgo(80), changes: [] }),
      ],
      ['outside', null, minutesAgo(10)],
    ],
    [
      'the latest of several',
      [trace({ at: minutesAgo(3), kind: 'person', name: 'Ada' }), trace({})],
      ['person', 'Ada', minutesAgo(3)],
    ],
    ['not who changed another setting', [trace({ changes: [DEBITS] })], ['unknown', null, now]],
    ['not who changed it before the policy was as it is', [trace({ at: minutesAgo(2000) })], ['unknown', null, now]],
  ] as const)('%s', (_, traces, [cause, name, since]) => {
    expect(causeOf([DELAY], traces, asItShould)).toMatchObject({ cause, name, since })
  })

  test('the policy, where it was changed since and nobody changed the account', () => {
    expect(causeOf([DELAY], [], { ...asItShould, wasAsItShould: false, connectedAt: minutesAgo(5000) })).toMatchObject({
      ...{ cause: 'policy', name: 'Grace', since: policy.changedAt },
    })
  })

  test('the account, where it is younger than the policy', () => {
    expect(causeOf([DELAY], [], { ...asItShould, wasAsItShould: false, connectedAt: minutesAgo(500) })).toMatchObject({
      ...{ cause: 'new_account', name: null, since: minutesAgo(500) },
    })
  })
})
