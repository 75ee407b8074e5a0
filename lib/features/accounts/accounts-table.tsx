import Link from 'next/link'
import type { ReactNode } from 'react'
import type { CalendarDate } from '@/lib/domain/calendar/calendar-date'
import { formatDay } from '@/lib/domain/calendar/format-day'
import { formatMoney } from '@/lib/domain/money/money'
import type { AccountCounts, AccountRow } from '@/lib/gateways/db/account-list'
import type { AccountListQuery, AccountSort } from '@/lib/gateways/db/account-list-query'
import { CopyId } from '@/lib/ui/copy-id'
import { MoneyAmount } from '@/lib/ui/money-amount'
import { type Column, Table } from '@/lib/ui/table'
import { countryName, intervalWords, StateBadge } from './account-words'
import { availableOf } from './available'
import { accountListUrl, firstDirection, isByAmount } from './query'
import { selectionText, listText as text } from './text'
import { SelectAll, WorklistForm } from './worklist-form'

const { columns } = text

const createdDay = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })

/** Every sort has its column. The amounts of one currency can be sorted: without a filter, those of the most frequent one. */
function columnsOf({ query, counts, today }: Pick<Props, 'query' | 'counts' | 'today'>): Column<AccountRow>[] {
  const sortBy = (sort: AccountSort) => {
    const isSorted = sort === 'available' ? isByAmount(query) : !isByAmount(query) && query.sort === sort
    const direction = isSorted ? query.direction : null
    const next = direction ? (direction === 'asc' ? 'desc' : 'asc') : firstDirection(sort)
    const currency = query.filters.currency ?? counts.filters.currency[0]?.value
    if (sort === 'available' && !currency) return undefined
    const filters = sort === 'available' && currency ? { ...query.filters, currency } : query.filters
    const range = sort === 'available' ? query.range : null
    return { href: accountListUrl(query, { sort, direction: next, filters, range }), direction }
  }
  return [
    {
      header: selectionText.column,
      heading: <SelectAll />,
      cell: ({ id, name }) => (
        <input
          type="checkbox"
          name="id"
          value={id}
          aria-label={selectionText.one(name)}
          className="relative z-1 block size-4"
        />
      ),
      className: 'w-4',
    },
    {
      header: columns.account,
      sort: sortBy('name'),
      cell: (account) => (
        <>
          <AccountLink account={account} />
          <div className="md:hidden">
            <State account={account} />
          </div>
        </>
      ),
      isRowHeader: true,
      className: 'max-w-52 min-w-0 max-[900px]:max-w-36 max-md:w-full max-md:max-w-0',
    },
    {
      header: columns.state,
      sort: sortBy('state'),
      cell: (account) => <State account={account} />,
      className: 'max-w-52 whitespace-nowrap max-[900px]:max-w-44 max-md:hidden',
    },
    {
      header: columns.available,
      sort: sortBy('available'),
      cell: (account) => <AvailableBalance account={account} />,
      isNumeric: true,
      className: 'whitespace-nowrap',
    },
    {
      header: columns.nextPayout,
      sort: sortBy('next_payout'),
      cell: ({ nextPayoutOn }) => (nextPayoutOn ? formatDay(nextPayoutOn, today) : text.unknown),
      className: 'whitespace-nowrap max-[970px]:hidden',
    },
    {
      header: columns.schedule,
      cell: ({ payoutInterval }) => (payoutInterval ? intervalWords(payoutInterval) : text.unknown),
      className: 'max-[1040px]:hidden',
    },
    {
      header: columns.delay,
      cell: ({ delayDays }) => (delayDays === null ? text.unknown : text.days(delayDays)),
      isNumeric: true,
      className: 'whitespace-nowrap max-[1110px]:hidden',
    },
    {
      header: columns.country,
      cell: ({ country }) => countryName(country),
      className: 'max-w-32 truncate max-[1240px]:hidden',
    },
    {
      header: columns.created,
      sort: sortBy('created'),
      cell: ({ createdAt }) => (createdAt ? createdDay.format(createdAt) : text.unknown),
      className: 'whitespace-nowrap max-[1560px]:hidden',
    },
    {
      header: columns.id,
      cell: ({ id }) => (
        <span className="relative">
          <CopyId id={id} short />
        </span>
      ),
      className: 'whitespace-nowrap max-[1410px]:hidden',
    },
  ]
}

type Props = {
  accounts: AccountRow[]
  query: AccountListQuery
  counts: AccountCounts
  /** Of the reader: days of this year are shown without it. */
  today: CalendarDate
  /** Whether the reader may change settings of selected accounts together. */
  mayChange?: boolean
  empty: ReactNode
}

export function AccountsTable({ accounts, mayChange = false, empty, ...list }: Props) {
  return (
    <WorklistForm mayChange={mayChange}>
      <Table
        columns={columnsOf(list)}
        rows={accounts}
        rowKey={({ id }) => id}
        empty={empty}
        rowClassName="relative focus-within:bg-accent-soft hover:bg-sunken"
      />
    </WorklistForm>
  )
}

/** The link covers its row, so that the whole row opens and still is one link. */
function AccountLink({ account }: { account: AccountRow }) {
  return (
    <Link
      href={`/accounts/${account.id}`}
      prefetch={false}
      data-row
      className="font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
    >
      <bdi translate="no" className="block truncate">
        {account.name}
      </bdi>
    </Link>
  )
}

const State = ({ account: { state, stateReason: reason, goneAt } }: { account: AccountRow }) => (
  <StateBadge account={{ state, reason, goneAt }} />
)

/** In the account's own currency; the others are counted, never added up. */
function AvailableBalance({ account }: { account: AccountRow }) {
  const { main, others } = availableOf(account)
  if (!main) return <span>{text.unknown}</span>
  return (
    <>
      <MoneyAmount money={main} />
      {others.length > 0 && (
        <span className="text-xs text-muted" title={others.map(formatMoney).join(', ')}>
          {` +${others.length}`}
        </span>
      )}
    </>
  )
}
