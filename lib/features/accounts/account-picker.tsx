import type { Route } from 'next'
import { classNames } from '@/lib/ui/class-names'
import { PageLink } from '@/lib/ui/page-link'

/** For people with several accounts: a link to each, with the current one marked. */
export function AccountPicker({
  accounts,
  current,
  addressOf,
}: {
  accounts: { id: string; name: string }[]
  current: string
  /** Where the person sees the same of another account. */
  addressOf: (accountId: string) => Route
}) {
  return (
    <nav aria-label="Your accounts" className="mb-4 flex flex-wrap gap-1.5">
      {accounts.map(({ id, name }) => (
        <PageLink
          key={id}
          href={addressOf(id)}
          aria-current={id === current ? 'page' : undefined}
          className={classNames(
            'inline-flex h-8 max-w-full items-center rounded-sm border px-3 text-sm font-medium',
            id === current ? 'border-accent bg-accent-soft text-accent' : 'border-line text-muted hover:text-ink',
          )}
        >
          <bdi translate="no" className="truncate">
            {name}
          </bdi>
        </PageLink>
      ))}
    </nav>
  )
}
