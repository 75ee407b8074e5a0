import Form from 'next/form'
import type { PeopleQuery } from '@/lib/gateways/db/people'
import { Button } from '@/lib/ui/button'
import { ChipLink } from '@/lib/ui/chip-link'
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
          <ChipLink key={group} href={peopleUrl({ ...query, group, after: null })} isOn={isChosen(group)}>
            {text.groups[group]}
          </ChipLink>
        ))}
      </nav>
    </div>
  )
}
