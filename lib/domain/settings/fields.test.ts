import { expect, test } from 'vitest'
import { profileOf } from '../testing/connected-account'
import { FIELDS, fieldOfParameter } from './fields'

test.each([
  ['payments[payouts][schedule][weekly_payout_days][0]', 'schedule'],
  ['payouts[schedule][interval]', 'schedule'],
  ['payments[payouts][minimum_balance_by_currency][usd]', 'minimumBalances'],
  ['payments[payouts][automatic_transfer_rules_by_currency][usd][0][payout_method]', 'transferRules'],
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

test.each([
  { country: 'SG', lock: null },
  { country: 'US', lock: /isn’t generally available in this country yet/ },
  { country: 'DE', lock: /doesn’t offer a custom start of day in this country/ },
  { country: null, lock: /doesn’t say in which country/ },
])('a custom start of day in $country is locked: $lock', ({ country, lock }) => {
  const found = FIELDS.startOfDay.findLock({ ...profileOf('acct_1'), country })
  if (lock === null) expect(found).toBeNull()
  else expect(found).toMatch(lock)
})
