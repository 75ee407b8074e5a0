import { expect, test } from 'vitest'
import type { Rig } from './rig.ts'

export const INTERVAL = 'payments[payouts][schedule][interval]'
export const WEEKLY = 'payments[payouts][schedule][weekly_payout_days]'
export const MONTHLY = 'payments[payouts][schedule][monthly_payout_days]'
export const MINIMUM = 'payments[payouts][minimum_balance_by_currency]'
export const RULES = 'payments[payouts][automatic_transfer_rules_by_currency]'
export const DESCRIPTOR = 'payments[payouts][statement_descriptor]'
export const DELAY = 'payments[settlement_timing][delay_days_override]'
export const START = 'payments[settlement_timing][start_of_day]'

export const CUSTOM = { profile: 'custom' }

export interface SettingsCase {
  what: string
  traits?: Record<string, unknown>
  /** Sent in order; only the last answer is checked. */
  send: string[]
  now?: Record<string, unknown>
  refusal?: { status?: number; code?: string; param?: string; message?: string }
}

/** Tests for updates of the balance settings: each sends its forms and checks the settings or the error. */
export function testSettings(rig: Rig, cases: readonly SettingsCase[]): void {
  test.each(cases)('$what', async ({ traits, send, now, refusal }) => {
    const account = await rig.newAccount(traits ?? CUSTOM)
    let answer = await rig.get('/v1/balance_settings', { account })
    let before = answer.body
    for (const form of send) {
      before = (await rig.get('/v1/balance_settings', { account })).body
      answer = await rig.post('/v1/balance_settings', form, { account })
    }
    if (refusal) {
      const { status = 400, ...error } = refusal
      expect(answer.status, JSON.stringify(answer.body)).toBe(status)
      expect(answer.body.error).toMatchObject({ type: 'invalid_request_error', ...error })
      expect((await rig.get('/v1/balance_settings', { account })).body).toEqual(before)
      return
    }
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body.payments).toMatchObject(now ?? {})
    expect((await rig.get('/v1/balance_settings', { account })).body).toEqual(answer.body)
  })
}
