import Form from 'next/form'
import Link from 'next/link'
import type { AccountListQuery } from '@/lib/gateways/db/account-list'
import { Button } from '@/lib/ui/button'
import { classNames } from '@/lib/ui/class-names'
import { UrlSelectField, UrlTextField } from '@/lib/ui/url-field'
import { countryName, INTERVAL_WORDS } from './account-words'
import { accountListUrl, INTERVALS, STATUSES } from './query'
import { filtersText as text } from './text'

/** On a phone both share the row with the button. */
const selectClasses = 'min-w-0 max-sm:flex-1'

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
    <Link
      href={accountListUrl(query, change)}
      prefetch={false}
      aria-current={isOn ? 'true' : undefined}
      className={classNames(
        'inline-flex h-7 items-center rounded-full border px-2.5 text-xs font-medium whitespace-nowrap',
        isOn
          ? 'border-accent bg-accent-soft text-accent'
          : 'border-line text-muted hover:border-line-strong hover:text-ink',
      )}
    >
      {children}
    </Link>
  )
}

/** Search and filters, each a link or a form, so that the URL always has the whole state. */
export function AccountFilters({ query, countries }: { query: AccountListQuery; countries: string[] }) {
  return (
    <div className="flex flex-col gap-3">
      <Form action="/accounts" className="flex flex-wrap items-end gap-2">
        <UrlTextField
          label={text.search}
          name="q"
          type="search"
          value={query.search}
          placeholder={text.placeholder}
          className="min-w-56 flex-1 max-sm:basis-full sm:max-w-96"
        />
        <UrlSelectField label={text.country} name="country" value={query.country ?? ''} className={selectClasses}>
          <option value="">{text.allCountries}</option>
          {countries.map((code) => (
            <option key={code} value={code}>
              {countryName(code)}
            </option>
          ))}
        </UrlSelectField>
        <UrlSelectField label={text.sort} name="sort" value={query.sort} className={selectClasses}>
          <option value="name">{text.sortName}</option>
          <option value="newest">{text.sortNewest}</option>
        </UrlSelectField>
        {query.status && <input type="hidden" name="payouts" value={query.status} />}
        {query.interval && <input type="hidden" name="interval" value={query.interval} />}
        {query.negative && <input type="hidden" name="negative" value="1" />}
        <Button type="submit">{text.search}</Button>
      </Form>
      <nav aria-label={text.label} className="flex flex-wrap gap-1.5">
        {STATUSES.map((status) => (
          <Chip
            key={status}
            query={query}
            change={{ status: query.status === status ? null : status }}
            isOn={query.status === status}
          >
            {text.status[status]}
          </Chip>
        ))}
        {INTERVALS.map((interval) => (
          <Chip
            key={interval}
            query={query}
            change={{ interval: query.interval === interval ? null : interval }}
            isOn={query.interval === interval}
          >
            {INTERVAL_WORDS[interval] ?? interval}
          </Chip>
        ))}
        <Chip query={query} change={{ negative: !query.negative }} isOn={query.negative}>
          {text.negative}
        </Chip>
      </nav>
    </div>
  )
}
