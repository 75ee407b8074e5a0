import { Suspense } from 'react'
import { PROFILE_WORDS, profileOf } from '@/lib/domain/access/platform-rules'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { knownValue, type Reading } from '@/lib/domain/reading'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { CopyId } from '@/lib/ui/copy-id'
import { countryName, dashboardWords, liabilityWords, PayoutsBadge } from './account-words'

type Props = { account: AccountOverview; settings: Promise<Reading<BalanceSettings>> }

/** Name, state and properties of an account. The badge follows the settings as soon as they are read. */
export function AccountHeader({ account, settings }: Props) {
  const { controller } = account
  const profile = profileOf(controller)
  return (
    <header className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="min-w-0 text-xl font-semibold break-words">
          <bdi translate="no">{account.name}</bdi>
        </h1>
        <Suspense fallback={<StateBadge account={account} settings={account.settings?.value ?? null} />}>
          <CurrentStateBadge account={account} settings={settings} />
        </Suspense>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
        <CopyId id={account.id} />
        <span>{countryName(account.country)}</span>
        <span>{account.defaultCurrency?.toUpperCase() ?? 'Currency not given'}</span>
        {profile && <span>{PROFILE_WORDS[profile].title}</span>}
        <span className="text-xs">{liabilityWords(controller)}</span>
        <span className="text-xs">{dashboardWords(controller)}</span>
      </div>
    </header>
  )
}

const CurrentStateBadge = async ({ account, settings }: Props) => (
  <StateBadge account={account} settings={knownValue(await settings)} />
)

/** Without the reason: the payout status, right below, explains it. */
const StateBadge = ({ account, settings }: { account: AccountOverview; settings: BalanceSettings | null }) => (
  <PayoutsBadge account={account} payoutsStatus={settings?.payoutsStatus ?? null} />
)
