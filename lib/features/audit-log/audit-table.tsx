import Link from 'next/link'
import { type AuditEntry, describeEvent, EVENT_LABELS } from '@/lib/domain/audit/audit-entry'
import { CopyId } from '@/lib/ui/copy-id'
import { EmptyState } from '@/lib/ui/empty-state'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import { ActorName, EntryDetails } from './entry-details'
import { OutcomeBadge } from './outcome-badge'
import { auditText as text } from './text'

const { columns } = text
const COLUMNS: Column<AuditEntry>[] = [
  { header: columns.time, cell: ({ at }) => <Time at={at} /> },
  { header: columns.actor, cell: ({ actor }) => <ActorName actor={actor} /> },
  { header: columns.account, cell: ({ account }) => account && <AccountLink {...account} /> },
  {
    header: columns.event,
    className: 'max-w-md',
    cell: (entry) => (
      <>
        <p className="text-xs text-muted">{EVENT_LABELS[entry.event.type]}</p>
        <EntryDetails entry={entry} description={describeEvent(entry.event)} />
      </>
    ),
  },
  { header: columns.outcome, cell: ({ outcome }) => outcome && <OutcomeBadge outcome={outcome} /> },
]

export function AuditTable({ entries }: { entries: AuditEntry[] }) {
  return (
    // Focusable, so that the keyboard can scroll it where it is wider than the page.
    <div className="max-desk:overflow-x-auto" tabIndex={-1}>
      <Table
        columns={COLUMNS}
        rows={entries}
        rowKey={({ id }) => id}
        empty={<EmptyState title={text.none} hint={text.noneHelp} />}
        className="min-w-[860px]"
        rowClassName="align-top [&>td]:py-2.5"
      />
    </div>
  )
}

function AccountLink({ id, name }: { id: string; name: string }) {
  return (
    <>
      <Link href={`/accounts/${id}`} prefetch={false} className="font-medium hover:underline">
        {name}
      </Link>
      <br />
      <CopyId id={id} short />
    </>
  )
}
