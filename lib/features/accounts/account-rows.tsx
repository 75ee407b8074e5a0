'use client'
import { AmountText } from '@/lib/ui/amount-text'
import { CopyIdView, CopyPicture, useCopied } from '@/lib/ui/copy-id'
import { PageLink } from '@/lib/ui/page-link'
import { StateView, type StateWords } from './state-view'
import { listText, selectionText } from './text'

/** What a row shows, as texts: the server words them, and sends no elements of React's beside the page. */
export type ListedAccount = {
  id: string
  name: string
  standing: StateWords
  amount: { text: string; isNegative: boolean } | null
  /** Of the balance in other currencies. */
  others: string[]
  nextPayout: string
  schedule: string
  delay: string
  country: string
  created: string
}

/** `cells`: the classes of the cells of each column, in their order. */
export function AccountRows({ accounts, cells }: { accounts: readonly ListedAccount[]; cells: readonly string[] }) {
  const { copied, copy } = useCopied()
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
          <div className="md:hidden">
            <StateView words={account.standing} />
          </div>
        </th>
        <td className={cells[2]}>
          <StateView words={account.standing} />
        </td>
        <td className={cells[3]}>
          <Available account={account} />
        </td>
        <td className={cells[4]}>{account.nextPayout}</td>
        <td className={cells[5]}>{account.schedule}</td>
        <td className={cells[6]}>{account.delay}</td>
        <td className={cells[7]}>{account.country}</td>
        <td className={cells[8]}>{account.created}</td>
        <td className={cells[9]}>
          <span className="relative">
            <CopyIdView id={id} short isCopied={copied === id} onCopy={() => copy(id)}>
              <CopyPicture />
            </CopyIdView>
          </span>
        </td>
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
