import type { AccountProfile, Controller } from '@/lib/domain/accounts/connected-account'
import { arePayoutsEnabled, explainPayoutsDisabled, explainRejection } from '@/lib/domain/payouts/payouts-disabled'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { Badge } from '@/lib/ui/badge'

const countryNames = new Intl.DisplayNames('en', { type: 'region' })

export const countryName = (code: string | null) =>
  code === null ? 'Country not given' : (countryNames.of(code) ?? code)

export const liabilityWords = ({ lossesLiability }: Controller) =>
  lossesLiability === null
    ? 'Liability for negative balances not given'
    : `${lossesLiability === 'stripe' ? 'Stripe' : 'Platform'} liable for negative balances`

export const dashboardWords = ({ dashboard }: Controller) =>
  dashboard === null
    ? 'Stripe Dashboard access not given'
    : { full: 'Full Stripe Dashboard', express: 'Express Dashboard', none: 'No Stripe Dashboard' }[dashboard]

export const INTERVAL_WORDS: Record<string, string> = {
  daily: 'Daily',
  weekly: 'Weekly',
  monthly: 'Monthly',
  manual: 'Manual',
}

/** An interval that this version doesn't know is shown as Stripe writes it. */
export const intervalWords = (interval: string) =>
  Object.hasOwn(INTERVAL_WORDS, interval) ? INTERVAL_WORDS[interval] : interval

type PayoutsBadgeProps = {
  account: Pick<AccountProfile, 'payoutsEnabled' | 'disabledReason' | 'requirementsDue'> & { goneAt: Date | null }
  /** What the balance settings say, or null where they aren't known. */
  payoutsStatus: BalanceSettings['payoutsStatus']
  /** Says why on hover, where nothing near it does. */
  showsReason?: boolean
}

/** Whether payouts of an account are enabled, and that it was rejected. */
export function PayoutsBadge({ account, payoutsStatus, showsReason = false }: PayoutsBadgeProps) {
  const isEnabled = arePayoutsEnabled(account, payoutsStatus)
  const rejection = explainRejection(account, payoutsStatus)
  const explained = rejection ?? explainPayoutsDisabled(account, payoutsStatus)
  const reason = showsReason ? explained?.cause : undefined
  if (account.goneAt !== null) return <Badge tone="canceled">Disconnected</Badge>
  if (rejection)
    return (
      <Badge tone="pending" title={reason}>
        {isEnabled ? 'Rejected, payouts enabled' : 'Rejected'}
      </Badge>
    )
  if (isEnabled === null) return <Badge tone="canceled">Payout status not given</Badge>
  if (isEnabled) return <Badge tone="paid">Payouts enabled</Badge>
  return (
    <Badge tone="failed" title={reason}>
      Payouts disabled
    </Badge>
  )
}
