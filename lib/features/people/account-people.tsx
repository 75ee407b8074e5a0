import { type AccountAccess, mayAlso, type StaffRole, staffRolesThatRead } from '@/lib/domain/access/permissions'
import type { AccountPerson } from '@/lib/gateways/db/people'
import type { PastView } from '@/lib/gateways/db/support-views'
import { Button } from '@/lib/ui/button'
import { Card } from '@/lib/ui/card'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import { ChangeAccountRole, RemoveFromAccount } from './account-forms'
import { ROLE_HELP, ROLE_WORDS, accessText as text, viewText } from './text'

/** Who can reach the account, by name. Emails are on the pages where people are managed. */
export async function AccountPeopleCard({
  access,
  people: reading,
}: {
  access: AccountAccess
  people: Promise<AccountPerson[]>
}) {
  const { person, account } = access
  const isAdmin = person.staffRole === 'admin'
  if (!person.staffRole && !mayAlso(access, 'account_people:manage')) return null
  const people = await reading
  const manage = isAdmin ? `/people?q=${account.id}` : person.staffRole ? null : `/access?account=${account.id}`
  return (
    <Card
      title={text.title}
      aside={
        manage && (
          <a href={manage} className="text-sm text-accent underline underline-offset-2">
            {text.manage}
          </a>
        )
      }
    >
      {people.length === 0 ? (
        <p className="p-4 text-sm text-muted">{text.nobody}</p>
      ) : (
        <ul className="flex flex-col gap-1 p-4 text-sm">
          {people.map(({ id, name, role, disabledAt }) => (
            <li key={id} className="flex flex-wrap justify-between gap-x-3">
              <bdi translate="no" className="min-w-0 break-words">
                {name}
              </bdi>
              <span className="text-muted">{`${ROLE_WORDS[role]}${disabledAt ? ` ${text.disabled}` : ''}`}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="border-t border-line px-4 py-2 text-sm text-muted">
        {text.alsoStaff(staffRolesThatRead().map((role) => ROLE_WORDS[role].toLowerCase()))}
      </p>
      {mayAlso(access, 'support_view:start') && (
        <form action="/api/view-as" method="post" className="flex flex-col items-start gap-2 border-t border-line p-4">
          <input type="hidden" name="account" value={account.id} />
          <Button type="submit">{viewText.start}</Button>
          <p className="text-xs text-muted">{viewText.startHelp}</p>
        </form>
      )}
    </Card>
  )
}

/** The same for owners, who manage it. */
export function ManagedPeople({
  access,
  people,
}: {
  access: AccountAccess<'account_people:manage'>
  people: AccountPerson[]
}) {
  const { account, person: owner } = access
  const { columns } = text
  const all: Column<AccountPerson>[] = [
    {
      header: columns.name,
      isRowHeader: true,
      className: 'font-medium break-words',
      cell: ({ id, name, email }) => (
        <>
          <bdi translate="no">{name}</bdi>
          {id === owner.id && <span className="font-normal text-muted">{` ${text.you}`}</span>}
          {/* On a phone it has no column. */}
          <bdi translate="no" className="block text-xs font-normal break-all text-muted md:hidden">
            {email}
          </bdi>
        </>
      ),
    },
    {
      header: columns.email,
      className: 'break-all max-md:hidden',
      cell: ({ email }) => <bdi translate="no">{email}</bdi>,
    },
    {
      header: columns.role,
      cell: ({ role, disabledAt }) => `${ROLE_WORDS[role]}${disabledAt ? ` ${text.disabled}` : ''}`,
    },
    { header: columns.since, className: 'max-md:hidden', cell: ({ since }) => <Time at={since} /> },
    {
      header: columns.action,
      cell: ({ id, name, role }) => (
        <div className="flex flex-wrap items-start gap-2">
          {id !== owner.id && <ChangeAccountRole accountId={account.id} person={{ id, name, role }} />}
          <RemoveFromAccount accountId={account.id} person={{ id, name }} isSelf={id === owner.id} />
        </div>
      ),
    },
  ]
  return (
    <Card title={text.people} className="overflow-clip">
      <Table columns={all} rows={people} rowKey={({ id }) => id} />
    </Card>
  )
}

const STAFF: Column<StaffRole>[] = [
  { header: text.columns.role, isRowHeader: true, className: 'font-medium', cell: (role) => ROLE_WORDS[role] },
  { header: text.columns.may, cell: (role) => ROLE_HELP[role] },
]

const VIEWS: Column<PastView>[] = [
  { header: viewText.columns.started, isRowHeader: true, cell: ({ startedAt }) => <Time at={startedAt} /> },
  {
    header: viewText.columns.ended,
    cell: ({ endedAt, until }) => {
      const at = endedAt ?? (until < new Date() ? until : null)
      return at ? <Time at={at} /> : viewText.open
    },
  },
  { header: viewText.columns.role, cell: ({ staffRole }) => ROLE_WORDS[staffRole] },
]

/** When the platform's staff looked at the account as its owner, the latest first. */
export const SupportViews = ({ views }: { views: PastView[] }) => (
  <Card title={viewText.title} id="views" className="overflow-clip">
    <p className="p-4 pb-2 text-sm text-muted">{viewText.help}</p>
    <Table
      columns={VIEWS}
      rows={views}
      rowKey={({ id }) => id}
      empty={<p className="p-4 text-sm text-muted">{viewText.none}</p>}
    />
  </Card>
)

/** In which roles the platform's staff reach the account; who has them is the platform's own affair. */
export const StaffRoles = ({ platform }: { platform: string }) => (
  <Card title={text.staff(platform)} id="staff" className="overflow-clip">
    <p className="p-4 pb-2 text-sm text-muted">{text.staffHelp}</p>
    <Table columns={STAFF} rows={staffRolesThatRead()} rowKey={(role) => role} />
  </Card>
)
