import Form from 'next/form'
import Link from 'next/link'
import type { PeopleQuery } from '@/lib/gateways/db/people'
import { Button } from '@/lib/ui/button'
import { classNames } from '@/lib/ui/class-names'
import { UrlTextField } from '@/lib/ui/url-field'
import { peopleUrl } from './query'
import { peopleText as text } from './text'

const GROUPS = ['staff', 'accounts'] as const

export function PeopleFilters({ query }: { query: PeopleQuery }) {
  // An account is searched in both groups.
  const isChosen = (group: PeopleQuery['group']) => group === query.group && !query.search.startsWith('acct_')
  return (
    <div className="flex flex-col gap-3">
      <Form action="/people" className="flex flex-wrap items-end gap-2">
        {query.group === 'accounts' && <input type="hidden" name="group" value="accounts" />}
        <UrlTextField
          label={text.search}
          name="q"
          type="search"
          value={query.search}
          placeholder={text.searchPlaceholder}
          className="min-w-56 flex-1 sm:max-w-96"
        />
        <Button type="submit">{text.find}</Button>
      </Form>
      <nav aria-label={text.groupsLabel} className="flex flex-wrap gap-1.5">
        {GROUPS.map((group) => (
          <Link
            key={group}
            href={peopleUrl({ ...query, group, after: null })}
            prefetch={false}
            aria-current={isChosen(group) ? 'true' : undefined}
            className={classNames(
              'inline-flex h-7 items-center rounded-full border px-2.5 text-xs font-medium whitespace-nowrap',
              isChosen(group)
                ? 'border-accent bg-accent-soft text-accent'
                : 'border-line text-muted hover:border-line-strong hover:text-ink',
            )}
          >
            {text.groups[group]}
          </Link>
        ))}
      </nav>
    </div>
  )
}
