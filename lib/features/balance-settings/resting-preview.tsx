import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { HOLIDAY_DATA } from '@/lib/domain/calendar/bank-holiday-data'
import { holidaysOf } from '@/lib/domain/calendar/bank-holidays'
import type { Balance } from '@/lib/domain/money/balance'
import { holdOfPause, type PayoutHold } from '@/lib/domain/payouts/payout-status'
import { pauseOf } from '@/lib/domain/payouts/payouts-disabled'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { computePreview } from './compute-preview'
import { PreviewBody } from './preview-body'
import { type PreviewContext, termsOf } from './preview-terms'

type Known = {
  settings: BalanceSettings
  balance: Balance | null
  hold: PayoutHold | null
  rules: PlatformRules
  /** Epoch ms. */
  now: number
}

/** What the coming payouts depend on, in addition to the settings. */
export function previewContext(
  account: AccountOverview,
  { settings, balance, hold, rules, now }: Known,
): PreviewContext {
  const pause = pauseOf(account, settings.payoutsStatus)
  return {
    country: account.country,
    currency: account.defaultCurrency,
    holidays: holidaysOf(HOLIDAY_DATA, account.country, account.defaultCurrency),
    now,
    payoutCost: rules.payoutCost,
    balance,
    hold: pause ? holdOfPause(pause) : hold,
  }
}

/** Whether these settings name any payout days. */
export const hasTerms = (settings: BalanceSettings): boolean => termsOf(settings) !== null

/** The coming payouts with the settings as they are; nothing where they name no days. */
export function RestingPreview({ settings, context }: { settings: BalanceSettings; context: PreviewContext }) {
  const terms = termsOf(settings)
  if (!terms) return null
  return <PreviewBody preview={computePreview(terms, terms, { before: settings, after: settings }, context)} />
}
