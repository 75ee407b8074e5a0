import { expect, test } from 'vitest'
import { fieldOfParameter } from './fields'

test.each([
  ['payments[payouts][schedule][weekly_payout_days][0]', 'schedule'],
  ['payouts[schedule][interval]', 'schedule'],
  ['payments[payouts][minimum_balance_by_currency][usd]', 'minimumBalances'],
  ['payments[settlement_timing][delay_days_override]', 'delayDaysOverride'],
  ['payments[settlement_timing][start_of_day][hour]', 'startOfDay'],
  ['payments[debit_negative_balances]', 'debitNegativeBalances'],
  ['payments[payouts][statement_descriptor]', 'statementDescriptor'],
  ['payments[payouts][status]', null],
  ['payments', null],
  ['', null],
  [null, null],
] as const)('an error of Stripe at %s is shown at %s', (parameter, field) => {
  expect(fieldOfParameter(parameter)).toBe(field)
})
