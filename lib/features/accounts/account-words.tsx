import { type AccountProfile, type Controller, describeDisabled } from '@/lib/domain/accounts/connected-account'
import { Badge } from '@/lib/ui/badge'

const countryNames = new Intl.DisplayNames('en', { type: 'region' })

export const countryName = (code: string) => (code ? (countryNames.of(code) ?? code) : 'Unknown country')

export const liabilityWords = ({ lossesLiability }: Controller) =>
  lossesLiability === 'stripe' ? 'Stripe carries losses' : 'Platform carries losses'

export const dashboardWords = ({ dashboard }: Controller) =>
  ({ full: 'Full Stripe Dashboard', express: 'Express Dashboard', none: 'No Stripe Dashboard' })[dashboard]

export const INTERVAL_WORDS: Record<string, string> = {
  daily: 'Daily',
  weekly: 'Weekly',
  monthly: 'Monthly',
  manual: 'Manual',
}

export function PayoutsBadge({
  account,
}: {
  account: Pick<AccountProfile, 'payoutsEnabled' | 'disabledReason' | 'requirementsDue'> & { goneAt: Date | null }
}) {
  if (account.goneAt) return <Badge tone="canceled">Disconnected</Badge>
  if (account.payoutsEnabled) return <Badge tone="paid">Payouts enabled</Badge>
  return (
    <Badge tone="failed" title={describeDisabled(account)}>
      Payouts disabled
    </Badge>
  )
}
