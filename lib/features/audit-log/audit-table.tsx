import Link from 'next/link'
import { type AuditEntry, describeEvent, labelOfEvent } from '@/lib/domain/audit/audit-entry'
import { CopyId } from '@/lib/ui/copy-id'
import { EmptyState } from '@/lib/ui/empty-state'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import { ActorName, EntryDetails } from './entry-details'
import { OutcomeBadge } from './outcome-badge'
import { auditText as text } from './text'

const { columns } = text
const COLUMNS: Column<AuditEntry>[] = [
  { header: columns.time, cell: ({ at }) => <Time at={at} />, className: 'max-md:hidden' },
  { header: columns.actor, cell: ({ actor }) => <ActorName actor={actor} />, className: 'max-md:hidden' },
  {
    header: columns.account,
    cell: ({ account }) => account && <AccountLink {...account} />,
    className: 'max-md:hidden',
  },
  {
    header: columns.event,
    className: 'max-w-md',
    cell: (entry) => (
      <>
        <p className="text-xs text-muted">{labelOfEvent(entry.event)}</p>
        <EntryDetails entry={entry} description={describeEvent(entry.event)} />
        {/* On a phone these have no columns. */}
        <div className="mt-1 flex flex-wrap gap-x-3 text-xs md:hidden">
          <span>
            <ActorName actor={entry.actor} />
          </span>
          <Time at={entry.at} />
          {entry.account && <AccountLink {...entry.account} />}
        </div>
      </>
    ),
  },
  { header: columns.outcome, cell: ({ outcome }) => outcome && <OutcomeBadge outcome={outcome} /> },
]

export function AuditTable({ entries }: { entries: AuditEntry[] }) {
  return (
    // Focusable, so that the keyboard can scroll it where it is wider than the page.
    <div className="relative max-desk:overflow-x-auto" tabIndex={-1}>
      <Table
        columns={COLUMNS}
        rows={entries}
        rowKey={({ id }) => id}
        empty={<EmptyState title={text.none} hint={text.noneHelp} />}
        className="md:min-w-[860px]"
        rowClassName="align-top [&>td]:py-2.5"
      />
    </div>
  )
}

function AccountLink({ id, name }: { id: string; name: string }) {
  return (
    <div>
      <Link href={`/accounts/${id}`} prefetch={false} className="font-medium hover:underline">
        <bdi translate="no">{name}</bdi>
      </Link>
      <br />
      <CopyId id={id} short />
    </div>
  )
}
