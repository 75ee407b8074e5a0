import { type CalendarDate, parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { formatDay } from '@/lib/domain/calendar/format-day'
import { formatMoney } from '@/lib/domain/money/money'
import type { AccountCounts, AccountRow } from '@/lib/gateways/db/account-list'
import type { AccountSort } from '@/lib/gateways/db/account-list-query'
import { countryName, intervalWords, stateWords } from './account-words'
import { type ListedAccount, type Sorts, Worklist } from './account-worklist'
import { availableOf } from './available'
import { columnsWithRoom, LIST_COLUMNS, type ListColumn } from './list-columns'
import { accountListUrl, firstDirection, isByAmount, type ShownList } from './query'
import { listText as text } from './text'

const createdDay = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })

const SORTED: readonly AccountSort[] = ['name', 'state', 'available', 'next_payout', 'created']

type Props = {
  accounts: AccountRow[]
  query: ShownList
  counts: AccountCounts
  /** Of the reader: days of this year are shown without it. */
  today: CalendarDate
  /** Whether the reader may change settings of selected accounts together. */
  mayChange?: boolean
}

export function AccountsTable({ accounts, query, counts, today, mayChange = false }: Props) {
  const columns = columnsWithRoom(query.columns ?? LIST_COLUMNS)
  const shown = new Set(columns.map(([column]) => column))
  return (
    <Worklist
      accounts={accounts.map((row) => listed(row, shown, today))}
      columns={columns}
      sorts={sortsOf(query, counts)}
      mayChange={mayChange}
    />
  )
}

/** Of the columns that can be sorted. Without a filter, amounts are sorted in the most frequent currency. */
function sortsOf(query: ShownList, counts: AccountCounts): Sorts {
  const sorts: Sorts = {}
  for (const sort of SORTED) {
    const isSorted = sort === 'available' ? isByAmount(query) : !isByAmount(query) && query.sort === sort
    const direction = isSorted ? query.direction : null
    const next = direction ? (direction === 'asc' ? 'desc' : 'asc') : firstDirection(sort)
    const currency = query.filters.currency ?? counts.filters.currency[0]?.value
    if (sort === 'available' && !currency) continue
    const filters = sort === 'available' && currency ? { ...query.filters, currency } : query.filters
    const range = sort === 'available' ? query.range : null
    sorts[sort] = { href: accountListUrl(query, { sort, direction: next, filters, range }), direction }
  }
  return sorts
}

function listed(row: AccountRow, shown: ReadonlySet<ListColumn>, today: CalendarDate): ListedAccount {
  const { id, name, nextPayoutOn, payoutInterval, delayDays, country, createdAt, bankShared } = row
  const { main, others } = availableOf(row)
  const { tone, state, reason } = stateWords({ state: row.state, reason: row.stateReason, goneAt: row.goneAt })
  const requirements = requirementWords(row, today)
  return [
    ...([id, name, bankShared ? text.sharedBank : '', tone, state, reason ?? ''] as const),
    ...([main ? formatMoney(main) : '', main !== null && main.amount < 0, others.map(formatMoney)] as const),
    nextPayoutOn ? formatDay(nextPayoutOn, today) : text.unknown,
    ...requirements,
    payoutInterval ? intervalWords(payoutInterval) : text.unknown,
    delayDays === null ? text.unknown : text.days(delayDays),
    shown.has('country') ? countryName(country) : '',
    !shown.has('created') ? '' : createdAt ? createdDay.format(createdAt) : text.unknown,
  ]
}

/** The most urgent level, or by when what is due has to be given. */
function requirementWords(
  { requirements }: AccountRow,
  today: CalendarDate,
): [words: string, tone: '' | 'failed' | 'pending'] {
  if (!requirements) return [text.unknown, '']
  const { level, deadline } = requirements
  const words = text.requirements[level]
  if (level === 'past_due') return [words, 'failed']
  if (level !== 'currently_due') return [words, '']
  const day = deadline && parseCalendarDate(new Date(deadline).toISOString().slice(0, 10))
  return [day ? text.dueBy(formatDay(day, today)) : words, 'pending']
}
