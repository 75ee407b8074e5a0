import type { ReactNode } from 'react'
import { type CalendarDate, parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { formatDay } from '@/lib/domain/calendar/format-day'
import { formatMoney } from '@/lib/domain/money/money'
import type { AccountCounts, AccountRow } from '@/lib/gateways/db/account-list'
import type { AccountSort } from '@/lib/gateways/db/account-list-query'
import { classNames } from '@/lib/ui/class-names'
import { CopyPictures } from '@/lib/ui/copy-id'
import { cellClasses, type Heading, TableFrame } from '@/lib/ui/table'
import { AccountRows, type ListedAccount } from './account-rows'
import { countryName, intervalWords, stateWords } from './account-words'
import { availableOf } from './available'
import { LIST_COLUMNS, type ListColumn } from './list-columns'
import { accountListUrl, firstDirection, isByAmount, type ShownList } from './query'
import { selectionText, listText as text } from './text'
import { SelectAll, WorklistForm } from './worklist-form'

const { columns } = text

/** Of all rows: the link covers its row, so that the whole row opens and still is one link. */
const rowsClasses =
  '[&>tr]:relative [&>tr]:focus-within:bg-accent-soft [&>tr]:hover:bg-sunken [&_a]:font-medium [&_a]:outline-none [&_a]:after:absolute [&_a]:after:inset-0 [&_a]:focus-visible:after:outline-2 [&_a]:focus-visible:after:-outline-offset-2 [&_a]:focus-visible:after:outline-accent'

const createdDay = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })

/** What a column has beside its words: `width` in pixels. The amounts of one currency can be sorted. */
const COLUMNS: Record<ListColumn, Pick<Heading, 'isNumeric' | 'className'> & { sort?: AccountSort; width: number }> = {
  state: {
    sort: 'state',
    width: 208,
    className: 'max-w-52 whitespace-nowrap max-[900px]:max-w-44 min-[1440px]:max-w-64',
  },
  available: { sort: 'available', width: 128, isNumeric: true, className: 'whitespace-nowrap' },
  next_payout: { sort: 'next_payout', width: 106, className: 'whitespace-nowrap' },
  requirements: { width: 108, className: 'whitespace-nowrap' },
  schedule: { width: 77 },
  delay: { width: 72, isNumeric: true, className: 'whitespace-nowrap' },
  country: { width: 128, className: 'max-w-32 truncate' },
  created: { sort: 'created', width: 108, className: 'whitespace-nowrap' },
  id: { width: 166, className: 'whitespace-nowrap' },
}

/** The columns in the order in which a screen that is too narrow for all leaves them out, the last one first. */
const BY_NEED: readonly ListColumn[] = [
  ...(['available', 'state', 'next_payout', 'requirements', 'schedule', 'delay'] as const),
  ...(['id', 'country', 'created'] as const),
]

/** Pixels of the box and the name, and of what is beside the table. */
const [NAME, BESIDE] = [252, 266]

/** From this width on, the state takes so many pixels more, so that its reason is not cut off. */
const [ROOMY, MORE] = [1440, 48]

const SCREENS: [width: number, className: string][] = [
  [970, 'max-[970px]:hidden'],
  [1080, 'max-[1080px]:hidden'],
  [1160, 'max-[1160px]:hidden'],
  [1230, 'max-[1230px]:hidden'],
  [1410, 'max-[1410px]:hidden'],
  [1540, 'max-[1540px]:hidden'],
]

/** The screens that leave a column out. The first has its place on each; on a phone the state is below the name. */
function leftOut(shown: readonly ListColumn[]): Map<ListColumn, string> {
  let width = NAME + BESIDE
  const needed = BY_NEED.filter((column) => shown.includes(column))
  return new Map(
    needed.map((column, place) => {
      width += COLUMNS[column].width
      if (column === 'state') return [column, 'max-md:hidden']
      if (place === 0) return [column, '']
      const fits = (screen: number) => screen >= width && Math.max(screen, ROOMY) >= width + MORE
      return [column, SCREENS.find(([screen]) => fits(screen))?.[1] ?? 'hidden']
    }),
  )
}

/** The headings of the columns, of which every sort has one. Without a filter, amounts are sorted in the most frequent currency. */
function headingsOf({ query, counts }: Pick<Props, 'query' | 'counts'>, shown: readonly ListColumn[]): Heading[] {
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
  const screens = leftOut(shown)
  return [
    { header: selectionText.column, heading: <SelectAll />, className: 'w-4' },
    {
      header: columns.account,
      sort: sortBy('name'),
      isRowHeader: true,
      className: 'max-w-52 min-w-0 max-[900px]:max-w-36 max-md:w-full max-md:max-w-0',
    },
    ...shown.map((column): Heading => {
      const { sort, className, isNumeric = false } = COLUMNS[column]
      return {
        header: columns[column],
        isNumeric,
        sort: sort && sortBy(sort),
        className: classNames(className, screens.get(column)),
      }
    }),
  ]
}

type Props = {
  accounts: AccountRow[]
  query: ShownList
  counts: AccountCounts
  /** Of the reader: days of this year are shown without it. */
  today: CalendarDate
  /** Whether the reader may change settings of selected accounts together. */
  mayChange?: boolean
  empty: ReactNode
}

export function AccountsTable({ accounts, mayChange = false, empty, ...list }: Props) {
  const shown = list.query.columns ?? LIST_COLUMNS
  const headings = headingsOf(list, shown)
  return (
    <WorklistForm mayChange={mayChange}>
      {accounts.length === 0 ? (
        empty
      ) : (
        <>
          <CopyPictures />
          <TableFrame columns={headings} bodyClassName={rowsClasses}>
            <AccountRows
              accounts={accounts.map((row) => listed(row, list.today))}
              columns={shown}
              cells={headings.map(cellClasses)}
            />
          </TableFrame>
        </>
      )}
    </WorklistForm>
  )
}

function listed(row: AccountRow, today: CalendarDate): ListedAccount {
  const {
    id,
    name,
    state,
    stateReason,
    goneAt,
    nextPayoutOn,
    payoutInterval,
    delayDays,
    country,
    createdAt,
    bankShared,
  } = row
  const { main, others } = availableOf(row)
  return {
    ...{ id, name },
    alarm: bankShared ? text.sharedBank : null,
    standing: stateWords({ state, reason: stateReason, goneAt }),
    amount: main && { text: formatMoney(main), isNegative: main.amount < 0 },
    others: others.map(formatMoney),
    requirements: requirementWords(row, today),
    nextPayout: nextPayoutOn ? formatDay(nextPayoutOn, today) : text.unknown,
    schedule: payoutInterval ? intervalWords(payoutInterval) : text.unknown,
    delay: delayDays === null ? text.unknown : text.days(delayDays),
    country: countryName(country),
    created: createdAt ? createdDay.format(createdAt) : text.unknown,
  }
}

/** The most urgent level, or by when what is due has to be given. */
function requirementWords({ requirements }: AccountRow, today: CalendarDate): ListedAccount['requirements'] {
  if (!requirements) return { text: text.unknown, tone: null }
  const { level, deadline } = requirements
  const words = text.requirements[level]
  if (level === 'past_due') return { text: words, tone: 'failed' }
  if (level !== 'currently_due') return { text: words, tone: null }
  const day = deadline && parseCalendarDate(new Date(deadline).toISOString().slice(0, 10))
  return { text: day ? text.dueBy(formatDay(day, today)) : words, tone: 'pending' }
}
