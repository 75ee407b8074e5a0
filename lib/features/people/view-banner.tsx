import type { SupportView } from '@/lib/domain/access/permissions'
import { Button } from '@/lib/ui/button'
import { Time } from '@/lib/ui/time'
import { MinutesLeft } from './minutes-left'
import { viewText as text } from './text'

/** On every page of a view as owner. The way out works without a script. */
export const ViewBanner = ({ view, accountName }: { view: SupportView; accountName: string }) => (
  <section
    aria-label={text.start}
    className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-pending/30 bg-pending-soft px-4 py-2.5 text-sm md:px-6"
  >
    <p className="font-medium text-pending">{text.banner(accountName)}</p>
    <p className="flex flex-wrap gap-x-1">
      <span>{text.until}</span>
      <Time at={view.until} />
      <MinutesLeft until={view.until.getTime()} />
    </p>
    <p className="text-muted">{text.readOnly}</p>
    <form action="/api/view-as/end" method="post" className="ml-auto">
      <Button type="submit">{text.leave}</Button>
    </form>
  </section>
)
