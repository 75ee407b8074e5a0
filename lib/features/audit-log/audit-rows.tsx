'use client'
import { CopyId } from '@/lib/ui/copy-id'
import { PageLink } from '@/lib/ui/page-link'
import { type Column, Table } from '@/lib/ui/table'
import { ActorName, EntryDetails } from './entry-details'
import { EntryTime } from './entry-lines'
import type { EntryWords } from './entry-words'
import { OutcomeBadge } from './outcome-badge'
import { auditText as text } from './text'

const { columns } = text

/** Owners have no page of an entry. */
const entryTime = (entry: EntryWords, isOwn: boolean) => <EntryTime entry={entry} opensEntry={!isOwn} />

/** On a phone an entry is one card: its only column. */
const columnsFor = (isOwn: boolean, opensAccounts: boolean): Column<EntryWords>[] => [
  { header: columns.time, cell: (entry) => entryTime(entry, isOwn), className: 'max-md:hidden' },
  { header: columns.actor, cell: ({ actor }) => <ActorName actor={actor} />, className: 'max-md:hidden' },
  ...(isOwn
    ? []
    : [
        {
          header: columns.account,
          cell: ({ account }: EntryWords) => account && <AccountName {...account} isLink={opensAccounts} />,
          className: 'max-md:hidden',
        },
      ]),
  {
    header: columns.event,
    className: 'md:max-w-md',
    cell: (entry) => (
      <>
        <div className="flex flex-wrap items-center justify-between gap-x-3">
          <p className="text-xs text-muted">{entry.label}</p>
          {entry.outcome && (
            <span className="md:hidden">
              <OutcomeBadge outcome={entry.outcome} />
            </span>
          )}
        </div>
        <EntryDetails entry={entry} />
        <div className="mt-1 flex flex-wrap gap-x-3 text-xs md:hidden">
          <span>
            <ActorName actor={entry.actor} />
          </span>
          <span>{entryTime(entry, isOwn)}</span>
          {!isOwn && entry.account && <AccountName {...entry.account} isLink={opensAccounts} />}
        </div>
      </>
    ),
  },
  {
    header: columns.outcome,
    cell: ({ outcome }) => outcome && <OutcomeBadge outcome={outcome} />,
    className: 'max-md:hidden',
  },
]

type Props = { entries: readonly EntryWords[]; isOwn: boolean; opensAccounts: boolean }

export function AuditRows({ entries, isOwn, opensAccounts }: Props) {
  return (
    // Focusable, so that the keyboard can scroll it where it is wider than the page.
    <div className="relative max-desk:overflow-x-auto" tabIndex={-1}>
      <Table
        columns={columnsFor(isOwn, opensAccounts)}
        rows={entries}
        rowKey={({ id }) => id}
        className="md:min-w-[860px]"
        rowClassName="align-top"
      />
    </div>
  )
}

function AccountName({ id, name, isLink }: { id: string; name: string; isLink: boolean }) {
  return (
    <div>
      {isLink ? (
        <PageLink href={`/accounts/${id}/history`} className="font-medium hover:underline">
          <bdi translate="no">{name}</bdi>
        </PageLink>
      ) : (
        <bdi translate="no" className="font-medium">
          {name}
        </bdi>
      )}
      <br />
      <CopyId id={id} short />
    </div>
  )
}
