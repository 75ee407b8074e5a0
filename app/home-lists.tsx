'use client'
import type { Route } from 'next'
import { AmountText } from '@/lib/ui/amount-text'
import { classNames } from '@/lib/ui/class-names'
import { PageLink } from '@/lib/ui/page-link'
import { Time } from '@/lib/ui/time'

// What home lists, as texts: drawn by the browser's own components, so that the server sends no elements of it beside
// the page.

type Tile = readonly [href: Route, accounts: string, state: string, tone: string]

export const StateTiles = ({ label, tiles }: { label: string; tiles: readonly Tile[] }) => (
  <nav aria-label={label}>
    <ul className="grid grid-cols-2 gap-2 md:grid-flow-col md:auto-cols-fr md:grid-cols-none">
      {tiles.map(([href, accounts, state, tone]) => (
        <li key={state}>
          <PageLink
            href={href}
            className="flex flex-col rounded-md border border-line bg-surface px-4 py-3 hover:border-line-strong"
          >
            <span className={classNames('tabular text-2xl font-semibold', tone)}>{accounts}</span>
            <span className="text-sm text-muted">{state}</span>
          </PageLink>
        </li>
      ))}
    </ul>
  </nav>
)

type Account = { id: string; name: string }

const AccountLink = ({ id, name }: Account) => (
  <PageLink href={`/accounts/${id}`} className="min-w-0 break-words hover:underline">
    <bdi translate="no">{name}</bdi>
  </PageLink>
)

export type FailedLine = {
  id: string
  account: Account
  amount: { text: string; isNegative: boolean }
  reason?: string
  sent?: string
}

export const FailedLines = ({ payouts }: { payouts: readonly FailedLine[] }) => (
  <ul className="divide-y divide-line">
    {payouts.map(({ id, account, amount, reason, sent }) => (
      <li key={id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-4 py-2.5 text-sm">
        <AccountLink {...account} />
        <PageLink
          href={`/accounts/${account.id}/payouts/${id}` as Route}
          className="text-right font-medium hover:underline"
        >
          <AmountText {...amount} />
        </PageLink>
        {reason && <p className="text-xs text-failed">{reason}</p>}
        {sent && <p className="col-start-2 text-right text-xs text-muted">{sent}</p>}
      </li>
    ))}
  </ul>
)

type Deadline = Account & { at: number }

export const DeadlineLines = ({ deadlines }: { deadlines: readonly Deadline[] }) => (
  <ul className="divide-y divide-line">
    {deadlines.map(({ at, ...account }) => (
      <li key={account.id} className="flex flex-wrap justify-between gap-x-3 px-4 py-2.5 text-sm">
        <AccountLink {...account} />
        <Time at={at} />
      </li>
    ))}
  </ul>
)

type Negative = readonly [href: Route, accounts: string, sum: { text: string; isNegative: boolean }]

export const NegativeLines = ({ negative }: { negative: readonly Negative[] }) => (
  <ul className="divide-y divide-line">
    {negative.map(([href, accounts, sum]) => (
      <li key={href} className="flex flex-wrap justify-between gap-x-3 px-4 py-2.5 text-sm">
        <PageLink href={href} className="hover:underline">
          {accounts}
        </PageLink>
        <AmountText {...sum} />
      </li>
    ))}
  </ul>
)
