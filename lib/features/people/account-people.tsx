import { type AccountAccess, type StaffRole, staffRolesThatRead } from '@/lib/domain/access/permissions'
import type { AccountPerson } from '@/lib/gateways/db/people'
import type { PastView } from '@/lib/gateways/db/support-views'
import { Card } from '@/lib/ui/card'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import { ChangeAccountRole, RemoveFromAccount, SetAccountAccess } from './account-forms'
import { ROLE_HELP, ROLE_WORDS, accessText as text, viewText } from './text'

/** By whom somebody is shut out, if they are. */
export const disabledWords = ({ disabledAt, disabledHereAt }: Pick<AccountPerson, 'disabledAt' | 'disabledHereAt'>) =>
  disabledAt ? [text.disabled] : disabledHereAt ? [text.disabledHere] : []

const roleWords = ({ role, ...disabled }: AccountPerson) => [ROLE_WORDS[role], ...disabledWords(disabled)].join(' ')

/** Who can reach the account, for owners, who manage it. */
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
      cell: (each) => (
        <>
          <bdi translate="no">{each.name}</bdi>
          {each.id === owner.id && <span className="font-normal text-muted">{` ${text.you}`}</span>}
          {/* On a phone these have no columns. */}
          <bdi translate="no" className="block text-xs font-normal break-all text-muted md:hidden">
            {each.email}
          </bdi>
          <span className="block text-xs font-normal md:hidden">{roleWords(each)}</span>
        </>
      ),
    },
    {
      header: columns.email,
      className: 'break-all max-md:hidden',
      cell: ({ email }) => <bdi translate="no">{email}</bdi>,
    },
    { header: columns.role, className: 'max-md:hidden', cell: roleWords },
    { header: columns.since, className: 'max-md:hidden', cell: ({ since }) => <Time at={since} /> },
    {
      header: columns.action,
      cell: ({ id, name, role, disabledHereAt }) => (
        <div className="flex flex-wrap items-start gap-2">
          {id !== owner.id && (
            <>
              {!disabledHereAt && <ChangeAccountRole accountId={account.id} person={{ id, name, role }} />}
              <SetAccountAccess accountId={account.id} person={{ id, name }} isDisabled={disabledHereAt !== null} />
            </>
          )}
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

function Ended({ view: { endedAt, until } }: { view: PastView }) {
  const at = endedAt ?? (until < new Date() ? until : null)
  return at ? <Time at={at} /> : <span>{viewText.open}</span>
}

const VIEWS: Column<PastView>[] = [
  {
    header: viewText.columns.started,
    isRowHeader: true,
    cell: (view) => (
      <>
        <Time at={view.startedAt} />
        {/* On a phone it has no column. */}
        <span className="block text-xs text-muted md:hidden">
          <span>{viewText.columns.ended}</span> <Ended view={view} />
        </span>
      </>
    ),
  },
  { header: viewText.columns.ended, className: 'max-md:hidden', cell: (view) => <Ended view={view} /> },
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
