import type { ExternalAccount } from '@/lib/domain/accounts/external-account'
import type { CalendarDate } from '@/lib/domain/calendar/calendar-date'
import type { Balance } from '@/lib/domain/money/balance'
import { payoutDayAsOf } from '@/lib/domain/payouts/forecast'
import type { AccountMoney } from '@/lib/domain/payouts/manual-payout'
import type { Payout } from '@/lib/domain/payouts/payout'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'

/** The account's own payout day, by Stripe's clock where it has answered. */
export function payoutToday(balance: Balance | null, settings: BalanceSettings | null): CalendarDate {
  return payoutDayAsOf({ now: balance?.asOf ?? Date.now(), startOfDay: settings?.startOfDay })
}

type Parts = {
  account: AccountMoney['account']
  balance: Balance | null
  settings: BalanceSettings | null
  payouts: readonly Payout[] | null
  externalAccounts: readonly ExternalAccount[] | null
}

/** Everything that a payout depends on, or null while a part of it is not known. Time is Stripe's own. */
export function accountMoney({ account, balance, settings, payouts, externalAccounts }: Parts): AccountMoney | null {
  if (!balance || !settings || !payouts || !externalAccounts) return null
  return { now: balance.asOf ?? Date.now(), account, settings, balance, payouts, externalAccounts }
}
