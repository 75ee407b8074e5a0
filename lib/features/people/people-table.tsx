import type { Person } from '@/lib/domain/access/permissions'
import { EmptyState } from '@/lib/ui/empty-state'
import { PageLink } from '@/lib/ui/page-link'
import { type Column, Table } from '@/lib/ui/table'
import { personUrl } from './query'
import { grantWords, ROLE_WORDS, peopleText as text } from './text'

/** Memberships that a row names; the page of the person has all of them. */
const NAMED = 2

function accessOf({ staffRole, memberships: reached, disabledMemberships = [], disabledAt }: Person): string {
  const memberships = [...reached.map(grantWords), ...disabledMemberships.map((each) => text.shutOut(grantWords(each)))]
  const all = [
    ...(disabledAt ? [text.disabled] : []),
    ...(staffRole ? [ROLE_WORDS[staffRole]] : []),
    ...memberships.slice(0, NAMED),
  ]
  if (memberships.length > NAMED) all.push(text.more(memberships.length - NAMED))
  return all.join(', ') || text.noAccess
}

const COLUMNS: Column<Person>[] = [
  {
    header: text.columns.person,
    isRowHeader: true,
    className: 'font-medium',
    cell: ({ id, name, email }) => (
      <>
        <PageLink href={personUrl(id)} className="text-accent hover:underline">
          <bdi translate="no">{name}</bdi>
        </PageLink>
        <p className="font-normal break-all text-muted md:hidden">
          <bdi translate="no">{email}</bdi>
        </p>
      </>
    ),
  },
  {
    header: text.columns.email,
    cell: ({ email }) => <bdi translate="no">{email}</bdi>,
    className: 'break-all max-md:hidden',
  },
  { header: text.columns.access, cell: accessOf, className: 'break-words' },
]

export function PeopleTable({ people }: { people: Person[] }) {
  return (
    <Table
      columns={COLUMNS}
      rows={people}
      rowKey={({ id }) => id}
      empty={<EmptyState title={text.none} hint={text.noneHelp} />}
    />
  )
}
