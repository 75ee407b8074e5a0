'use client'
import type { ReactNode } from 'react'
import { AmountText } from '@/lib/ui/amount-text'
import { CopyIdView, CopyPicture, useCopied } from '@/lib/ui/copy-id'
import { PageLink } from '@/lib/ui/page-link'
import type { ListColumn } from './list-columns'
import { StateView, type StateWords } from './state-view'
import { listText, selectionText } from './text'

/** What a row shows, as texts: the server words them, and sends no elements of React's beside the page. */
export type ListedAccount = {
  id: string
  name: string
  standing: StateWords
  /** An alarm beside the name, or null. */
  alarm: string | null
  amount: { text: string; isNegative: boolean } | null
  /** Of the balance in other currencies. */
  others: string[]
  nextPayout: string
  requirements: { text: string; tone: 'failed' | 'pending' | null }
  schedule: string
  delay: string
  country: string
  created: string
}

type Props = {
  accounts: readonly ListedAccount[]
  columns: readonly ListColumn[]
  /** The classes of the cells: of the box, of the name, and of each column. */
  cells: readonly (string | undefined)[]
}

export function AccountRows({ accounts, columns, cells }: Props) {
  const { copied, copy } = useCopied()
  const cell: Record<ListColumn, (account: ListedAccount) => ReactNode> = {
    state: ({ standing }) => <StateView words={standing} />,
    available: (account) => <Available account={account} />,
    next_payout: ({ nextPayout }) => nextPayout,
    requirements: ({ requirements: { text, tone } }) =>
      tone ? <span className={tone === 'failed' ? 'text-failed' : 'text-pending'}>{text}</span> : text,
    schedule: ({ schedule }) => schedule,
    delay: ({ delay }) => delay,
    country: ({ country }) => country,
    created: ({ created }) => created,
    id: ({ id }) => (
      <span className="relative">
        <CopyIdView id={id} short isCopied={copied === id} onCopy={() => copy(id)}>
          <CopyPicture />
        </CopyIdView>
      </span>
    ),
  }
  return accounts.map((account) => {
    const { id, name } = account
    return (
      <tr key={id}>
        <td className={cells[0]}>
          <input
            type="checkbox"
            name="id"
            value={id}
            aria-label={selectionText.one(name)}
            className="relative z-1 block size-4"
          />
        </td>
        <th scope="row" className={cells[1]}>
          <PageLink href={`/accounts/${id}`} data-row>
            <bdi translate="no" className="block truncate">
              {name}
            </bdi>
          </PageLink>
          {account.alarm && <span className="block truncate text-xs font-normal text-pending">{account.alarm}</span>}
          {columns.includes('state') && (
            <div className="md:hidden">
              <StateView words={account.standing} />
            </div>
          )}
        </th>
        {columns.map((column, place) => (
          <td key={column} className={cells[place + 2]}>
            {cell[column](account)}
          </td>
        ))}
      </tr>
    )
  })
}

/** In the account's own currency; the others are counted, never added up. */
function Available({ account: { amount, others } }: { account: ListedAccount }) {
  if (!amount) return <span>{listText.unknown}</span>
  return (
    <>
      <AmountText {...amount} />
      {others.length > 0 && (
        <span className="text-xs text-muted" title={others.join(', ')}>
          {` +${others.length}`}
        </span>
      )}
    </>
  )
}
