'use client'
import { PageLink } from '@/lib/ui/page-link'
import { RecordedTime } from '@/lib/ui/time'
import { ActorName, EntryDetails } from './entry-details'
import type { EntryWords } from './entry-words'
import { OutcomeBadge } from './outcome-badge'
import { auditText } from './text'

type Props = {
  entries: readonly EntryWords[]
  /** Whether the reader may open the entries' own pages. */
  opensEntries: boolean
}

/** A short list of entries: who, when, what and with which outcome. */
export const EntryLines = ({ entries, opensEntries }: Props) => (
  <ol className="divide-y divide-line">
    {entries.map((entry) => (
      <li key={entry.id} className="grid gap-x-4 gap-y-1 px-4 py-2.5 text-sm sm:grid-cols-[240px_1fr_auto]">
        <div>
          <ActorName actor={entry.actor} />
          <div className="text-xs text-muted">
            <EntryTime entry={entry} opensEntry={opensEntries} />
          </div>
        </div>
        <div className="min-w-0">
          <EntryDetails entry={entry} />
          {entry.account && (
            <p className="text-xs">
              <PageLink href={`/accounts/${entry.account.id}`} className="min-w-0 break-words hover:underline">
                <bdi translate="no">{entry.account.name}</bdi>
              </PageLink>
            </p>
          )}
          {entry.note && <p className="text-xs text-muted">{entry.note}</p>}
        </div>
        <div>{entry.outcome && <OutcomeBadge outcome={entry.outcome} />}</div>
      </li>
    ))}
  </ol>
)

/** The time, which leads to everything that is known of the entry. */
export function EntryTime({ entry, opensEntry }: { entry: EntryWords; opensEntry: boolean }) {
  if (!opensEntry) return <RecordedTime at={entry.at} />
  return (
    <PageLink href={`/audit/${entry.id}`} title={auditText.whole} className="hover:underline">
      <RecordedTime at={entry.at} />
    </PageLink>
  )
}
