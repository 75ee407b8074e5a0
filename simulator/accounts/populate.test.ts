import { expect, test } from 'vitest'
import { calendarOf } from '../banks/bank-holidays.ts'
import { availableAmount } from '../money/balances.ts'
import { transactionsOf } from '../payouts/payout-transactions.ts'
import { upcomingPayouts } from '../payouts/upcoming-payouts.ts'
import { populatedWorld } from '../testing/world.ts'
import { type BankCalendar, DAY_SECONDS, isBusinessDay, startOfDay, type Weekday, weekday } from '../time/calendar.ts'
import type { Account } from '../world/state.ts'

const world = populatedWorld('2026-11-25T09:00:00Z')
const accounts = world.accounts.all()
const available = (account: Account, currency = account.default_currency) => {
  const balance = account.balances[currency]
  return balance ? availableAmount(balance) : 0
}
const minimum = (account: Account) =>
  account.balance_settings.minimum_balance_by_currency?.[account.default_currency] ?? 0

test.each<[string, (account: Account) => boolean]>([
  [
    'whose last payout failed and whose bank account is errored',
    ({ payouts, external_accounts }) =>
      payouts.at(-1)?.status === 'failed' && external_accounts[0]?.status === 'errored',
  ],
  [
    'with a negative balance that will be debited',
    (account) => available(account) < 0 && upcomingPayouts(account, world.clock.seconds())[0]?.amount !== undefined,
  ],
  [
    'with a negative balance that won’t be debited',
    (account) => available(account) < 0 && account.balance_settings.debit_negative_balances === false,
  ],
  [
    'on a manual schedule with a large balance and a debit card for instant payouts',
    (account) =>
      account.balance_settings.interval === 'manual' &&
      available(account) > 1_000_000 &&
      account.external_accounts.some(({ object, instant }) => object === 'card' && instant),
  ],
  ['below its minimum balance', (account) => available(account) > 0 && available(account) < minimum(account)],
  [
    'whose payouts are disabled because of past due requirements',
    ({ payouts_enabled, requirements }) => !payouts_enabled && requirements.past_due.length > 0,
  ],
  ['waiting for its first payout', (account) => account.payouts.length === 0 && account.next_payout !== null],
  ['in a currency without decimals', ({ payouts }) => payouts.some(({ currency }) => currency === 'jpy')],
  ['in a currency with three decimals', ({ payouts }) => payouts.some(({ currency }) => currency === 'kwd')],
])('the world has an account %s', (_what, is) => {
  expect(accounts.filter(is)).not.toEqual([])
})

/** The weekdays of a day and of the closed days just before it, whose payouts moved to it. */
function weekdaysPaidOn(moment: number, calendar: BankCalendar): Weekday[] {
  const found = [weekday(moment)]
  for (let day = startOfDay(moment) - DAY_SECONDS; !isBusinessDay(day, calendar); day -= DAY_SECONDS) {
    found.push(weekday(day))
  }
  return found
}

test('past automatic payouts were made on scheduled days and equal the sum of their transactions', () => {
  let checked = 0
  for (const account of accounts) {
    for (const payout of account.payouts.filter(({ automatic }) => automatic)) {
      const transactions = [...transactionsOf(account, payout)].filter(({ id }) => id !== payout.balance_transaction)
      const sum = transactions.reduce((total, { amount, fee }) => total + amount - fee, 0)
      expect([account.business_profile.name, payout.id, sum]).toEqual([
        account.business_profile.name,
        payout.id,
        payout.amount,
      ])
      const { interval, weekly_payout_days, start_of_day } = account.balance_settings
      if (interval === 'weekly' && !start_of_day) {
        const weekdays = weekdaysPaidOn(payout.created, calendarOf(account, payout.currency))
        expect(weekly_payout_days.some((listed) => weekdays.includes(listed))).toBe(true)
      }
      checked += 1
    }
  }
  expect(checked).toBeGreaterThan(100)
})

test('no bank account is on several accounts, but for one that two businesses share', () => {
  const accountsOf = new Map<string, (string | null)[]>()
  for (const { business_profile, external_accounts } of accounts)
    for (const { fingerprint } of external_accounts)
      accountsOf.set(fingerprint, [...(accountsOf.get(fingerprint) ?? []), business_profile.name])
  const shared = [...accountsOf.values()].filter((names) => names.length > 1)
  expect(shared.map((names) => names.sort())).toEqual([['Altstadt Antiquariat', 'Blockhütte am See GmbH']])
})
