import type { Route } from 'next'
import type { ReactNode } from 'react'
import type { CalendarDate } from '@/lib/domain/calendar/calendar-date'
import { describeArrival, explainFailure, labelPayoutStatus } from '@/lib/domain/payouts/payout-text'
import type { ListedPayout } from '@/lib/gateways/db/payout-readings'
import { Badge } from '@/lib/ui/badge'
import { MoneyAmount } from '@/lib/ui/money-amount'
import { PageLink } from '@/lib/ui/page-link'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import { payoutListText as text } from './payout-list-text'
import { describeType, toneOf } from './payout-words'

type Props = { payouts: readonly ListedPayout[]; today: CalendarDate; empty: ReactNode }

/** Payouts of any account, each a link to its page. */
export function PayoutListTable({ payouts, today, empty }: Props) {
  return (
    <Table columns={columnsOf(today)} rows={payouts} rowKey={({ id }) => id} empty={empty} rowClassName="align-top" />
  )
}

const addressOf = ({ id, account }: ListedPayout) => `/accounts/${account.id}/payouts/${id}` as Route

function columnsOf(today: CalendarDate): Column<ListedPayout>[] {
  const { columns } = text
  return [
    {
      header: columns.amount,
      isNumeric: true,
      isRowHeader: true,
      className: 'font-medium',
      cell: (payout) => (
        <>
          <PageLink href={addressOf(payout)} className="hover:underline">
            <MoneyAmount money={payout} />
          </PageLink>
          {/* On a phone it has no column. */}
          <span className="mt-0.5 block md:hidden">
            <Badge tone={toneOf(payout.status)}>{labelPayoutStatus(payout.status)}</Badge>
          </span>
        </>
      ),
    },
    {
      header: columns.status,
      className: 'max-md:hidden',
      cell: ({ status, failure }) => (
        <>
          <Badge tone={toneOf(status)}>{labelPayoutStatus(status)}</Badge>
          {failure && <span className="mt-0.5 block text-xs text-failed">{explainFailure(failure).happened}</span>}
        </>
      ),
    },
    {
      header: columns.account,
      cell: (payout) => (
        <>
          <PageLink href={`/accounts/${payout.account.id}`} className="break-words hover:underline">
            <bdi translate="no">{payout.account.name}</bdi>
          </PageLink>
          <span className="block text-xs text-muted md:hidden">{describeArrival(payout, today)}</span>
          {payout.failure && (
            <span className="block text-xs text-failed md:hidden">{explainFailure(payout.failure).happened}</span>
          )}
        </>
      ),
    },
    { header: columns.arrival, className: 'max-md:hidden', cell: (payout) => describeArrival(payout, today) },
    {
      header: columns.created,
      className: 'max-lg:hidden',
      cell: ({ createdAt }) => (createdAt ? <Time at={createdAt} /> : text.notGiven),
    },
    { header: columns.type, className: 'max-xl:hidden text-muted', cell: describeType },
  ]
}
