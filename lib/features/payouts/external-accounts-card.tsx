import { shownInComponent } from '@/lib/domain/access/component-features'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { type ExternalAccount, nameExternalAccount, needsAttention } from '@/lib/domain/accounts/external-account'
import { describeNeedsAttention } from '@/lib/domain/payouts/payout-text'
import type { Reading } from '@/lib/domain/reading'
import { Card, CardSkeleton, FoldedCard } from '@/lib/ui/card'
import { EmptyState } from '@/lib/ui/empty-state'
import { Notice } from '@/lib/ui/notice'
import { type BadgeWords, ExternalAccountLines, type ExternalAccountWords } from './external-account-lines'
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
  return <ExternalAccountLines accounts={accounts.map((account) => wordsOf(account, shared.get(account.id)))} />
}

function wordsOf(account: ExternalAccount, sharedWith: ExternalAccountWords['sharedWith']): ExternalAccountWords {
  const { id, country, currency, isDefault, takesInstant } = account
  const badges: BadgeWords[] = []
  if (needsAttention(account)) badges.push(['failed', text.needsAttention])
  if (sharedWith) badges.push(['pending', text.shared])
  if (isDefault) badges.push(['accent', text.default])
  if (takesInstant === true) badges.push(['transit', text.instant, text.instantHelp])
  if (takesInstant === false) badges.push(['canceled', text.standardOnly, text.standardOnlyHelp])
  return {
    ...{ id, badges, name: nameExternalAccount(account), place: [country, currency].filter(Boolean).join(' · ') },
    ...(sharedWith && { sharedWith }),
    ...(needsAttention(account) && { problem: `${describeNeedsAttention(account)}.${whatFollows(account)}` }),
  }
}

/** Nothing where Stripe doesn't say whether it is the default. */
function whatFollows({ isDefault }: ExternalAccount): string {
  if (isDefault === null) return ''
  return ` ${isDefault ? text.defaultNeedsAttention : text.otherNeedsAttention}`
}

export const ExternalAccountsSkeleton = () => <CardSkeleton title={text.title} label={text.loading} />
