import type { ReactNode } from 'react'
import type { CalendarDate } from '@/lib/domain/calendar/calendar-date'
import { formatDay } from '@/lib/domain/calendar/format-day'
import { formatMoney } from '@/lib/domain/money/money'
import type { AccountCounts, AccountRow } from '@/lib/gateways/db/account-list'
import type { AccountListQuery, AccountSort } from '@/lib/gateways/db/account-list-query'
import { CopyPictures } from '@/lib/ui/copy-id'
import { cellClasses, type Heading, TableFrame } from '@/lib/ui/table'
import { AccountRows, type ListedAccount } from './account-rows'
import { countryName, intervalWords, stateWords } from './account-words'
import { availableOf } from './available'
import { accountListUrl, firstDirection, isByAmount } from './query'
import { selectionText, listText as text } from './text'
import { SelectAll, WorklistForm } from './worklist-form'

const { columns } = text

/** Of all rows: the link covers its row, so that the whole row opens and still is one link. */
const rowsClasses =
  '[&>tr]:relative [&>tr]:focus-within:bg-accent-soft [&>tr]:hover:bg-sunken [&_a]:font-medium [&_a]:outline-none [&_a]:after:absolute [&_a]:after:inset-0 [&_a]:focus-visible:after:outline-2 [&_a]:focus-visible:after:-outline-offset-2 [&_a]:focus-visible:after:outline-accent'

const createdDay = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })

/** The columns, in the order of the cells of `AccountRows`. Every sort has its column. The amounts of one currency can be sorted: without a filter, those of the most frequent one. */
function headingsOf({ query, counts }: Pick<Props, 'query' | 'counts'>): Heading[] {
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
    { header: selectionText.column, heading: <SelectAll />, className: 'w-4' },
    {
      header: columns.account,
      sort: sortBy('name'),
      isRowHeader: true,
      className: 'max-w-52 min-w-0 max-[900px]:max-w-36 max-md:w-full max-md:max-w-0',
    },
    {
      header: columns.state,
      sort: sortBy('state'),
      className: 'max-w-52 whitespace-nowrap max-[900px]:max-w-44 max-md:hidden',
    },
    { header: columns.available, sort: sortBy('available'), isNumeric: true, className: 'whitespace-nowrap' },
    { header: columns.nextPayout, sort: sortBy('next_payout'), className: 'whitespace-nowrap max-[970px]:hidden' },
    { header: columns.schedule, className: 'max-[1040px]:hidden' },
    { header: columns.delay, isNumeric: true, className: 'whitespace-nowrap max-[1110px]:hidden' },
    { header: columns.country, className: 'max-w-32 truncate max-[1240px]:hidden' },
    { header: columns.created, sort: sortBy('created'), className: 'whitespace-nowrap max-[1560px]:hidden' },
    { header: columns.id, className: 'whitespace-nowrap max-[1410px]:hidden' },
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
  const headings = headingsOf(list)
  return (
    <WorklistForm mayChange={mayChange}>
      {accounts.length === 0 ? (
        empty
      ) : (
        <>
          <CopyPictures />
          <TableFrame columns={headings} bodyClassName={rowsClasses}>
            <AccountRows accounts={accounts.map((row) => listed(row, list.today))} cells={headings.map(cellClasses)} />
          </TableFrame>
        </>
      )}
    </WorklistForm>
  )
}

function listed(row: AccountRow, today: CalendarDate): ListedAccount {
  const { id, name, state, stateReason, goneAt, nextPayoutOn, payoutInterval, delayDays, country, createdAt } = row
  const { main, others } = availableOf(row)
  return {
    ...{ id, name },
    standing: stateWords({ state, reason: stateReason, goneAt }),
    amount: main && { text: formatMoney(main), isNegative: main.amount < 0 },
    others: others.map(formatMoney),
    nextPayout: nextPayoutOn ? formatDay(nextPayoutOn, today) : text.unknown,
    schedule: payoutInterval ? intervalWords(payoutInterval) : text.unknown,
    delay: delayDays === null ? text.unknown : text.days(delayDays),
    country: countryName(country),
    created: createdAt ? createdDay.format(createdAt) : text.unknown,
  }
}
