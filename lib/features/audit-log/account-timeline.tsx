import type { AccountAccess } from '@/lib/domain/access/permissions'
import { type AuditEntry, describeEvent } from '@/lib/domain/audit/audit-entry'
import { listAccountEntries } from '@/lib/gateways/db/audit-list'
import { EmptyState } from '@/lib/ui/empty-state'
import { Time } from '@/lib/ui/time'
import { ActorName, EntryDetails } from './entry-details'
import { OutcomeBadge } from './outcome-badge'
import { timelineText as text } from './text'

const LENGTH = 20

/** The account's latest audit entries. Rendered on the server, so that the browser loads no event's texts. */
export async function AccountTimeline({ access }: { access: AccountAccess }) {
  const entries = await listAccountEntries(access, LENGTH)
  if (entries.length === 0) return <EmptyState title={text.none} hint={text.noneHelp} />
  return (
    <ol className="divide-y divide-line">
      {collapseRepeats(entries).map(({ entry, times }, index, { length }) => (
        <li key={entry.id} className="grid gap-x-4 gap-y-1 px-4 py-2.5 text-sm sm:grid-cols-[200px_1fr_auto]">
          <div>
            <ActorName actor={entry.actor} />
            <div className="text-xs text-muted">
              <Time at={entry.at} />
            </div>
          </div>
          <div className="min-w-0">
            <EntryDetails entry={entry} description={describeEvent(entry.event)} />
            {times > 1 && <p className="text-xs text-muted">{text.repeated(times, index === length - 1)}</p>}
          </div>
          <div>{entry.outcome && <OutcomeBadge outcome={entry.outcome} />}</div>
        </li>
      ))}
    </ol>
  )
}

/** Account sessions that one person creates in a row are one line; every other entry has its own. */
function collapseRepeats(entries: readonly AuditEntry[]): { entry: AuditEntry; times: number }[] {
  const lines: { entry: AuditEntry; times: number }[] = []
  for (const entry of entries) {
    const last = lines.at(-1)
    const isRepeat =
      entry.event.type === 'account_session.created' &&
      last?.entry.event.type === entry.event.type &&
      last.entry.actor.name === entry.actor.name
    if (last && isRepeat) last.times++
    else lines.push({ entry, times: 1 })
  }
  return lines
}
