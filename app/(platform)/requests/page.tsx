import type { Metadata } from 'next'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { loadRequests } from '@/lib/features/balance-settings/requests/load-requests'
import { parseRequestQuery, requestsUrl } from '@/lib/features/balance-settings/requests/query'
import { RequestsTable } from '@/lib/features/balance-settings/requests/requests-table'
import { requestsText as text } from '@/lib/features/balance-settings/requests/text'
import { ChipLink } from '@/lib/ui/chip-link'
import { EmptyState } from '@/lib/ui/empty-state'
import { Pager } from '@/lib/ui/pager'

export const metadata: Metadata = { title: text.title }

export default async function RequestsPage({ searchParams }: PageProps<'/requests'>) {
  const access = await requirePlatform('requests:read')
  const query = parseRequestQuery(await searchParams)
  const { requests, hasMore } = await loadRequests(access, query)
  const last = requests.at(-1)
  return (
    <>
      <RenderedForPerson person={access.person} />
      <h1 className="text-xl font-semibold">{text.title}</h1>
      <p className="mt-1 max-w-prose text-sm text-muted">{text.help}</p>
      <nav aria-label={text.groupsLabel} className="mt-4 flex gap-1.5">
        {(['open', 'all'] as const).map((group) => (
          <ChipLink key={group} href={requestsUrl({ group, after: null })} isOn={query.group === group}>
            {text.groups[group]}
          </ChipLink>
        ))}
      </nav>
      <section aria-label={text.title} className="mt-4 overflow-clip rounded-md border border-line bg-surface">
        <RequestsTable
          requests={requests}
          empty={<EmptyState title={query.group === 'open' ? text.none : text.noneEver} hint={text.noneHelp} />}
        />
      </section>
      <Pager
        label={text.pages}
        words={[text.first, text.next]}
        previous={query.after ? requestsUrl({ ...query, after: null }) : null}
        next={hasMore && last ? requestsUrl({ ...query, after: last.id }) : null}
      />
    </>
  )
}
