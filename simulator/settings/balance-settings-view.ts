import { type ApiVersion, GA, PREVIEW } from '../http/api-version.ts'
import type { Account } from '../world/state.ts'

/** In the shape of the version: GA is nested under `payments`; the preview of 2025-07-30 is flat and has fewer fields. */
export function renderBalanceSettings(account: Account, version: ApiVersion = GA) {
  return version === PREVIEW ? renderPreview(account) : renderGa(account)
}

function renderGa(account: Account) {
  const settings = account.balance_settings
  return {
    object: 'balance_settings' as const,
    payments: {
      debit_negative_balances: settings.debit_negative_balances,
      payouts: {
        automatic_transfer_rules_by_currency: settings.automatic_transfer_rules_by_currency,
        minimum_balance_by_currency: settings.minimum_balance_by_currency,
        schedule: renderSchedule(account),
        statement_descriptor: settings.statement_descriptor,
        status: payoutsStatus(account),
      },
      settlement_timing: {
        delay_days: delayDays(account),
        ...(settings.delay_days_override === null ? {} : { delay_days_override: settings.delay_days_override }),
        start_of_day: settings.start_of_day,
      },
    },
  }
}

function renderPreview(account: Account) {
  const settings = account.balance_settings
  return {
    object: 'balance_settings' as const,
    debit_negative_balances: settings.debit_negative_balances,
    payouts: {
      schedule: renderSchedule(account),
      statement_descriptor: settings.statement_descriptor,
      status: payoutsStatus(account),
    },
    settlement_timing: { delay_days: delayDays(account) },
  }
}

export function renderSchedule(account: Account) {
  const { interval, weekly_payout_days, monthly_payout_days } = account.balance_settings
  if (interval === 'weekly') return { interval, weekly_payout_days }
  if (interval === 'monthly') return { interval, monthly_payout_days }
  return { interval }
}

/** The current settlement delay: the override, or the minimum that Stripe allows the account. */
export function delayDays(account: Account): number {
  return account.balance_settings.delay_days_override ?? account.delay_floor
}

function payoutsStatus(account: Account): 'disabled' | 'enabled' {
  return account.payouts_enabled ? 'enabled' : 'disabled'
}
