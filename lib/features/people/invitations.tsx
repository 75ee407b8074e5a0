import type { AccessLink } from '@/lib/gateways/db/access-links'
import { Card } from '@/lib/ui/card'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import { OpenInvitation } from './open-invitation'
import { grantWords, ROLE_WORDS, inviteText as text } from './text'

const { columns } = text

const accountOf = (link: AccessLink) =>
  link.purpose === 'invitation' && 'accountId' in link.grant ? link.grant.accountId : null

function accessWords(link: AccessLink, asOwner: boolean): string | null {
  if (link.purpose !== 'invitation') return null
  return asOwner && 'role' in link.grant ? ROLE_WORDS[link.grant.role] : grantWords(link.grant)
}

const columnsFor = (asOwner: boolean): Column<AccessLink>[] => [
  {
    header: columns.email,
    cell: (link) => (
      <>
        <bdi translate="no">{link.email}</bdi>
        {/* On a phone it has no column. */}
        <span className="block text-xs font-normal text-muted md:hidden">{accessWords(link, asOwner)}</span>
      </>
    ),
    isRowHeader: true,
    className: 'font-medium break-all',
  },
  {
    header: columns.access,
    cell: (link) => accessWords(link, asOwner),
    className: 'break-words max-md:hidden',
  },
  { header: columns.expires, cell: ({ expiresAt }) => <Time at={expiresAt} />, className: 'max-md:hidden' },
  ...(asOwner
    ? []
    : [
        {
          header: columns.by,
          cell: ({ createdBy }: AccessLink) => <bdi translate="no">{createdBy}</bdi>,
          className: 'max-md:hidden',
        },
      ]),
  {
    header: columns.action,
    cell: (link) => <OpenInvitation email={link.email} accountId={accountOf(link)} asOwner={asOwner} />,
  },
]

/** Those that can still be accepted: all of them, or an owner's of their account, where staff are not named. */
export function Invitations({ invitations, asOwner = false }: { invitations: AccessLink[]; asOwner?: boolean }) {
  if (invitations.length === 0) return null
  return (
    <Card title={text.open} className="overflow-clip">
      <Table columns={columnsFor(asOwner)} rows={invitations} rowKey={(link) => `${link.email} ${accountOf(link)}`} />
    </Card>
  )
}
