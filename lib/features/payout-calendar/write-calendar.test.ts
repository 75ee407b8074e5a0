import { expect, test, vi } from 'vitest'
import { bankOf, moneyOf, NOW } from '@/lib/domain/testing/account-money'
import { DAILY, overviewOf, profileOf } from '@/lib/domain/testing/connected-account'
import { writePayoutCalendar } from './write-calendar'

vi.mock('@/lib/env', () => ({ environment: () => ({ APP_URL: 'https://spillway.example' }) }))

const readAt = new Date(NOW)
const calendarOf = (
  { account, settings, balance, externalAccounts }: Parameters<typeof moneyOf>[0] = {},
  goneAt: Date | null = null,
) => {
  const money = moneyOf({
    settings: { ...DAILY, ...settings },
    ...(account && { account }),
    ...(balance && { balance }),
  })
  const overview = {
    ...overviewOf(profileOf('acct_1', money.account), readAt),
    goneAt,
    settings: { value: money.settings, readAt },
    balance: { value: money.balance, readAt },
    externalAccounts: { value: externalAccounts ?? money.externalAccounts, readAt },
  }
  return writePayoutCalendar(overview, readAt).replaceAll('\r\n ', '')
}

const rules = { usd: [{ payoutMethod: 'fa_1', upTo: null }] }

test('the calendar says when payouts are expected to arrive', () => {
  expect(calendarOf()).toContain('DESCRIPTION:Expected to arrive between')
})

test.each([
  ['the bank account is errored', { externalAccounts: [bankOf({ status: 'errored' })] }],
  ['there is no bank account', { externalAccounts: [] }],
  [
    'there is no bank account for the rest',
    { externalAccounts: [], settings: { transferRules: { usd: [{ payoutMethod: 'fa_1', upTo: 5 }] } } },
  ],
  ['the balance is negative', { balance: { available: [{ amount: -1, currency: 'usd' }] } }],
  ['rules send everything to a financial account', { settings: { transferRules: rules } }],
  [
    'the currency isn’t known and there are rules',
    { account: { defaultCurrency: null }, settings: { transferRules: rules } },
  ],
  ['a rule isn’t known', { settings: { unread: { transferRules: '[1]' }, transferRules: undefined } }],
])('it promises no arrival where %s', (_why, money) => {
  const calendar = calendarOf(money)
  expect(calendar).toContain('BEGIN:VEVENT')
  expect(calendar).not.toMatch(/xpected to arrive/)
})

test('it has no payouts of an account that is disconnected, paused or rejected, also where Stripe doesn’t say what that means', () => {
  const reasons = ['platform_paused', 'rejected.fraud', 'rejected.platform_other']
  const disabled = reasons.flatMap((disabledReason) =>
    [false, null].map((payoutsEnabled) =>
      calendarOf({ account: { disabledReason, payoutsEnabled }, settings: { payoutsStatus: null } }),
    ),
  )
  for (const calendar of [calendarOf({}, readAt), ...disabled]) expect(calendar).not.toContain('BEGIN:VEVENT')
})
