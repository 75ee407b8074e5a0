import type { Metadata } from 'next'
import Link from 'next/link'
import { requirePlatform } from '@/lib/auth/account-access'
import { openPlatform } from '@/lib/domain/access/permissions'
import { AccountFilters } from '@/lib/features/accounts/account-filters'
import { AccountsTable } from '@/lib/features/accounts/accounts-table'
import { loadAccountList } from '@/lib/features/accounts/load-accounts'
import { accountListAddress, parseAccountListQuery } from '@/lib/features/accounts/query'
import { SyncPanel } from '@/lib/features/accounts/sync-panel'
import { buttonClasses } from '@/lib/ui/button'
import { EmptyState } from '@/lib/ui/empty-state'
import { Pager } from '@/lib/ui/pager'

export const metadata: Metadata = { title: 'Accounts' }

export default async function AccountsPage({ searchParams }: PageProps<'/accounts'>) {
  const access = await requirePlatform('accounts:list')
  const query = parseAccountListQuery(await searchParams)
  const { accounts, hasPrevious, hasNext, countries, sync } = await loadAccountList(access, query)
  const isFiltered = accountListAddress(query) !== accountListAddress(parseAccountListQuery({}))
  const [first, last] = [accounts.at(0), accounts.at(-1)]
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-xl font-semibold">Accounts</h1>
        <SyncPanel sync={sync} maySync={openPlatform(access.person, 'accounts:sync') !== null} />
      </div>
      <div className="mt-4">
        <AccountFilters query={query} countries={countries} />
      </div>
      <section aria-label="Connected accounts" className="mt-4 overflow-clip rounded-md border border-line bg-surface">
        {accounts.length > 0 && <AccountsTable accounts={accounts} />}
        {accounts.length === 0 &&
          (isFiltered ? (
            <EmptyState
              title="No matching accounts"
              hint="Search matches the beginning of the name, the email and the ID."
            >
              <Link href="/accounts" className={buttonClasses()}>
                Clear filters
              </Link>
            </EmptyState>
          ) : (
            <EmptyState
              title="No accounts yet"
              hint="A sync reads the platform’s connected accounts from Stripe. An admin can start one above."
            />
          ))}
      </section>
      <Pager
        label="Pages of accounts"
        previous={
          hasPrevious && first ? accountListAddress(query, { cursor: { direction: 'before', id: first.id } }) : null
        }
        next={hasNext && last ? accountListAddress(query, { cursor: { direction: 'after', id: last.id } }) : null}
      />
    </>
  )
}
