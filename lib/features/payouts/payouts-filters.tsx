import type { Route } from 'next'
import { PAYOUT_STATUSES } from '@/lib/domain/payouts/payout'
import { labelPayoutStatus } from '@/lib/domain/payouts/payout-text'
import { Button, buttonClasses } from '@/lib/ui/button'
import { ChipLink } from '@/lib/ui/chip-link'
import { PageLink } from '@/lib/ui/page-link'
import { TextField } from '@/lib/ui/text-field'
import { type AccountPayoutQuery, accountPayoutsUrl, isFiltered } from './account-payout-query'
import { payoutsText as text } from './text'

/** Filters of one account's payouts: links and a form that needs no script. */
export function PayoutsFilters({ path, query }: { path: Route; query: AccountPayoutQuery }) {
  const [action, own = ''] = path.split('?')
  const kept = [...new URLSearchParams(own), ...(query.status ? [['status', query.status] as const] : [])]
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-2.5">
      <nav aria-label={text.filters} className="flex flex-wrap gap-1.5">
        {[null, ...PAYOUT_STATUSES].map((status) => (
          <ChipLink key={status} href={accountPayoutsUrl(path, query, { status })} isOn={query.status === status}>
            {status === null ? text.all : labelPayoutStatus(status)}
          </ChipLink>
        ))}
      </nav>
      <form action={action} className="flex flex-wrap items-end gap-2">
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {/* A new field for each address, because one that somebody filled in keeps its text. */}
        <TextField key={query.day} label={text.day} name="day" type="date" defaultValue={query.day ?? ''} />
        <Button type="submit">{text.apply}</Button>
        {isFiltered(query) && (
          <PageLink href={path} className={buttonClasses('quiet')}>
            {text.clear}
          </PageLink>
        )}
      </form>
    </div>
  )
}
