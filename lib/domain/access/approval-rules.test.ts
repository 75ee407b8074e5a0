import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FieldChange } from '../settings/balance-settings'
import { APPROVAL_RULES, type ApprovalRule, needProof, rulesMet } from './approval-rules'

const ALL = { needed: APPROVAL_RULES, tolerance: null }
const delay = (before: unknown, after: unknown) => ({ field: 'delayDaysOverride', before, after }) as FieldChange
const minimum = (before: unknown, after: unknown) => ({ field: 'minimumBalances', before, after }) as FieldChange
const debits = (before: unknown, after: unknown) => ({ field: 'debitNegativeBalances', before, after }) as FieldChange
const schedule = (before: unknown, after: unknown) => ({ field: 'schedule', before, after }) as FieldChange
const [manual, daily, weekly] = [
  { interval: 'manual' },
  { interval: 'daily' },
  { interval: 'weekly', weekdays: ['monday'] },
]

test.each<[string, FieldChange, ApprovalRule[]]>([
  ['a shorter delay', delay(7, 6), ['delay_down']],
  ['a longer delay', delay(7, 8), []],
  ['a delay that goes back to Stripe’s own, which may be shorter', delay(7, null), ['delay_down']],
  ['a first delay, which may be shorter than Stripe’s own', delay(null, 7), ['delay_down']],
  ['a delay in place of one that isn’t known', delay({ unread: 'soon' }, 7), ['delay_down']],
  ['a lower minimum', minimum({ usd: 10_000 }, { usd: 9_999 }), ['minimum_down']],
  ['a higher minimum', minimum({ usd: 10_000 }, { usd: 10_001 }), []],
  ['a minimum that goes', minimum({ usd: 10_000 }, null), ['minimum_down']],
  ['a minimum that goes in one of two currencies', minimum({ usd: 1, eur: 1 }, { usd: 5 }), ['minimum_down']],
  ['a first minimum', minimum(null, { usd: 10_000 }), []],
  ['a minimum in place of what isn’t known', minimum({ unread: '?' }, { usd: 1 }), ['minimum_down']],
  ['debits off', debits(true, false), ['debits_off']],
  ['debits on', debits(false, true), []],
  ['manual to daily', schedule(manual, daily), ['to_automatic']],
  ['manual to weekly', schedule(manual, weekly), ['to_automatic']],
  ['daily to manual', schedule(daily, manual), []],
  ['daily to weekly', schedule(daily, weekly), []],
  ['what isn’t known to daily', schedule({ unread: 'sometimes' }, daily), ['to_automatic']],
  ['what isn’t known to manual', schedule({ unread: 'sometimes' }, manual), []],
])('%s', (_, change, rules) => {
  expect(rulesMet([change], ALL)).toEqual(rules)
  expect(rulesMet([change], { needed: [], tolerance: null })).toEqual([])
})

test('a minimum is lowered alone by up to the tolerance, in its currency only', () => {
  const tolerance = { amount: 1_000, currency: 'usd' }
  const met = (before: object, after: object) => rulesMet([minimum(before, after)], { ...ALL, tolerance })
  expect(met({ usd: 5_000 }, { usd: 4_000 })).toEqual([])
  expect(met({ usd: 5_000 }, { usd: 3_999 })).toEqual(['minimum_down'])
  expect(met({ eur: 5_000 }, { eur: 4_999 })).toEqual(['minimum_down'])
  expect(met({ usd: 5_000, eur: 2 }, { usd: 4_000, eur: 1 })).toEqual(['minimum_down'])
})

test('adding a change never takes the need for a second person away', () => {
  const change = fc.constantFrom(
    delay(7, 6),
    delay(6, 7),
    minimum({ usd: 2 }, { usd: 1 }),
    debits(true, false),
    schedule(daily, manual),
  )
  fc.assert(
    fc.property(fc.array(change), change, fc.subarray([...APPROVAL_RULES]), (changes, more, needed) => {
      const rules = { needed, tolerance: null }
      expect(rulesMet([...changes, more], rules)).toEqual(expect.arrayContaining(rulesMet(changes, rules)))
    }),
  )
})

test.each<[string, FieldChange[], boolean]>([
  ['a shorter delay', [delay(7, 6)], true],
  ['a lower minimum, beside something harmless', [schedule(daily, weekly), minimum({ usd: 10 }, { usd: 9 })], true],
  ['debits that are switched off', [debits(true, false)], true],
  ['a longer delay', [delay(7, 8)], false],
  ['another schedule', [schedule(daily, manual), schedule(manual, daily)], false],
  ['no change', [], false],
])('whether %s needs a proof of who saves it', (_, changes, needs) => {
  expect(needProof(changes)).toBe(needs)
})
