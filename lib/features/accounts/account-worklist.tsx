'use client'
import type { Route } from 'next'
import type { ReactNode } from 'react'
import { AmountText } from '@/lib/ui/amount-text'
import type { Tone } from '@/lib/ui/badge'
import { classNames } from '@/lib/ui/class-names'
import { CopyIdView, CopyPicture, CopyPictures, useCopied } from '@/lib/ui/copy-id'
import { PageLink } from '@/lib/ui/page-link'
import { cellClasses, type Heading, TableFrame } from '@/lib/ui/table-view'
import type { ListColumn, ShownColumn } from './list-columns'
import { StateView } from './state-view'
import { listText, selectionText } from './text'
import { SelectAll, WorklistForm } from './worklist-form'

/**
 * What a row shows, as texts. The server words them and sends no names with them, because it sends fifty rows beside the
 * page.
 */
export type ListedAccount = readonly [
  id: string,
  name: string,
  /** Beside the name, or empty. */
  alarm: string,
  ...state: [tone: Tone, state: string, reason: string],
  /** Empty if it isn't known; then what is available in other currencies. */
  ...available: [amount: string, isNegative: boolean, others: readonly string[]],
  nextPayout: string,
  ...requirements: [words: string, tone: '' | 'failed' | 'pending'],
  schedule: string,
  delay: string,
  /** These two are empty where they aren’t shown. */
  ...seldom: [country: string, created: string],
]

/** Where the rows are sorted by a column, and by which they are. */
export type Sorts = Partial<Record<ListColumn | 'name', { href: Route; direction: 'asc' | 'desc' | null }>>

/** Of all rows: the link covers its row, so that the whole row opens and still is one link. */
const rowsClasses =
  '[&>tr]:relative [&>tr]:focus-within:bg-accent-soft [&>tr]:hover:bg-sunken [&_a]:font-medium [&_a]:outline-none [&_a]:after:absolute [&_a]:after:inset-0 [&_a]:focus-visible:after:outline-2 [&_a]:focus-visible:after:-outline-offset-2 [&_a]:focus-visible:after:outline-accent'

/** What a column has beside its words. */
const COLUMNS: Partial<Record<ListColumn, Pick<Heading, 'isNumeric' | 'className'>>> = {
  state: { className: 'max-w-52 whitespace-nowrap max-[900px]:max-w-44 min-[1440px]:max-w-64' },
  available: { isNumeric: true, className: 'whitespace-nowrap' },
  next_payout: { className: 'whitespace-nowrap' },
  requirements: { className: 'whitespace-nowrap' },
  delay: { isNumeric: true, className: 'whitespace-nowrap' },
  country: { className: 'max-w-32 truncate' },
  created: { className: 'whitespace-nowrap' },
  id: { className: 'whitespace-nowrap' },
}

type Props = { accounts: readonly ListedAccount[]; columns: readonly ShownColumn[]; sorts: Sorts; mayChange: boolean }

/** The list as a form, whose boxes select accounts. */
export function Worklist({ accounts, columns, sorts, mayChange }: Props) {
  const headings = columns.map(([column, screens]): Heading => {
    const { isNumeric = false, className } = COLUMNS[column] ?? {}
    const header = listText.columns[column]
    return { header, sort: sorts[column], isNumeric, className: classNames(className, screens) }
  })
  return (
    <WorklistForm mayChange={mayChange}>
      <CopyPictures />
      <TableFrame columns={[SELECTION, { ...NAMES, sort: sorts.name }, ...headings]} bodyClassName={rowsClasses}>
        <Rows accounts={accounts} columns={columns.map(([column]) => column)} classes={headings.map(cellClasses)} />
      </TableFrame>
    </WorklistForm>
  )
}

const SELECTION: Heading = { header: selectionText.column, heading: <SelectAll />, className: 'w-4' }

const NAMES: Heading = {
  header: listText.columns.account,
  className: 'max-w-52 min-w-0 max-[900px]:max-w-36 max-md:w-full max-md:max-w-0',
}

type RowsProps = {
  accounts: readonly ListedAccount[]
  columns: readonly ListColumn[]
  classes: readonly (string | undefined)[]
}

function Rows({ accounts, columns, classes }: RowsProps) {
  const { copied, copy } = useCopied()
  const hasState = columns.includes('state')
  return accounts.map((account) => {
    const [id, name, alarm, tone, state, reason, amount, isNegative, others, ...rest] = account
    const [nextPayout, due, dueTone, schedule, delay, country, created] = rest
    const standing = { tone, state, reason: reason || null }
    const cells: Record<ListColumn, () => ReactNode> = {
      state: () => <StateView words={standing} />,
      available: () => <Available amount={amount} isNegative={isNegative} others={others} />,
      next_payout: () => nextPayout,
      requirements: () =>
        dueTone ? <span className={dueTone === 'failed' ? 'text-failed' : 'text-pending'}>{due}</span> : due,
      schedule: () => schedule,
      delay: () => delay,
      country: () => country,
      created: () => created,
      id: () => (
        <span className="relative">
          <CopyIdView id={id} short isCopied={copied === id} onCopy={() => copy(id)}>
            <CopyPicture />
          </CopyIdView>
        </span>
      ),
    }
    return (
      <tr key={id}>
        <td className={SELECTION.className}>
          <input
            type="checkbox"
            name="id"
            value={id}
            aria-label={selectionText.one(name)}
            className="relative z-1 block size-4"
          />
        </td>
        <th scope="row" className={NAMES.className}>
          <PageLink href={`/accounts/${id}`} data-row>
            <bdi translate="no" className="block truncate">
              {name}
            </bdi>
          </PageLink>
          {alarm && <span className="block truncate text-xs font-normal text-pending">{alarm}</span>}
          {hasState && (
            <div className="md:hidden">
              <StateView words={standing} />
            </div>
          )}
        </th>
        {columns.map((column, place) => (
          <td key={column} className={classes[place]}>
            {cells[column]()}
          </td>
        ))}
      </tr>
    )
  })
}

/** In the account's own currency; the others are counted, never added up. */
function Available({ amount, isNegative, others }: { amount: string; isNegative: boolean; others: readonly string[] }) {
  if (!amount) return <span>{listText.unknown}</span>
  return (
    <>
      <AmountText text={amount} isNegative={isNegative} />
      {others.length > 0 && (
        <span className="text-xs text-muted" title={others.join(', ')}>
          {` +${others.length}`}
        </span>
      )}
    </>
  )
}
