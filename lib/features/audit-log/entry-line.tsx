import type { ReactNode } from 'react'
import { type AuditEntry, describeEvent } from '@/lib/domain/audit/audit-entry'
import { Time } from '@/lib/ui/time'
import { ActorName, EntryDetails } from './entry-details'
import { OutcomeBadge } from './outcome-badge'

/** One entry of a short list: who, when, what and with which outcome, and below that what the list adds. */
export function EntryLine({ entry, children }: { entry: AuditEntry; children?: ReactNode }) {
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-2.5 text-sm sm:grid-cols-[200px_1fr_auto]">
      <div>
        <ActorName actor={entry.actor} />
        <div className="text-xs text-muted">
          <Time at={entry.at} />
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
