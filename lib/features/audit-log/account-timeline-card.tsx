import type { AccountAccess } from '@/lib/domain/access/permissions'
import { Card } from '@/lib/ui/card'
import { Skeleton } from '@/lib/ui/skeleton'
import { AccountTimeline } from './account-timeline'
import { RefreshedTimeline } from './refreshed-timeline'
import { timelineText as text } from './text'

/** The account's latest audit entries, kept current while the page is open. */
export const AccountTimelineCard = async ({ access }: { access: AccountAccess }) => (
  <Card title={text.title}>
    <RefreshedTimeline accountId={access.account.id} initial={await AccountTimeline({ access })} />
  </Card>
)

export const AccountTimelineSkeleton = () => (
  <Card title={text.title}>
    <div role="status" aria-label="Reading the timeline" className="flex flex-col gap-3 p-4">
      <Skeleton className="h-5 w-full" />
      <Skeleton className="h-5 w-2/3" />
    </div>
  </Card>
)
