import { shownInComponent } from '@/lib/domain/access/component-features'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { type ExternalAccount, nameExternalAccount, needsAttention } from '@/lib/domain/accounts/external-account'
import { describeNeedsAttention } from '@/lib/domain/payouts/payout-text'
import type { Reading } from '@/lib/domain/reading'
import { Badge } from '@/lib/ui/badge'
import { Card, FoldedCard } from '@/lib/ui/card'
import { EmptyState } from '@/lib/ui/empty-state'
import { Notice } from '@/lib/ui/notice'
import { Skeleton } from '@/lib/ui/skeleton'
import { externalAccountsText as text } from './text'

type Props = {
  access: AccountAccess
  accounts: Promise<Reading<readonly ExternalAccount[]>>
  rules: Promise<PlatformRules>
}

/**
 * Where payouts are sent. They are edited in Stripe's component, so that account numbers never pass through here; where this
 * person has them there, the card is folded unless one needs attention or they couldn't be read.
 */
export async function ExternalAccountsCard({ access, accounts, rules }: Props) {
  const [reading, current] = await Promise.all([accounts, rules])
  if (access.account.controller.isController === false) {
    return (
      <Card title={text.title}>
        <p className="px-4 py-3 text-sm text-muted">{text.otherPlatform}</p>
      </Card>
    )
  }
  const { banks } = shownInComponent(access, current)
  const isQuiet = reading.kind === 'current' && !reading.value.some(needsAttention)
  return (
    <FoldedCard
      title={text.title}
      aside={<span className="text-xs text-muted">{access.person.staffRole ? text.fromApi : text.fromStripe}</span>}
      isOpen={!banks || !isQuiet}
      isFallback={banks}
    >
      {reading.kind !== 'current' && (
        <div className="p-4">
          <Notice tone={reading.kind === 'stale' ? 'warning' : 'problem'} title={text[reading.kind]}>
            {`${reading.because} ${text.reload}`}
          </Notice>
        </div>
      )}
      {reading.kind !== 'missing' && <ExternalAccounts accounts={reading.value} />}
    </FoldedCard>
  )
}

function ExternalAccounts({ accounts }: { accounts: readonly ExternalAccount[] }) {
  if (accounts.length === 0) return <EmptyState title={text.none} hint={text.noneHelp} />
  return (
    <ul className="divide-y divide-line">
      {accounts.map((account) => (
        <li key={account.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2.5 text-sm">
          <span translate="no" className="font-medium">
            {nameExternalAccount(account)}
          </span>
          <span className="text-xs text-muted uppercase">
            {[account.country, account.currency].filter(Boolean).join(' · ')}
          </span>
          <span className="ml-auto flex flex-wrap gap-1.5">
            {needsAttention(account) && <Badge tone="failed">{text.needsAttention}</Badge>}
            {account.isDefault && <Badge tone="accent">{text.default}</Badge>}
            {account.takesInstant === true && (
              <Badge tone="transit" title={text.instantHelp}>
                {text.instant}
              </Badge>
            )}
            {account.takesInstant === false && (
              <Badge tone="canceled" title={text.standardOnlyHelp}>
                {text.standardOnly}
              </Badge>
            )}
          </span>
          {needsAttention(account) && (
            <p className="basis-full text-failed">{`${describeNeedsAttention(account)}.${whatFollows(account)}`}</p>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Nothing where Stripe doesn't say whether it is the default. */
function whatFollows({ isDefault }: ExternalAccount): string {
  if (isDefault === null) return ''
  return ` ${isDefault ? text.defaultNeedsAttention : text.otherNeedsAttention}`
}

export function ExternalAccountsSkeleton() {
  return (
    <Card title={text.title}>
      <div role="status" aria-label={text.loading} className="flex flex-col gap-3 p-4">
        <Skeleton className="h-5 w-full" />
        <Skeleton className="h-5 w-2/3" />
      </div>
    </Card>
  )
}
