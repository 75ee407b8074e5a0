import { expect, test } from 'vitest'
import { parseCalendarDate } from '../calendar/calendar-date'
import type { ExpectedPayout } from '../payouts/expected-payouts'
import { diffBalanceSettings } from '../settings/balance-settings'
import type { PayoutSchedule } from '../settings/payout-schedule'
import { DAILY } from '../testing/connected-account'
import type { Planned } from './plan'
import { addToSummary, EMPTY_SUMMARY, type PlannedOne } from './plan-summary'

const day = parseCalendarDate('2026-12-01') ?? raise()
function raise(): never {
  throw new Error('a date')
}
const expected: ExpectedPayout[] = [
  { day, currency: 'eur', basis: 'in_transit', amount: 1 },
  { day, currency: 'eur', basis: 'available', amount: 500 },
  { day, currency: 'eur', basis: 'pending', amount: 20 },
  { day, currency: 'jpy', basis: 'available', amount: 7 },
]
const to = (schedule: PayoutSchedule, delayDaysOverride: number | null = null): PlannedOne => {
  const changes = diffBalanceSettings(DAILY, { ...DAILY, schedule, delayDaysOverride })
  return { plan: { kind: 'change', changes, needs: [], variant: null }, settings: DAILY, expected }
}
const other = (plan: Planned): PlannedOne => ({ plan, settings: DAILY, expected })

test('accounts are counted by what becomes of them, by the reason why not, and by the rule that wants a second person', () => {
  const change = to({ interval: 'manual' })
  const needs = { ...change, plan: { ...change.plan, needs: ['debits_off', 'delay_shorter'] } } as PlannedOne
  const summary = addToSummary(EMPTY_SUMMARY, [
    needs,
    other({ kind: 'unchanged' }),
    other({ kind: 'skipped', because: 'locked', message: 'Locked.' }),
    other({ kind: 'unread', because: 'too_old' }),
  ])
  const again = addToSummary(summary, [other({ kind: 'skipped', because: 'locked', message: 'Locked.' })])
  expect(again).toMatchObject({
    ...{ change: 1, needApproval: 1, unchanged: 1, skipped: { locked: 2 }, unread: { too_old: 1 } },
    byRule: { debits_off: 1, delay_shorter: 1 },
  })
  expect(EMPTY_SUMMARY.change).toBe(0)
})

const MONEY = { eur: 520, jpy: 7 }
test.each<[string, PlannedOne, number, object, object]>([
  ['a weekly schedule', to({ interval: 'weekly', weekdays: ['monday'] }), 52 - 261, MONEY, {}],
  ['a manual schedule', to({ interval: 'manual' }), -261, MONEY, {}],
  ['a longer delay only', to({ interval: 'daily' }, 7), 0, MONEY, {}],
  ['a shorter delay only', to({ interval: 'daily' }, 1), 0, {}, MONEY],
  [
    'every weekday of a week, which is daily',
    to({ interval: 'weekly', weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] }),
    -1,
    {},
    {},
  ],
])('%s changes payouts and waiting money in each currency', (_, planned, payoutsPerYear, later, sooner) => {
  expect(addToSummary(EMPTY_SUMMARY, [planned])).toMatchObject({ payoutsPerYear, later, sooner })
})

test('a change of debits only moves no money', () => {
  const changes = diffBalanceSettings(DAILY, { ...DAILY, debitNegativeBalances: false })
  const plan = { kind: 'change', changes, needs: [], variant: null } as const
  expect(addToSummary(EMPTY_SUMMARY, [{ plan, settings: DAILY, expected }])).toMatchObject({
    ...{ payoutsPerYear: 0, later: {}, sooner: {} },
  })
})
