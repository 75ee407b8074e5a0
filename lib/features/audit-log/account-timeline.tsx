'use client'
import { useEffect, useState } from 'react'
import { Card } from '@/lib/ui/card'
import { EmptyState } from '@/lib/ui/empty-state'
import { RECORDED } from '@/lib/ui/page-events'
import { Time } from '@/lib/ui/time'
import { readAccountTimelineAction } from './actions'
import { ActorName, EntryDetails } from './entry-details'
import { OutcomeBadge } from './outcome-badge'
import type { ToldEntry } from './timeline'

/** The account's latest entries; reads them again when another part of the page says that something was recorded. */
export function AccountTimeline({ accountId, initial }: { accountId: string; initial: ToldEntry[] }) {
  const [entries, setEntries] = useState(initial)
  useEffect(() => {
    // Out of reach for a moment or for good: what was read stays.
    const reread = async () => {
      const told = await readAccountTimelineAction(accountId).catch(() => null)
      if (told) setEntries(told)
    }
    window.addEventListener(RECORDED, reread)
    return () => window.removeEventListener(RECORDED, reread)
  }, [accountId])

  return (
    <Card title="Timeline">
      {entries.length === 0 ? (
        <EmptyState
          title="No changes yet"
          hint="Edits to balance settings appear here with who made them and what Stripe answered."
        />
      ) : (
        <ol className="divide-y divide-line">
          {folded(entries).map(({ told: { entry, sentence }, times }) => (
            <li key={entry.id} className="grid gap-x-4 gap-y-1 px-4 py-2.5 text-sm sm:grid-cols-[200px_1fr_auto]">
              <div>
                <ActorName actor={entry.actor} />
                <div className="text-xs text-muted">
                  <Time at={entry.at} />
                </div>
              </div>
              <div className="min-w-0">
                <EntryDetails entry={entry} sentence={sentence} />
                {times > 1 && <p className="text-xs text-muted">{times} times in a row, this one last</p>}
              </div>
              <div>{entry.outcome && <OutcomeBadge outcome={entry.outcome} />}</div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}

/** The same person opening the component again and again is one line; everything else stands for itself. */
function folded(entries: ToldEntry[]): { told: ToldEntry; times: number }[] {
  const lines: { told: ToldEntry; times: number }[] = []
  for (const told of entries) {
    const last = lines.at(-1)
    const [before, now] = [last?.told.entry, told.entry]
    const isAgain =
      now.event.type === 'account_session.created' &&
      before?.event.type === now.event.type &&
      before.actor.name === now.actor.name
    if (last && isAgain) last.times++
    else lines.push({ told, times: 1 })
  }
  return lines
}
