import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bankAccount, newAccount } from '../accounts/new-account.ts'
import { controllerOf } from '../accounts/profiles.ts'
import { post } from '../money/post.ts'
import { WEDNESDAY } from '../testing/rig.ts'
import { addAccount, at, earn, emptyWorld, populatedWorld } from '../testing/world.ts'
import type { Account, AutomaticTransferRule, BalanceSettings } from '../world/state.ts'
import { upcomingPayouts } from './upcoming-payouts.ts'

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
      because: 'a transfer rule sends everything to the financial account on the payout day',
      settings: {
        interval: 'daily',
        automatic_transfer_rules_by_currency: {
          usd: [{ payout_method: 'fa_1', type: 'transfer_all', transfer_up_to_amount: null }],
        },
      },
      expected: [['2026-11-27', 1000]],
    },
    {
      because: 'the bank gets what a transfer rule leaves',
      settings: {
        interval: 'daily',
        minimum_balance_by_currency: { usd: 100 },
        automatic_transfer_rules_by_currency: {
          usd: [{ payout_method: 'fa_1', type: 'transfer_up_to_amount', transfer_up_to_amount: 300 }],
        },
      },
      expected: [
        ['2026-11-27', 300],
        ['2026-12-01', 600],
      ],
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

const settingsOf = fc.oneof<fc.Arbitrary<Partial<BalanceSettings>>[]>(
  fc.constant({ interval: 'daily' }),
  fc.constant({ interval: 'manual' }),
  fc.record({
    interval: fc.constant('weekly'),
    weekly_payout_days: fc.subarray(['monday', 'wednesday', 'friday', 'sunday'], { minLength: 1 }),
  }),
  fc.record({
    interval: fc.constant('monthly'),
    monthly_payout_days: fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 4 }),
  }),
)
const zone = fc.option(
  fc.record({
    hour: fc.integer({ min: 0, max: 3 }),
    minutes: fc.constantFrom(0, 30),
    timezone: fc.constantFrom('Australia/Sydney', 'Australia/Adelaide', 'Pacific/Auckland', 'Asia/Kolkata'),
  }),
)
const rule = fc.oneof<fc.Arbitrary<AutomaticTransferRule>[]>(
  fc.constant({ payout_method: 'fa_1', type: 'transfer_all', transfer_up_to_amount: null }),
  fc.record({
    payout_method: fc.constantFrom('fa_1', 'fa_2'),
    type: fc.constant('transfer_up_to_amount'),
    transfer_up_to_amount: fc.integer({ min: 1, max: 9_000 }),
  }),
)
const story = fc.record({
  now: fc.integer({ min: at('2026-01-01'), max: at('2027-12-31') }),
  country: fc.constantFrom('US', 'AU', 'HU', 'JP', 'GB'),
  settings: settingsOf,
  start_of_day: zone,
  debit_negative_balances: fc.boolean(),
  minimum: fc.option(fc.integer({ min: 0, max: 6_000 })),
  rules: fc.array(rule, { maxLength: 3 }),
  hasBank: fc.boolean(),
  available: fc.integer({ min: -5_000, max: 20_000 }),
  pending: fc.array(
    fc.record({
      amount: fc.integer({ min: -2_000, max: 9_000 }),
      hours: fc.integer({ min: 1, max: 300 }),
      source_type: fc.constantFrom('card', 'bank_account', 'fpx'),
    }),
    {
      maxLength: 6,
    },
  ),
})

test('upcoming payouts are those that are made if nothing else happens', () => {
  let compared = 0
  fc.assert(
    fc.property(
      story,
      ({ now, country, settings, start_of_day, debit_negative_balances, available: start, pending, ...more }) => {
        const world = emptyWorld(new Date(now * 1000).toISOString())
        const account = addAccount(world, {
          country,
          settings: { ...settings, start_of_day, debit_negative_balances },
        })
        const currency = account.default_currency
        const { minimum, rules, hasBank } = more
        if (!hasBank) account.external_accounts = []
        if (rules.length > 0) account.balance_settings.automatic_transfer_rules_by_currency = { [currency]: rules }
        if (minimum !== null) account.balance_settings.minimum_balance_by_currency = { [currency]: minimum }
        if (start !== 0) earn(world, account, start)
        for (const { amount, hours, source_type } of pending) {
          post(world, account, { type: 'charge', currency, amount, available_on: now + hours * 3600, source_type })
        }
        const shown = upcomingPayouts(account, now).map((each) => [each.arrival_date, each.amount, each.payout_method])
        world.advanceTo((now + 40 * 86_400) * 1000)
        const made = account.payouts
          .slice(0, 3)
          .sort((one, other) => one.arrival_date - other.arrival_date)
          .map((each) => [each.arrival_date, each.amount, each.payout_method ?? null])
        expect(shown).toEqual(made)
        compared += shown.length
      },
    ),
    { numRuns: 400, seed: 7 },
  )
  expect(compared).toBeGreaterThan(300)
})

test('upcoming payouts of a whole world are those made five weeks later', () => {
  const world = populatedWorld(WEDNESDAY)
  const now = world.clock.seconds()
  const accounts = [world.accounts.platform, ...world.accounts.all()]
  const shown = accounts.map((account) => upcomingPayouts(account, now))
  const before = accounts.map(({ payouts }) => payouts.length)
  world.advanceTo((now + 35 * 86_400) * 1000)
  accounts.forEach((account, index) => {
    for (const currency of Object.keys(account.balances)) {
      const made = account.payouts
        .slice(before[index])
        .filter((payout) => payout.currency === currency)
        .map(({ amount, arrival_date }) => [arrival_date, amount])
      const expected = (shown[index] ?? [])
        .filter((payout) => payout.currency === currency)
        .map(({ amount, arrival_date }) => [arrival_date, amount])
      expect(made.slice(0, 3), `${account.business_profile.name} ${currency}`).toEqual(expected)
    }
  })
  expect(shown.flat().length).toBeGreaterThan(40)
})
