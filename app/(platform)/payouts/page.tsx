import type { Metadata } from 'next'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { payoutDayAsOf } from '@/lib/domain/payouts/forecast'
import { loadPayoutList } from '@/lib/features/payouts/load-payout-list'
import { PayoutListFilters } from '@/lib/features/payouts/payout-list-filters'
import { parsePayoutQuery, payoutListUrl } from '@/lib/features/payouts/payout-list-query'
import { PayoutListTable } from '@/lib/features/payouts/payout-list-table'
import { payoutListText as text } from '@/lib/features/payouts/payout-list-text'
import { buttonClasses } from '@/lib/ui/button'
import { EmptyState } from '@/lib/ui/empty-state'
import { PageLink } from '@/lib/ui/page-link'
import { Pager } from '@/lib/ui/pager'

export const metadata: Metadata = { title: text.title }

export default async function PayoutsPage({ searchParams }: PageProps<'/payouts'>) {
  const access = await requirePlatform('accounts:list')
  const query = parsePayoutQuery(await searchParams)
  const { payouts, hasNewer, hasOlder, currencies, isFirstRun } = await loadPayoutList(access, query)
  const [first, last] = [payouts.at(0), payouts.at(-1)]
  return (
    <>
      <RenderedForPerson person={access.person} />
      <h1 className="text-xl font-semibold">{text.title}</h1>
      <p className="mt-1 max-w-prose text-sm text-muted">{query.status === 'failed' ? text.failedHelp : text.help}</p>
      <div className="mt-4">
        <PayoutListFilters query={query} currencies={currencies} />
      </div>
      <section aria-label={text.region} className="mt-4 overflow-clip rounded-md border border-line bg-surface">
        <PayoutListTable
          payouts={payouts}
          today={payoutDayAsOf({ now: Date.now(), startOfDay: null })}
          empty={
            <EmptyState
              title={isFirstRun ? text.none : text.noMatch}
              hint={isFirstRun ? text.noneHelp : text.noMatchHelp}
            >
              <PageLink href={isFirstRun ? '/accounts' : '/payouts'} className={buttonClasses()}>
                {isFirstRun ? text.accounts : text.clear}
              </PageLink>
            </EmptyState>
          }
        />
      </section>
      <Pager
        label={text.pages}
        words={[text.newer, text.older]}
        previous={hasNewer && first ? payoutListUrl(query, { cursor: { direction: 'before', id: first.id } }) : null}
        next={hasOlder && last ? payoutListUrl(query, { cursor: { direction: 'after', id: last.id } }) : null}
      />
    </>
  )
}
