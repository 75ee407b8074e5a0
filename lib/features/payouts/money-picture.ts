import type { Balance } from '@/lib/domain/balance'
import type { BalanceSettings } from '@/lib/domain/balance-settings'
import type { CalendarDate } from '@/lib/domain/calendar-date'
import type { ExternalAccount } from '@/lib/domain/external-account'
import type { Payout } from '@/lib/domain/payout'
import { payoutDayAsOf } from '@/lib/domain/payout-calendar'
import type { MoneyPicture } from '@/lib/domain/payout-offer'
import { UTC_MIDNIGHT } from '@/lib/domain/start-of-day'

/** The account's own payout day, by Stripe's clock where it has answered. */
export function payoutToday(balance: Balance | null, settings: BalanceSettings | null): CalendarDate {
  const { zone, ...startOfDay } = settings?.startOfDay ?? UTC_MIDNIGHT
  return payoutDayAsOf({ now: balance?.asOf ?? Date.now(), zone, startOfDay })
}

type Parts = {
  account: MoneyPicture['account']
  balance: Balance | null
  settings: BalanceSettings | null
  payouts: readonly Payout[] | null
  externalAccounts: readonly ExternalAccount[] | null
}

/** Everything that a payout depends on, or null while a part of it is not known. Time is Stripe's own. */
export function moneyPicture({ account, balance, settings, payouts, externalAccounts }: Parts): MoneyPicture | null {
  if (!balance || !settings || !payouts || !externalAccounts) return null
  return { now: balance.asOf ?? Date.now(), account, settings, balance, payouts, externalAccounts }
}
