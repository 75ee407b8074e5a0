import type { Metadata } from 'next'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { openPlatform } from '@/lib/domain/access/permissions'
import { payoutDayAsOf } from '@/lib/domain/payouts/forecast'
import { AccountFilters } from '@/lib/features/accounts/account-filters'
import { AccountsTable } from '@/lib/features/accounts/accounts-table'
import { RememberList } from '@/lib/features/accounts/back-to-list'
import { ColumnChoice } from '@/lib/features/accounts/column-choice'
import { loadAccountList } from '@/lib/features/accounts/load-accounts'
import { accountListParams, accountListUrl, parseAccountListQuery } from '@/lib/features/accounts/query'
import { SavedViews } from '@/lib/features/accounts/saved-views'
import { SyncPanel } from '@/lib/features/accounts/sync-panel'
import { exportText, listText, selectionText } from '@/lib/features/accounts/text'
import { buttonClasses } from '@/lib/ui/button'
import { EmptyState } from '@/lib/ui/empty-state'
import { PageLink } from '@/lib/ui/page-link'
import { Pager } from '@/lib/ui/pager'

export const metadata: Metadata = { title: listText.title }

export default async function AccountsPage({ searchParams }: PageProps<'/accounts'>) {
  const access = await requirePlatform('accounts:list')
  const query = parseAccountListQuery(await searchParams)
  const { accounts, previous, next, incomplete, counts, sync, views } = await loadAccountList(access, query)
  const isFiltered = accountListUrl(query, { columns: null }) !== accountListUrl(parseAccountListQuery({}))
  const mayChange = openPlatform(access.person, 'fleet:manage') !== null
  return (
    <>
      <RenderedForPerson person={access.person} />
      <RememberList params={accountListParams(query).toString()} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-xl font-semibold">{listText.title}</h1>
        <div className="flex flex-wrap items-center gap-3">
          <SyncPanel sync={sync} maySync={openPlatform(access.person, 'accounts:sync') !== null} />
          {mayChange && accounts.length > 0 && (
            <a href={`/fleet/change?${accountListParams({ ...query, cursor: null })}`} className={buttonClasses()}>
              {selectionText.changeAll}
            </a>
          )}
          {accounts.length > 0 && (
            <a
              href={`/accounts/export.csv?${accountListParams({ ...query, cursor: null })}`}
              className={buttonClasses()}
            >
              {exportText.list}
            </a>
          )}
        </div>
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-1.5">
        <SavedViews query={query} views={views} />
        <ColumnChoice
          columns={query.columns ?? null}
          others={accountListParams({ ...query, cursor: null, columns: null }).toString()}
        />
      </div>
      <div className="mt-3">
        <AccountFilters query={query} counts={counts} />
      </div>
      <p role="status" className="sr-only">
        {listText.shown(accounts.length)}
      </p>
      <section aria-label={listText.region} className="mt-4 overflow-clip rounded-md border border-line bg-surface">
        {accounts.length > 0 ? (
          <AccountsTable
            accounts={accounts}
            query={query}
            counts={counts}
            mayChange={mayChange}
            today={payoutDayAsOf({ now: Date.now(), startOfDay: null })}
          />
        ) : isFiltered ? (
          <EmptyState title={listText.noMatch} hint={listText.noMatchHelp}>
            <PageLink href="/accounts" className={buttonClasses()}>
              {listText.clear}
            </PageLink>
          </EmptyState>
        ) : (
          <EmptyState title={listText.none} hint={listText.noneHelp} />
        )}
      </section>
      {incomplete && <p className="mt-2 text-xs text-muted">{listText.incomplete[incomplete]}</p>}
      <Pager
        label={listText.pages}
        previous={previous === null ? null : accountListUrl(query, { cursor: { direction: 'before', id: previous } })}
        next={next === null ? null : accountListUrl(query, { cursor: { direction: 'after', id: next } })}
      />
    </>
  )
}
