import type { AccountProfile } from '../accounts/connected-account'
import type { ExternalAccount } from '../accounts/external-account'
import type { CalendarDate } from '../calendar/calendar-date'
import type { Balance } from '../money/balance'
import type { BalanceSettings } from '../settings/balance-settings'
import { payoutDayAsOf } from './forecast'
import type { Payout } from './payout'

/** What payouts of an account depend on, as read from Stripe. */
export type AccountMoney = {
  /** epoch ms, by Stripe's clock */
  now: number
  account: Pick<
    AccountProfile,
    | 'country'
    | 'defaultCurrency'
    | 'payoutsEnabled'
    | 'disabledReason'
    | 'requirementsDue'
    | 'requirements'
    | 'controller'
  >
  settings: BalanceSettings
  balance: Balance
  externalAccounts: readonly ExternalAccount[]
  /** Newest first, the latest ones. */
  payouts: readonly Payout[]
  /** Others may be outstanding as well, so that a total of these is the least that there is. */
  morePayouts?: boolean
}

/** The account's payout day today: it begins when the account's start of day says. */
export const payoutToday = ({ now, settings }: Pick<AccountMoney, 'now' | 'settings'>): CalendarDate =>
  payoutDayAsOf({ now, startOfDay: settings.startOfDay })
