import type { AccountProfile, Controller } from '@/lib/domain/connected-account'
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

/** Stripe's reasons are codes such as requirements.past_due. */
function disabledWords(reason: string | null, due: number): string {
  if (reason?.startsWith('rejected')) return 'Stripe has rejected this account'
  if (reason === 'platform_paused') return 'The platform has paused this account'
  if (reason === 'under_review') return 'Stripe is reviewing this account'
  if (reason?.startsWith('requirements') || due > 0)
    return `${due} ${due === 1 ? 'requirement is' : 'requirements are'} due`
  return reason ? `Stripe says: ${reason}` : 'Stripe has payouts switched off'
}

export function PayoutsBadge({
  account,
}: {
  account: Pick<AccountProfile, 'payoutsEnabled' | 'disabledReason' | 'requirementsDue'> & { goneAt: Date | null }
}) {
  if (account.goneAt) return <Badge tone="canceled">Disconnected</Badge>
  if (account.payoutsEnabled) return <Badge tone="paid">Payouts on</Badge>
  return (
    <Badge tone="failed" title={disabledWords(account.disabledReason, account.requirementsDue)}>
      Payouts off
    </Badge>
  )
}
