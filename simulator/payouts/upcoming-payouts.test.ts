import { describe, expect, test } from 'vitest'
import { bankAccount, newAccount } from '../accounts/new-account.ts'
import { controllerOf } from '../accounts/profiles.ts'
import type { Account, BalanceSettings } from '../world/state.ts'
import { upcomingPayouts } from './upcoming-payouts.ts'

const at = (date: string) => Date.parse(`${date}T00:00:00Z`) / 1000
const day = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10)

function account(settings: Partial<BalanceSettings>, available: number, pending: [string, number][] = []): Account {
  const made = newAccount({
    id: 'acct_1Test',
    sequence: 1,
    created: at('2026-01-01'),
    country: 'US',
    controller: controllerOf('custom'),
    name: 'Test',
    email: null,
  })
  made.external_accounts.push(bankAccount('ba_1', made, 'usd', true))
  Object.assign(made.balance_settings, settings)
  made.balances.usd = {
    available: { card: available },
    pending: pending.map(([date, amount]) => ({
      amount,
      available_on: at(date),
      source_type: 'card',
      transaction: 't',
    })),
  }
  return made
}

describe('Upcoming payouts', () => {
  test.each([
    {
      because: 'a daily payout is on the next business day',
      settings: { interval: 'daily' },
      expected: [['2026-12-01', 1000]],
    },
    {
      because: 'a weekly payout is on its day',
      settings: { interval: 'weekly', weekly_payout_days: ['wednesday'] },
      expected: [['2026-12-04', 1000]],
    },
    {
      because: 'a payout on Saturday 5 December 2026 moves to Monday',
      settings: { interval: 'monthly', monthly_payout_days: [5] },
      expected: [['2026-12-09', 1000]],
    },
    {
      because: 'a payout on day 31 is on the last day of November',
      settings: { interval: 'monthly', monthly_payout_days: [31] },
      now: '2026-11-26',
      expected: [['2026-12-02', 1000]],
    },
    {
      because: 'a payout moves from Thanksgiving to Friday and arrives after the weekend',
      settings: { interval: 'daily' },
      now: '2026-11-25',
      expected: [['2026-12-01', 1000]],
    },
    {
      because: 'a payout excludes the minimum balance',
      settings: { interval: 'daily', minimum_balance_by_currency: { usd: 400 } },
      expected: [['2026-12-01', 600]],
    },
    {
      because: 'there is no payout below the minimum balance',
      settings: { interval: 'daily', minimum_balance_by_currency: { usd: 1000 } },
      expected: [],
    },
    { because: 'there is no payout on a manual schedule', settings: { interval: 'manual' }, expected: [] },
  ] as { because: string; settings: Partial<BalanceSettings>; now?: string; expected: [string, number][] }[])(
    '$because',
    ({ settings, now, expected }) => {
      const upcoming = upcomingPayouts(account(settings, 1000), at(now ?? '2026-11-26'))
      expect(upcoming.map(({ arrival_date, amount }) => [day(arrival_date), amount])).toEqual(expected)
    },
  )

  test('include pending funds once they have settled', () => {
    const upcoming = upcomingPayouts(account({ interval: 'daily' }, 1000, [['2026-11-30', 500]]), at('2026-11-26'))
    expect(upcoming.map(({ amount }) => amount)).toEqual([1000, 500])
  })

  test('are empty while payouts are disabled or the bank account is errored', () => {
    const disabled = account({ interval: 'daily' }, 1000)
    disabled.payouts_enabled = false
    const errored = account({ interval: 'daily' }, 1000)
    for (const bank of errored.external_accounts) bank.status = 'errored'
    expect([upcomingPayouts(disabled, 0), upcomingPayouts(errored, 0)]).toEqual([[], []])
  })
})
