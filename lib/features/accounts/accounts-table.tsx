import Link from 'next/link'
import { formatMoney } from '@/lib/domain/money/money'
import type { AccountOverview } from '@/lib/gateways/db/account-overview'
import { CopyId } from '@/lib/ui/copy-id'
import { MoneyAmount } from '@/lib/ui/money-amount'
import { countryName, INTERVAL_WORDS, PayoutsBadge } from './account-words'
import { RowKeys } from './row-keys'

export function AccountsTable({ accounts }: { accounts: AccountOverview[] }) {
  return (
    <RowKeys>
      <table className="w-full border-collapse text-sm">
        <thead className="sticky top-0 z-10 bg-surface">
          <tr className="text-xs text-muted [&>th]:shadow-[inset_0_-1px_var(--line)] [&>th]:px-3 [&>th]:py-2 [&>th]:text-left [&>th]:font-medium [&>th:first-child]:pl-4 [&>th:last-child]:pr-4">
            <th scope="col">Account</th>
            <th scope="col" className="max-[1400px]:hidden">
              E-mail
            </th>
            <th scope="col" className="max-[1250px]:hidden">
              Id
            </th>
            <th scope="col" className="max-[1000px]:hidden">
              Country
            </th>
            <th scope="col" className="max-[900px]:hidden">
              Schedule
            </th>
            <th scope="col" className="max-[1000px]:hidden">
              Delay
            </th>
            <th scope="col">
              <span className="block text-right">Available</span>
            </th>
            <th scope="col">Status</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr
              key={account.id}
              className="relative h-9 border-b border-line last:border-0 focus-within:bg-accent-soft hover:bg-sunken [&>td]:px-3 [&>td]:py-1.5 [&>td:first-child]:pl-4 [&>td:last-child]:pr-4"
            >
              <td className="max-w-60 min-w-0 max-md:w-full max-md:max-w-0">
                {/* The link covers its row, so that the whole row opens and still is one link. */}
                <Link
                  href={`/accounts/${account.id}`}
                  prefetch={false}
                  data-row
                  className="font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
                >
                  <bdi className="block truncate">{account.name}</bdi>
                </Link>
              </td>
              <td className="max-w-48 truncate text-muted max-[1400px]:hidden">{account.email}</td>
              <td className="max-[1250px]:hidden">
                <span className="relative">
                  <CopyId id={account.id} short />
                </span>
              </td>
              <td className="whitespace-nowrap max-[1000px]:hidden">{countryName(account.country)}</td>
              <td className="max-[900px]:hidden">
                {account.payoutInterval ? (INTERVAL_WORDS[account.payoutInterval] ?? account.payoutInterval) : '—'}
              </td>
              <td className="tabular whitespace-nowrap max-[1000px]:hidden">
                {account.delayDays === null ? '—' : `${account.delayDays} d`}
              </td>
              <td className="text-right">
                <AvailableBalance account={account} />
              </td>
              <td>
                <PayoutsBadge account={account} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </RowKeys>
  )
}

/** In the account's own currency; the others are counted, never added up. */
function AvailableBalance({ account }: { account: AccountOverview }) {
  const available = account.balance?.value.available ?? []
  const main = available.find((money) => money.currency === account.defaultCurrency) ?? available[0]
  if (!main) return '—'
  const others = available.filter((money) => money !== main)
  return (
    <>
      <MoneyAmount money={main} />
      {others.length > 0 && (
        <span className="text-xs text-muted" title={others.map(formatMoney).join(', ')}>
          {' '}
          +{others.length}
        </span>
      )}
    </>
  )
}
