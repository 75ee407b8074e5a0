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
import type { SharedBanks } from './load-shared-banks'
import { externalAccountsText as text } from './text'

type Props = {
  access: AccountAccess
  accounts: Promise<Reading<readonly ExternalAccount[]>>
  rules: Promise<PlatformRules>
  /** For staff, the other accounts that have the same; owners don't learn of each other by it. */
  shared?: Promise<SharedBanks>
}

const NOT_SHARED: SharedBanks = new Map()

/**
 * Where payouts are sent. They are edited in Stripe's component, so that account numbers never pass through here; where this
 * person has them there, the card is folded unless one needs attention, is on another account too, or they couldn't be read.
 */
export async function ExternalAccountsCard({ access, accounts, rules, shared: others }: Props) {
  const [reading, current, shared] = await Promise.all([accounts, rules, others ?? NOT_SHARED])
  if (access.account.controller.isController === false) {
    return (
      <Card title={text.title}>
        <p className="px-4 py-3 text-sm text-muted">{text.otherPlatform}</p>
      </Card>
    )
  }
  const { banks } = shownInComponent(access, current)
  const isQuiet = reading.kind === 'current' && shared.size === 0 && !reading.value.some(needsAttention)
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
      {reading.kind !== 'missing' && <ExternalAccounts accounts={reading.value} shared={shared} />}
    </FoldedCard>
  )
}

function ExternalAccounts({ accounts, shared }: { accounts: readonly ExternalAccount[]; shared: SharedBanks }) {
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
            {shared.has(account.id) && <Badge tone="pending">{text.shared}</Badge>}
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
          <Others accounts={shared.get(account.id) ?? []} />
          {needsAttention(account) && (
            <p className="basis-full text-failed">{`${describeNeedsAttention(account)}.${whatFollows(account)}`}</p>
          )}
        </li>
      ))}
    </ul>
  )
}

function Others({ accounts }: { accounts: { id: string; name: string }[] }) {
  if (accounts.length === 0) return null
  return (
    <p className="flex basis-full flex-wrap gap-x-2 text-xs text-muted [&_a]:text-accent [&_a]:underline [&_a]:underline-offset-2">
      <span>{text.sharedWith}</span>
      {accounts.map(({ id, name }) => (
        <a key={id} href={`/accounts/${id}`}>
          <bdi translate="no">{name}</bdi>
        </a>
      ))}
    </p>
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
