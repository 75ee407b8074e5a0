import Form from 'next/form'
import Link from 'next/link'
import type { AccountListQuery } from '@/lib/gateways/db/account-list'
import { AddressInput, AddressSelect } from '@/lib/ui/address-field'
import { Button } from '@/lib/ui/button'
import { classNames } from '@/lib/ui/class-names'
import { countryName, INTERVAL_WORDS } from './account-words'
import { accountListAddress, INTERVALS, STATUSES } from './query'

const STATUS_WORDS = { enabled: 'Payouts on', disabled: 'Payouts off', gone: 'Disconnected' }

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
      href={accountListAddress(query, change)}
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

/** Search and filters; each is a link or a form, so that the address always holds the whole state. */
export function AccountFilters({ query, countries }: { query: AccountListQuery; countries: string[] }) {
  return (
    <div className="flex flex-col gap-3">
      <Form action="/accounts" className="flex flex-wrap items-end gap-2">
        <AddressInput
          label="Search"
          name="q"
          type="search"
          value={query.search}
          placeholder="Name, e-mail or acct_…"
          className="min-w-56 flex-1 sm:max-w-96"
        />
        <AddressSelect label="Country" name="country" value={query.country ?? ''}>
          <option value="">Every country</option>
          {countries.map((code) => (
            <option key={code} value={code}>
              {countryName(code)}
            </option>
          ))}
        </AddressSelect>
        <AddressSelect label="Order" name="sort" value={query.sort}>
          <option value="name">By name</option>
          <option value="newest">Newest first</option>
        </AddressSelect>
        {query.status && <input type="hidden" name="payouts" value={query.status} />}
        {query.interval && <input type="hidden" name="interval" value={query.interval} />}
        {query.negative && <input type="hidden" name="negative" value="1" />}
        <Button type="submit">Search</Button>
      </Form>
      <nav aria-label="Filters" className="flex flex-wrap gap-1.5">
        {STATUSES.map((status) => (
          <Chip
            key={status}
            query={query}
            change={{ status: query.status === status ? null : status }}
            isOn={query.status === status}
          >
            {STATUS_WORDS[status]}
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
          Negative balance
        </Chip>
      </nav>
    </div>
  )
}
