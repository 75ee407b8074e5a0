import type { ReactNode } from 'react'
import type { ChangeRequest, RequestStatus } from '@/lib/domain/access/change-request'
import { Badge, type Tone } from '@/lib/ui/badge'
import { PageLink } from '@/lib/ui/page-link'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import { STATUS_WORDS, requestsText as text } from './text'

const TONES: Record<RequestStatus, Tone> = {
  open: 'pending',
  approved: 'paid',
  rejected: 'failed',
  withdrawn: 'canceled',
  expired: 'canceled',
  ended: 'canceled',
}

export const StatusBadge = ({ status }: { status: RequestStatus }) => (
  <Badge tone={TONES[status]}>{STATUS_WORDS[status]}</Badge>
)

const COLUMNS: Column<ChangeRequest>[] = [
  {
    header: text.columns.asked,
    isRowHeader: true,
    className: 'font-medium',
    cell: ({ id, lines }) => (
      <PageLink href={`/requests/${id}`} data-row className="text-accent hover:underline">
        <bdi translate="no">{lines.join('; ')}</bdi>
      </PageLink>
    ),
  },
  {
    header: text.columns.account,
    cell: ({ account }) => (
      <PageLink href={`/accounts/${account.id}/settings`} className="hover:underline">
        <bdi translate="no">{account.name}</bdi>
      </PageLink>
    ),
  },
  {
    header: text.columns.by,
    className: 'max-md:hidden',
    cell: ({ requestedBy: { name, role } }) => (
      <>
        <bdi translate="no">{name}</bdi> <span className="text-muted">{role}</span>
      </>
    ),
  },
  { header: text.columns.at, className: 'max-sm:hidden', cell: ({ createdAt }) => <Time at={createdAt} /> },
  { header: text.columns.status, cell: ({ status }) => <StatusBadge status={status} /> },
]

export const RequestsTable = ({ requests, empty }: { requests: ChangeRequest[]; empty: ReactNode }) => (
  <Table columns={COLUMNS} rows={requests} rowKey={({ id }) => id} empty={empty} />
)
