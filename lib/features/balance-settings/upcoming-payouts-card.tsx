import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import type { Balance } from '@/lib/domain/money/balance'
import type { PayoutHold } from '@/lib/domain/payouts/payout-status'
import { knownValue, type Reading } from '@/lib/domain/reading'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { Card, CardSkeleton } from '@/lib/ui/card'
import { hasTerms, previewContext, RestingPreview } from './resting-preview'
import { sectionText as text } from './section-text'

type Props = {
  account: AccountOverview
  settings: Promise<Reading<BalanceSettings>>
  balance: Promise<Reading<Balance>>
  hold: Promise<PayoutHold | null>
  rules: Promise<PlatformRules>
  /** Epoch ms. */
  now: Promise<number>
}

/** The coming payouts with the settings as they are. */
export async function UpcomingPayoutsCard({ account, ...props }: Props) {
  const [settings, balance, hold, rules, now] = await Promise.all([
    props.settings.then(knownValue),
    props.balance.then(knownValue),
    props.hold,
    props.rules,
    props.now,
  ])
  if (!settings || !hasTerms(settings))
    return (
      <Card title={text.nextPayouts}>
        <p className="px-4 py-3 text-sm text-muted">{settings ? text.noTerms : text.noSettings}</p>
      </Card>
    )
  return (
    <Card title={text.nextPayouts} aside={<span className="text-xs text-muted">{text.estimated}</span>}>
      <div className="flex flex-col gap-3 p-4">
        <RestingPreview
          settings={settings}
          context={previewContext(account, { settings, balance, hold, rules, now })}
        />
      </div>
    </Card>
  )
}

export const UpcomingPayoutsSkeleton = () => (
  <CardSkeleton title={text.nextPayouts} label={text.loading} className="h-80" />
)
