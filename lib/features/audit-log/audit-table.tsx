import Link from 'next/link'
import { type AuditEntry, describeEvent, EVENT_LABELS } from '@/lib/domain/audit/audit-entry'
import { CopyId } from '@/lib/ui/copy-id'
import { Time } from '@/lib/ui/time'
import { ActorName, EntryDetails } from './entry-details'
import { OutcomeBadge } from './outcome-badge'

const COLUMNS = ['When', 'Who', 'Account', 'What', 'Outcome']

export function AuditTable({ entries }: { entries: AuditEntry[] }) {
  return (
    <div className="relative overflow-x-auto" tabIndex={-1}>
      <table className="w-full min-w-[860px] border-collapse text-sm">
        <thead className="sticky top-0 bg-surface">
          <tr className="border-b border-line text-left text-xs text-muted">
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="px-4 py-2 font-medium">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id} className="border-b border-line align-top last:border-0">
              <td className="px-4 py-2.5">
                <Time at={entry.at} />
              </td>
              <td className="px-4 py-2.5">
                <ActorName actor={entry.actor} />
              </td>
              <td className="px-4 py-2.5">
                {entry.account && (
                  <>
                    <Link href={`/accounts/${entry.account.id}`} className="font-medium hover:underline">
                      {entry.account.name}
                    </Link>
                    <br />
                    <CopyId id={entry.account.id} short />
                  </>
                )}
              </td>
              <td className="max-w-md px-4 py-2.5">
                <p className="text-xs text-muted">{EVENT_LABELS[entry.event.type]}</p>
                <EntryDetails entry={entry} sentence={describeEvent(entry.event)} />
              </td>
              <td className="px-4 py-2.5">{entry.outcome && <OutcomeBadge outcome={entry.outcome} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
