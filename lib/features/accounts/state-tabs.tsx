import type { AccountCounts } from '@/lib/gateways/db/account-list'
import { LISTED_STATES, type ListedState } from '@/lib/gateways/db/account-list-query'
import { classNames } from '@/lib/ui/class-names'
import { PageLink } from '@/lib/ui/page-link'
import { accountListUrl, type ShownList } from './query'
import { nameListedState, filtersText as text } from './text'

/** The states with their numbers of accounts. Those that no account has are left out, but for the usual ones. */
export function StateTabs({ query, counts }: { query: ShownList; counts: AccountCounts }) {
  const countOf = new Map(counts.states.map(({ state, count }) => [state, count]))
  const connected = counts.states.reduce((sum, { state, count }) => (state === 'disconnected' ? sum : sum + count), 0)
  const isShown = (state: ListedState) =>
    countOf.has(state) || query.state === state || (state !== 'unknown' && state !== 'disconnected')
  return (
    <nav aria-label={text.states}>
      <ul className="flex flex-wrap gap-x-1 border-b border-line">
        {[null, ...LISTED_STATES.filter(isShown)].map((state) => (
          <li key={state}>
            <PageLink
              href={accountListUrl(query, { state })}
              scroll={false}
              aria-current={query.state === state ? 'page' : undefined}
              className={classNames(
                '-mb-px flex h-9 items-center gap-1.5 border-b-2 px-2.5 text-sm whitespace-nowrap',
                query.state === state
                  ? 'border-accent font-medium text-ink'
                  : 'border-transparent text-muted hover:text-ink',
              )}
            >
              <span>{state ? nameListedState(state) : text.allStates}</span>
              <span className="tabular text-xs text-muted">
                {(state ? (countOf.get(state) ?? 0) : connected).toLocaleString('en-GB')}
              </span>
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
