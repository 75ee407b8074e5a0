import { describe, expect, test } from 'vitest'
import { instantBlocker } from './balances.js'
import { describeSchedule, formatter } from './format.js'

const format = formatter('en', 0)

describe('An entered amount', () => {
  test.each([
    ['1,234.5', 'usd', 123_450],
    ['', 'usd', 'Enter an amount in USD.'],
    ['0', 'usd', 'Enter an amount above zero.'],
    ['-5', 'usd', 'Enter an amount above zero.'],
    ['1.234', 'usd', 'USD has 2 decimals at most.'],
    ['a lot', 'usd', 'Enter the amount in digits, like 250.00.'],
    ['10.5', 'jpy', 'JPY has no decimals.'],
    ['1.234', 'kwd', 'KWD payouts end in 0.'],
    ['100.50', 'huf', 'HUF payouts are whole amounts, without decimals.'],
  ])('of “%s” in %s is read as: %s', (text, currency, expected) => {
    expect(format.parse(text, currency)).toBe(expected)
  })

  test('can have the decimal sign of the locale', () => {
    expect(formatter('de-DE', 0).parse('1.000,50', 'usd')).toBe(100_050)
  })
})

describe('An instant payout', () => {
  const el = { data: { country: 'JP', defaultCurrency: 'usd' }, format }
  test.each([
    ['country', 'Instant payouts aren’t available in Japan.'],
    ['currency', 'Instant payouts are only available in USD, the account’s currency.'],
    ['balance_negative', 'You can’t send a payout while the balance is negative.'],
    ['payouts_disabled', 'Payouts are disabled for this account.'],
    ['destination', 'No bank account or card for USD is eligible for instant payouts.'],
    ['daily_limit', 'You have reached today’s limit of instant payouts. Try again tomorrow.'],
    ['funds', '0.20 USD is available, but an instant payout is at least 0.50 USD.'],
    ['a_new_reason', 'Instant payouts aren’t available now.'],
  ])('that is not possible because of %s says why', (blocker, expected) => {
    const entry = { currency: 'usd', instant: { blocker, amount: 20, least: 50 } }
    expect(instantBlocker(el, entry)).toBe(expected)
  })
})

test.each([
  ['daily', [], 'Daily'],
  ['weekly', ['friday', 'monday'], 'Every Monday and Friday'],
  ['monthly', [31, 1, 30], 'Monthly on the 1st, 30th (or last day) and last day'],
])('the %s schedule with the days %j is described', (interval, days, expected) => {
  expect(describeSchedule({ interval, weekly_payout_days: days, monthly_payout_days: days })).toBe(expected)
})
