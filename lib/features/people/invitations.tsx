import type { AccessLink } from '@/lib/gateways/db/access-links'
import { Card } from '@/lib/ui/card'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import { OpenInvitation } from './open-invitation'
import { grantWords, inviteText as text } from './text'

const { columns } = text
const COLUMNS: Column<AccessLink>[] = [
  {
    header: columns.email,
    cell: ({ email }) => <bdi translate="no">{email}</bdi>,
    isRowHeader: true,
    className: 'font-medium break-all',
  },
  {
    header: columns.access,
    cell: (link) => (link.purpose === 'invitation' ? grantWords(link.grant) : null),
    className: 'break-words',
  },
  { header: columns.expires, cell: ({ expiresAt }) => <Time at={expiresAt} />, className: 'max-md:hidden' },
  { header: columns.by, cell: ({ createdBy }) => <bdi translate="no">{createdBy}</bdi>, className: 'max-md:hidden' },
  { header: columns.action, cell: ({ email }) => <OpenInvitation email={email} /> },
]

/** Those that can still be accepted. */
export function Invitations({ invitations }: { invitations: AccessLink[] }) {
  if (invitations.length === 0) return null
  return (
    <Card title={text.open} className="overflow-clip">
      <Table columns={COLUMNS} rows={invitations} rowKey={({ email }) => email} />
    </Card>
  )
}
