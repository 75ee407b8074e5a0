import { beforeEach, expect, test, vi } from 'vitest'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import type { SettingsDecision } from '@/lib/gateways/db/recorded-settings'
import { fromGa } from '@/lib/gateways/stripe/wire/balance-settings'
import { fromPreview } from '@/lib/gateways/stripe/wire/balance-settings-preview'
import { recordOutsideChange } from './outside-changes'

let recorded: BalanceSettings | null
vi.mock('@/lib/gateways/db/recorded-settings', () => ({
  readRecordedSettings: async () => recorded,
  confirmRecordedSettings: async () => {},
  replaceRecordedSettings: async (
    _: unknown,
    __: unknown,
    decide: (recorded: BalanceSettings | null) => SettingsDecision,
  ) => {
    recorded = JSON.parse(JSON.stringify(decide(recorded).settings))
    return true
  },
}))
const read = async (settings: BalanceSettings) => {
  const outside = await recordOutsideChange(editorOf(profileOf('acct_1')), settings, {
    readAt: new Date(),
    stripeEventId: null,
  })
  return outside === 'wait' ? outside : outside.map(({ field }) => field)
}
beforeEach(() => {
  recorded = null
})

const flat = (delay: number) => ({
  debit_negative_balances: true,
  payouts: { schedule: { interval: 'daily' }, statement_descriptor: null, status: 'enabled' },
  settlement_timing: { delay_days: delay },
})
const ga = (change: object = {}) => fromGa({ payments: { ...flat(2), ...change } })

test('what an earlier version didn’t record is not a change made outside, and is recorded from then on', async () => {
  const { minimumBalances: _, transferRules: __, startOfDay: ___, ...earlier } = ga()
  const minimum = (usd: number) => ga({ payouts: { ...flat(2).payouts, minimum_balance_by_currency: { usd } } })
  for (const first of [ga(), minimum(5)]) {
    recorded = earlier
    expect(await read(first)).toEqual([])
    expect(await read(minimum(7))).toEqual(['minimumBalances'])
  }
})

test('another version of Stripe’s API is no change of the delay, and a change under either version is', async () => {
  expect(await read(ga())).toEqual([])
  expect(await read(fromPreview(flat(2)))).toEqual([])
  expect(await read(fromPreview(flat(5)))).toEqual(['delayDaysOverride'])
  expect(await read(ga())).toEqual([])
  expect(await read(ga({ settlement_timing: { delay_days: 5, delay_days_override: 5 } }))).toEqual([
    'delayDaysOverride',
  ])
})
