import type { OpenSession } from '@/lib/gateways/db/sessions'
import { Card } from '@/lib/ui/card'
import { PageLink } from '@/lib/ui/page-link'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import { ChangePerson, StaffRoleForm } from './change-person'
import type { PersonDetails } from './load-people'
import { peopleText, ROLE_WORDS, personText as text } from './text'

const SESSIONS: Column<OpenSession>[] = [
  { header: text.sessionColumns.started, cell: ({ startedAt }) => <Time at={startedAt} /> },
  { header: text.sessionColumns.address, cell: ({ ipAddress }) => ipAddress || text.unknown },
  {
    header: text.sessionColumns.browser,
    cell: ({ userAgent }) => <bdi translate="no">{userAgent || text.unknown}</bdi>,
    className: 'max-w-md break-words max-md:hidden',
  },
]

/** Everything about one person that an admin may change. `isSelf`: the admin looks at themselves. */
export function PersonPanels({ person, accounts, sessions, hasFactor, isSelf }: PersonDetails & { isSelf: boolean }) {
  const accountColumns: Column<PersonDetails['accounts'][number]>[] = [
    {
      header: text.account,
      isRowHeader: true,
      className: 'font-medium',
      cell: ({ id, name }) =>
        name === null ? (
          `${id} · ${text.unknownAccount}`
        ) : (
          <PageLink href={`/accounts/${id}`} className="text-accent hover:underline">
            <bdi translate="no">{name}</bdi>
          </PageLink>
        ),
    },
    {
      header: text.role,
      cell: ({ role, isDisabled }) => {
        const words = ROLE_WORDS[role as keyof typeof ROLE_WORDS]
        return isDisabled ? peopleText.shutOut(words) : words
      },
    },
    {
      header: text.remove,
      className: 'w-56',
      cell: ({ id, name }) => (
        <ChangePerson
          personId={person.id}
          change={{ kind: 'remove', accountId: id }}
          label={text.remove}
          name={text.removeFrom(name ?? id)}
          needsConfirmation
        />
      ),
    },
  ]
  return (
    <div className="mt-4 flex max-w-4xl flex-col gap-4">
      {isSelf ? (
        <p className="text-sm text-muted">{text.you}</p>
      ) : (
        <Card title={text.staff}>
          <div className="p-4">
            <StaffRoleForm personId={person.id} staffRole={person.staffRole} />
          </div>
        </Card>
      )}
      <Card title={text.accounts} className="overflow-clip">
        <Table
          columns={accountColumns}
          rows={accounts}
          rowKey={({ id }) => id}
          empty={<p className="p-4 text-sm text-muted">{text.noAccounts}</p>}
        />
      </Card>
      <Card title={text.sessions} className="overflow-clip">
        <Table
          columns={SESSIONS}
          rows={sessions}
          rowKey={({ startedAt, userAgent }) => `${startedAt.getTime()} ${userAgent}`}
          empty={<p className="p-4 text-sm text-muted">{text.noSessions}</p>}
        />
        {sessions.length > 0 && (
          <div className="border-t border-line p-4">
            <ChangePerson personId={person.id} change={{ kind: 'sign_out' }} label={text.signOut} />
          </div>
        )}
      </Card>
      {hasFactor && (
        <Card title={text.factor}>
          <div className="flex flex-col gap-3 p-4">
            <p className="text-sm text-muted">{text.factorHelp}</p>
            <ChangePerson
              personId={person.id}
              change={{ kind: 'remove_factor' }}
              label={text.removeFactor}
              needsConfirmation
            />
          </div>
        </Card>
      )}
      <Card title={text.password}>
        <div className="flex flex-col gap-3 p-4">
          <p className="text-sm text-muted">{text.passwordHelp}</p>
          <ChangePerson personId={person.id} change={{ kind: 'reset_link' }} label={text.resetLink} />
        </div>
      </Card>
      {!isSelf && (
        <Card title={person.disabledAt ? text.disabledTitle : text.disabling}>
          <div className="flex flex-col gap-3 p-4">
            {person.disabledAt && (
              <p className="text-sm">
                <span>{`${text.disabledSince} `}</span>
                <Time at={person.disabledAt} />
              </p>
            )}
            <p className="text-sm text-muted">{person.disabledAt ? text.enablingHelp : text.disablingHelp}</p>
            {person.disabledAt ? (
              <ChangePerson key="enable" personId={person.id} change={{ kind: 'enable' }} label={text.enable} />
            ) : (
              <ChangePerson
                key="disable"
                personId={person.id}
                change={{ kind: 'disable' }}
                label={text.disable}
                confirm={text.confirmDisable}
                needsConfirmation
              />
            )}
          </div>
        </Card>
      )}
      {!isSelf && (
        <Card title={text.removal}>
          <div className="flex flex-col gap-3 p-4">
            <p className="text-sm text-muted">{text.removalHelp}</p>
            <ChangePerson
              personId={person.id}
              change={{ kind: 'remove', accountId: null }}
              label={text.removeAll}
              needsConfirmation
            />
          </div>
        </Card>
      )}
    </div>
  )
}
