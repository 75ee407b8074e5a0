import type { AccountOverview } from '@/lib/gateways/db/account-overview'
import { CopyId } from '@/lib/ui/copy-id'
import { countryName, dashboardWords, liabilityWords, PayoutsBadge } from './account-words'

export function AccountHeader({ account }: { account: AccountOverview }) {
  return (
    <header className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="min-w-0 text-xl font-semibold break-words">
          <bdi>{account.name}</bdi>
        </h1>
        <PayoutsBadge account={account} />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
        <CopyId id={account.id} />
        <span>{countryName(account.country)}</span>
        <span className="uppercase">{account.defaultCurrency}</span>
        <span>{liabilityWords(account.controller)}</span>
        <span>{dashboardWords(account.controller)}</span>
      </div>
    </header>
  )
}
