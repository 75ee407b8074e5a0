'use client'
import { useEffect, useState } from 'react'
import { type AuditEntry, RECORDED } from '@/lib/domain/audit-entry'
import { Card } from '@/lib/ui/card'
import { EmptyState } from '@/lib/ui/empty-state'
import { Time } from '@/lib/ui/time'
import { readAccountTimelineAction } from './actions'
import { ActorName, EntryDetails } from './entry-details'
import { OutcomeBadge } from './outcome-badge'

/** The account's latest entries; reads them again when another part of the page says that something was recorded. */
export function AccountTimeline({ accountId, initial }: { accountId: string; initial: AuditEntry[] }) {
  const [entries, setEntries] = useState(initial)
  useEffect(() => {
    const reread = async () => setEntries((await readAccountTimelineAction(accountId)) ?? [])
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
          {entries.map((entry) => (
            <li key={entry.id} className="grid gap-x-4 gap-y-1 px-4 py-2.5 text-sm sm:grid-cols-[200px_1fr_auto]">
              <div>
                <ActorName actor={entry.actor} />
                <div className="text-xs text-muted">
                  <Time at={entry.at} />
                </div>
              </div>
              <EntryDetails entry={entry} />
              <div>{entry.outcome && <OutcomeBadge outcome={entry.outcome} />}</div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
