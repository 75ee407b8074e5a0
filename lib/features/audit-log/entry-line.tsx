import type { ReactNode } from 'react'
import { type AuditEntry, describeEvent } from '@/lib/domain/audit/audit-entry'
import { PageLink } from '@/lib/ui/page-link'
import { RecordedTime } from '@/lib/ui/time'
import { ActorName, EntryDetails } from './entry-details'
import { OutcomeBadge } from './outcome-badge'
import { auditText } from './text'

type Props = {
  entry: AuditEntry
  /** Whether the reader may open the entry's own page. */
  opensEntry: boolean
  children?: ReactNode
}

/** One entry of a short list: who, when, what and with which outcome, and below that what the list adds. */
export function EntryLine({ entry, opensEntry, children }: Props) {
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-2.5 text-sm sm:grid-cols-[240px_1fr_auto]">
      <div>
        <ActorName actor={entry.actor} />
        <div className="text-xs text-muted">
          <EntryTime entry={entry} opensEntry={opensEntry} />
        </div>
      </div>
      <div className="min-w-0">
        <EntryDetails entry={entry} description={describeEvent(entry.event)} />
        {children}
      </div>
      <div>{entry.outcome && <OutcomeBadge outcome={entry.outcome} />}</div>
    </li>
  )
}

/** The time, which leads to everything that is known of the entry. */
export function EntryTime({ entry, opensEntry }: Pick<Props, 'entry' | 'opensEntry'>) {
  if (!opensEntry) return <RecordedTime at={entry.at} />
  return (
    <PageLink href={`/audit/${entry.id}`} title={auditText.whole} className="hover:underline">
      <RecordedTime at={entry.at} />
    </PageLink>
  )
}
