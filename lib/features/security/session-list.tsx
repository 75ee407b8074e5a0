import { describeDevice } from '@/lib/domain/access/device'
import type { OpenSession } from '@/lib/gateways/db/sessions'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import { endSessionAction } from './actions'
import { AskButton } from './ask-button'
import { securityText as text } from './text'

const deviceOf = ({ userAgent }: OpenSession) => describeDevice(userAgent) ?? text.unknown

/** The person's sessions; the one in which they look is not ended here. */
export function SessionList({ sessions, currentId }: { sessions: OpenSession[]; currentId: string }) {
  const columns: Column<OpenSession>[] = [
    { header: text.columns.device, isRowHeader: true, className: 'font-medium', cell: deviceOf },
    { header: text.columns.address, className: 'max-md:hidden', cell: ({ ipAddress }) => ipAddress || text.unknown },
    { header: text.columns.started, className: 'max-md:hidden', cell: ({ startedAt }) => <Time at={startedAt} /> },
    { header: text.columns.seen, cell: ({ seenAt }) => <Time at={seenAt} /> },
    {
      header: text.columns.action,
      cell: (session) =>
        session.id === currentId ? (
          text.here
        ) : (
          <AskButton action={endSessionAction} id={session.id} label={text.end} name={text.endOf(deviceOf(session))} />
        ),
    },
  ]
  return (
    <>
      <Table columns={columns} rows={sessions} rowKey={({ id }) => id} empty={null} />
      {sessions.length > 1 && (
        <div className="border-t border-line p-4">
          <AskButton action={endSessionAction} id="others" label={text.endOthers} />
        </div>
      )}
    </>
  )
}
