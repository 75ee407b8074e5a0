import Form from 'next/form'
import type { AccountCounts } from '@/lib/gateways/db/account-list'
import { ACCOUNT_SORTS, type AccountFilter, type AccountListQuery } from '@/lib/gateways/db/account-list-query'
import { Button } from '@/lib/ui/button'
import { ChipLink } from '@/lib/ui/chip-link'
import { UrlSelectField, UrlTextField } from '@/lib/ui/url-field'
import { countryName, INTERVAL_WORDS } from './account-words'
import { accountListUrl } from './query'
import { StateTabs } from './state-tabs'
import { filtersText as text } from './text'

/** On a phone both share the row with the button. */
const selectClasses = 'min-w-0 max-sm:flex-1'

const CHIPS: [filter: AccountFilter, value: string, label: string][] = [
  ['payouts', 'enabled', text.payouts.enabled],
  ['payouts', 'disabled', text.payouts.disabled],
  ...Object.entries(INTERVAL_WORDS).map(([value, label]): [AccountFilter, string, string] => [
    'schedule',
    value,
    label,
  ]),
  ['balance', 'negative', text.negative],
  ['requirement', 'past_due', text.requirements.past_due],
  ['requirement', 'currently_due', text.requirements.currently_due],
]

function Chip({
  query,
  change,
  isOn,
  children,
}: {
  query: AccountListQuery
  change: Partial<AccountListQuery>
  isOn: boolean
  children: string
}) {
  return (
    <ChipLink href={accountListUrl(query, change)} isOn={isOn}>
      {children}
    </ChipLink>
  )
}

/** Search and filters, each a link or a form, so that the URL always has the whole state. */
export function AccountFilters({ query, counts }: { query: AccountListQuery; counts: AccountCounts }) {
  const { country = '', ...others } = query.filters
  const countries = counts.filters.country.map(({ value }) => ({ value, name: countryName(value) }))
  return (
    <div className="flex flex-col gap-3">
      <StateTabs query={query} counts={counts} />
      <Form action="/accounts" className="flex flex-wrap items-end gap-2">
        <UrlTextField
          label={text.search}
          name="q"
          type="search"
          value={query.search}
          placeholder={text.placeholder}
          className="min-w-56 flex-1 max-sm:basis-full sm:max-w-96"
        />
        <UrlSelectField label={text.country} name="country" value={country} className={selectClasses}>
          <option value="">{text.allCountries}</option>
          {countries
            .sort((a, b) => a.name.localeCompare(b.name, 'en'))
            .map(({ value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
        </UrlSelectField>
        <UrlSelectField label={text.sort} name="sort" value={query.sort} className={selectClasses}>
          {ACCOUNT_SORTS.filter((sort) => sort !== 'available' || query.filters.currency).map((sort) => (
            <option key={sort} value={sort}>
              {text.sorts[sort]}
            </option>
          ))}
        </UrlSelectField>
        {query.state && <input type="hidden" name="state" value={query.state} />}
        {Object.entries(others).map(([filter, value]) => (
          <input key={filter} type="hidden" name={filter} value={value} />
        ))}
        <Button type="submit">{text.search}</Button>
      </Form>
      <nav aria-label={text.label} className="flex flex-wrap gap-1.5">
        {CHIPS.map(([filter, value, label]) => {
          const { [filter]: chosen, ...filters } = query.filters
          const isOn = chosen === value
          const change = { filters: isOn ? filters : { ...filters, [filter]: value } }
          return (
            <Chip key={label} query={query} change={change} isOn={isOn}>
              {label}
            </Chip>
          )
        })}
      </nav>
    </div>
  )
}
