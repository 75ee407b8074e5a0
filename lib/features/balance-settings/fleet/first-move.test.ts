import { expect, test } from 'vitest'
import { diffBalanceSettings, type WritableBalanceSettings } from '@/lib/domain/settings/balance-settings'
import { DAILY } from '@/lib/domain/testing/connected-account'
import { factsOf } from '@/lib/domain/testing/fleet'
import { firstMove } from './first-move'

/** Monday. */
const NOW = Date.UTC(2026, 10, 30, 9)

const moveOf = (change: WritableBalanceSettings, before = DAILY) =>
  firstMove(
    diffBalanceSettings(before, { ...before, ...change }),
    { facts: factsOf({ country: 'US', currency: 'usd' }), settings: { value: before, readAt: new Date(NOW) } },
    NOW,
  )

test.each([
  [
    'every Friday instead of daily takes Tuesday away',
    { schedule: { interval: 'weekly', weekdays: ['friday'] } },
    'No longer on Tue 1 Dec',
  ],
  ['manual takes every date away', { schedule: { interval: 'manual' } }, 'No longer on Tue 1 Dec'],
  ['a minimum balance moves no date', { minimumBalances: { usd: 500 } }, 'No date changes'],
] as const)('%s', (_, change, words) => {
  expect(moveOf(change as WritableBalanceSettings)).toBe(words)
})

test('from manual to daily adds dates, and without a known schedule nothing is said', () => {
  expect(moveOf({ schedule: { interval: 'daily' } }, { ...DAILY, schedule: { interval: 'manual' } })).toMatch(
    /^Also on /,
  )
  expect(moveOf({ delayDaysOverride: 5 }, { ...DAILY, schedule: null })).toBeNull()
})
