import type { Controller } from '@/lib/domain/accounts/connected-account'
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

/** Whether payouts of an account are enabled; `reason` says why not, on hover. */
export function PayoutsBadge({
  isConnected,
  isEnabled,
  reason,
}: {
  isConnected: boolean
  isEnabled: boolean | null
  reason?: string | undefined
}) {
  if (!isConnected) return <Badge tone="canceled">Disconnected</Badge>
  if (isEnabled === null) return <Badge tone="canceled">Payout status not given</Badge>
  if (isEnabled) return <Badge tone="paid">Payouts enabled</Badge>
  return (
    <Badge tone="failed" title={reason}>
      Payouts disabled
    </Badge>
  )
}
