'use client'
import { useEffect, useState } from 'react'
import { Card } from '@/lib/ui/card'
import { EmptyState } from '@/lib/ui/empty-state'
import { RECORDED } from '@/lib/ui/page-events'
import { Time } from '@/lib/ui/time'
import { readAccountTimelineAction } from './actions'
import { ActorName, EntryDetails } from './entry-details'
import { OutcomeBadge } from './outcome-badge'
import { timelineText as text } from './text'
import type { TimelineEntry } from './timeline'

/** The account's latest audit entries. It re-fetches them when another part of the page adds one. */
export function AccountTimeline({ accountId, initial }: { accountId: string; initial: TimelineEntry[] }) {
  const [entries, setEntries] = useState(initial)
  useEffect(() => {
    const refresh = async () => {
      // Without an answer, the entries shown stay.
      const latest = await readAccountTimelineAction(accountId).catch(() => null)
      if (latest) setEntries(latest)
    }
    window.addEventListener(RECORDED, refresh)
    return () => window.removeEventListener(RECORDED, refresh)
  }, [accountId])

  return (
    <Card title={text.title}>
      {entries.length === 0 ? (
        <EmptyState title={text.none} hint={text.noneHelp} />
      ) : (
        <ol className="divide-y divide-line">
          {collapseRepeats(entries).map(({ entry, times }) => (
            <li key={entry.id} className="grid gap-x-4 gap-y-1 px-4 py-2.5 text-sm sm:grid-cols-[200px_1fr_auto]">
              <div>
                <ActorName actor={entry.actor} />
                <div className="text-xs text-muted">
                  <Time at={entry.at} />
                </div>
              </div>
              <div className="min-w-0">
                <EntryDetails entry={entry} description={entry.description} />
                {times > 1 && <p className="text-xs text-muted">{text.repeated(times)}</p>}
              </div>
              <div>{entry.outcome && <OutcomeBadge outcome={entry.outcome} />}</div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}

/** Account sessions that one person creates in a row are one line; every other entry has its own. */
function collapseRepeats(entries: TimelineEntry[]): { entry: TimelineEntry; times: number }[] {
  const lines: { entry: TimelineEntry; times: number }[] = []
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
