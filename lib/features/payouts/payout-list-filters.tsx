import Form from 'next/form'
import { PAYOUT_STATUSES, type PayoutStatus } from '@/lib/domain/payouts/payout'
import { labelPayoutStatus } from '@/lib/domain/payouts/payout-text'
import type { PayoutQuery } from '@/lib/gateways/db/payout-readings'
import { Button, buttonClasses } from '@/lib/ui/button'
import { ChipLink } from '@/lib/ui/chip-link'
import { PageLink } from '@/lib/ui/page-link'
import { UrlTextField } from '@/lib/ui/url-field'
import { UrlSelectField } from '@/lib/ui/url-select-field'
import { isFiltered, payoutListUrl } from './payout-list-query'
import { payoutListText as text } from './payout-list-text'

type Props = { query: PayoutQuery; currencies: readonly string[] }

/** Each filter is a link or a field of a form, so that the URL always has the whole state. */
export function PayoutListFilters({ query, currencies }: Props) {
  return (
    <div className="flex flex-col gap-3">
      <nav aria-label={text.statuses} className="flex flex-wrap gap-1.5">
        {[null, ...PAYOUT_STATUSES].map((status) => (
          <StatusLink key={status} query={query} status={status} />
        ))}
      </nav>
      <Form action="/payouts" className="flex flex-wrap items-end gap-2">
        <UrlTextField
          label={text.account}
          name="account"
          value={query.accountId ?? ''}
          placeholder={text.accountPlaceholder}
          className="max-sm:basis-full"
          controlClassName="font-mono"
        />
        <UrlTextField label={text.day} name="day" type="date" value={query.day ?? ''} className="max-sm:flex-1" />
        <UrlSelectField
          label={text.currency}
          name="currency"
          value={query.currency ?? ''}
          options={[
            ['', text.allCurrencies],
            ...currencies.map((currency) => [currency, currency.toUpperCase()] as const),
          ]}
          className="max-sm:flex-1"
        />
        {query.status && <input type="hidden" name="status" value={query.status} />}
        <Button type="submit">{text.apply}</Button>
        {isFiltered(query) && (
          <PageLink href="/payouts" className={buttonClasses('quiet')}>
            {text.clear}
          </PageLink>
        )}
      </Form>
    </div>
  )
}

function StatusLink({ query, status }: { query: PayoutQuery; status: PayoutStatus | null }) {
  return (
    <ChipLink href={payoutListUrl(query, { status })} isOn={query.status === status}>
      {status === null ? text.all : labelPayoutStatus(status)}
    </ChipLink>
  )
}
