import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { PayoutPause } from '@/lib/domain/payouts/payouts-disabled'
import { Card, CardSkeleton } from '@/lib/ui/card'
import { PageLink } from '@/lib/ui/page-link'
import { AccountTimeline } from './account-timeline'
import { asOfText } from './as-of-text'
import { RefreshedTimeline } from './refreshed-timeline'
import { timelineText as text } from './text'

type Props = { access: AccountAccess; pause: Promise<PayoutPause | null> }

/** The account's latest audit entries, kept current while the page is open. */
export async function AccountTimelineCard({ access, pause }: Props) {
  const [held, initial] = await Promise.all([pause, AccountTimeline({ access })])
  return (
    <Card title={text.title} aside={<AllEntries access={access} />}>
      {/* Entries keep the date that Stripe gave when they were recorded. */}
      {held && <p className="border-b border-line px-4 py-2 text-sm text-muted">{text.pauses[held]}</p>}
      <RefreshedTimeline accountId={access.account.id} initial={initial} />
    </Card>
  )
}

function AllEntries({ access: { person, account } }: Pick<Props, 'access'>) {
  const isOwn = person.staffRole === null
  const className = 'text-sm text-accent underline underline-offset-2'
  return (
    <p className="flex flex-wrap justify-end gap-x-4">
      <PageLink
        href={isOwn ? `/balance/as-of?account=${account.id}` : `/accounts/${account.id}/as-of`}
        className={className}
      >
        {asOfText.link}
      </PageLink>
      <PageLink
        href={isOwn ? `/balance/activity?account=${account.id}` : `/audit?account=${account.id}`}
        className={className}
      >
        {text.all}
      </PageLink>
    </p>
  )
}

export const AccountTimelineSkeleton = () => <CardSkeleton title={text.title} label="Reading the timeline" />
