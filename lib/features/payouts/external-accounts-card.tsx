import type { AccountAccess } from '@/lib/domain/access/permissions'
import { type ExternalAccount, nameExternalAccount, needsAttention } from '@/lib/domain/accounts/external-account'
import { describeNeedsAttention } from '@/lib/domain/payouts/payout-text'
import { Badge } from '@/lib/ui/badge'
import { Card } from '@/lib/ui/card'
import { EmptyState } from '@/lib/ui/empty-state'
import { Notice } from '@/lib/ui/notice'
import { Skeleton } from '@/lib/ui/skeleton'
import type { LoadedExternalAccounts } from './load-payouts'

const TITLE = 'Where payouts go'

type Props = { access: AccountAccess; accounts: Promise<LoadedExternalAccounts> }

/** Where payouts go; to be changed in Stripe's component, so that account numbers never pass through here. */
export async function ExternalAccountsCard({ access, accounts }: Props) {
  const loaded = await accounts
  if (!access.account.controller.isController) {
    return (
      <Card title={TITLE}>
        <p className="px-4 py-3 text-sm text-muted">
          Another platform controls this account, so Stripe does not show its bank accounts here.
        </p>
      </Card>
    )
  }
  return (
    <Card title={TITLE} aside={<span className="text-xs text-muted">From the API</span>}>
      {loaded.kind !== 'current' && (
        <div className="p-4">
          <Notice
            tone={loaded.kind === 'stale' ? 'warning' : 'problem'}
            title={loaded.kind === 'stale' ? 'As Stripe last told them' : 'The bank accounts could not be read'}
          >
            {loaded.because} Reload the page to try again.
          </Notice>
        </div>
      )}
      {loaded.kind !== 'missing' && <ExternalAccounts accounts={loaded.accounts} />}
    </Card>
  )
}

function ExternalAccounts({ accounts }: { accounts: readonly ExternalAccount[] }) {
  if (accounts.length === 0) {
    return (
      <EmptyState
        title="Nowhere to pay out to"
        hint="Nothing can leave until a bank account or card has been added in Stripe’s component or Dashboard."
      />
    )
  }
  return (
    <ul className="divide-y divide-line">
      {accounts.map((account) => (
        <li key={account.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2.5 text-sm">
          <span className="font-medium">{nameExternalAccount(account)}</span>
          <span className="text-xs text-muted uppercase">
            {account.country} · {account.currency}
          </span>
          <span className="ml-auto flex flex-wrap gap-1.5">
            {needsAttention(account) && <Badge tone="failed">Stopped</Badge>}
            {account.isDefault && <Badge tone="accent">Default</Badge>}
            {account.takesInstant ? (
              <Badge tone="transit" title="Can receive instant payouts">
                Instant
              </Badge>
            ) : (
              <Badge tone="canceled" title="Receives standard payouts only">
                Standard only
              </Badge>
            )}
          </span>
          {needsAttention(account) && (
            <p className="basis-full text-failed">
              {describeNeedsAttention(account)}.{' '}
              {account.isDefault
                ? 'Scheduled payouts go on once its details are updated or another account takes its place.'
                : 'It is not the default, so scheduled payouts go elsewhere.'}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

export function ExternalAccountsSkeleton() {
  return (
    <Card title={TITLE}>
      <div role="status" aria-label="Reading bank accounts from Stripe" className="flex flex-col gap-3 p-4">
        <Skeleton className="h-5 w-full" />
        <Skeleton className="h-5 w-2/3" />
      </div>
    </Card>
  )
}
