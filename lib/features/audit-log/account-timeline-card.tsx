import type { AccountAccess } from '@/lib/domain/access/permissions'
import { Card } from '@/lib/ui/card'
import { Skeleton } from '@/lib/ui/skeleton'
import { AccountTimeline } from './account-timeline'
import { readAccountTimeline } from './timeline'

/** The account's latest audit entries. */
export const AccountTimelineCard = async ({ access }: { access: AccountAccess }) => (
  <AccountTimeline accountId={access.account.id} initial={await readAccountTimeline(access)} />
)

export const AccountTimelineSkeleton = () => (
  <Card title="Timeline">
    <div role="status" aria-label="Reading the timeline" className="flex flex-col gap-3 p-4">
      <Skeleton className="h-5 w-full" />
      <Skeleton className="h-5 w-2/3" />
    </div>
  </Card>
)
