import Link from 'next/link'
import type { ReactNode } from 'react'
import { formatMoney } from '@/lib/domain/money/money'
import type { AccountRow } from '@/lib/gateways/db/account-list'
import { CopyId } from '@/lib/ui/copy-id'
import { MoneyAmount } from '@/lib/ui/money-amount'
import { type Column, Table } from '@/lib/ui/table'
import { countryName, intervalWords, PayoutsBadge } from './account-words'
import { RowKeys } from './row-keys'
import { listText as text } from './text'

const { columns } = text
const COLUMNS: Column<AccountRow>[] = [
  {
    header: columns.account,
    cell: (account) => (
      <>
        <AccountLink account={account} />
        <div className="md:hidden">
          <AccountState account={account} />
        </div>
      </>
    ),
    isRowHeader: true,
    className: 'max-w-60 min-w-0 max-[900px]:max-w-44 max-md:w-full max-md:max-w-0',
  },
  {
    header: columns.email,
    cell: ({ email }) => <bdi translate="no">{email}</bdi>,
    className: 'max-w-36 truncate text-muted max-[1439px]:hidden',
  },
  {
    header: columns.id,
    cell: ({ id }) => (
      <span className="relative">
        <CopyId id={id} short />
      </span>
    ),
    className: 'max-[1250px]:hidden',
  },
  {
    header: columns.country,
    cell: ({ country }) => countryName(country),
    className: 'whitespace-nowrap max-[1150px]:hidden',
  },
  {
    header: columns.schedule,
    cell: ({ payoutInterval }) => (payoutInterval ? intervalWords(payoutInterval) : text.unknown),
    className: 'max-[900px]:hidden',
  },
  {
    header: columns.delay,
    cell: ({ delayDays }) => (delayDays === null ? text.unknown : text.days(delayDays)),
    isNumeric: true,
    className: 'whitespace-nowrap max-[1000px]:hidden',
  },
  {
    header: columns.available,
    cell: (account) => <AvailableBalance account={account} />,
    isNumeric: true,
    className: 'whitespace-nowrap',
  },
  { header: columns.status, cell: (account) => <AccountState account={account} />, className: 'max-md:hidden' },
]

export function AccountsTable({ accounts, empty }: { accounts: AccountRow[]; empty: ReactNode }) {
  return (
    <RowKeys>
      <Table
        columns={COLUMNS}
        rows={accounts}
        rowKey={({ id }) => id}
        empty={empty}
        rowClassName="relative focus-within:bg-accent-soft hover:bg-sunken"
      />
    </RowKeys>
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

const AccountState = ({ account }: { account: AccountRow }) => (
  <PayoutsBadge account={account} payoutsStatus={account.payoutsStatus} showsReason />
)

/** In the account's own currency; the others are counted, never added up. */
function AvailableBalance({ account }: { account: AccountRow }) {
  const { available } = account
  const main = available.find((money) => money.currency === account.defaultCurrency) ?? available[0]
  if (!main) return <span>{text.unknown}</span>
  const others = available.filter((money) => money !== main)
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
