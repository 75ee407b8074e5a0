import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { allowedPayoutMethods } from '@/lib/domain/access/payout-access'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import type { ExternalAccount } from '@/lib/domain/accounts/external-account'
import type { CalendarDate } from '@/lib/domain/calendar/calendar-date'
import { isCancelable, isOutstanding, type Payout } from '@/lib/domain/payouts/payout'
import { describeHeld } from '@/lib/domain/payouts/payout-hold'
import {
  describeArrival,
  describeTrace,
  explainFailure,
  explainPayoutStatus,
  labelPayoutStatus,
} from '@/lib/domain/payouts/payout-text'
import type { PayoutPause } from '@/lib/domain/payouts/payouts-disabled'
import { knownValue, type Reading } from '@/lib/domain/reading'
import { Badge } from '@/lib/ui/badge'
import { Card } from '@/lib/ui/card'
import { CopyId } from '@/lib/ui/copy-id'
import { EmptyState } from '@/lib/ui/empty-state'
import { MoneyAmount } from '@/lib/ui/money-amount'
import { Notice } from '@/lib/ui/notice'
import { Pager } from '@/lib/ui/pager'
import { Skeleton } from '@/lib/ui/skeleton'
import { Time } from '@/lib/ui/time'
import { type AccountPayoutQuery, accountPayoutsUrl, isFiltered } from './account-payout-query'
import { CancelPayoutButton } from './cancel-payout-button'
import { Fact } from './fact'
import { PAGE, type PayoutList } from './load-payouts'
import { payoutAddress } from './payout-address'
import { describeType, nameDestination, toneOf } from './payout-words'
import { PayoutsFilters } from './payouts-filters'
import { payoutsText as text } from './text'

type Props = {
  access: AccountAccess
  payouts: Promise<Reading<PayoutList>>
  accounts: Promise<Reading<readonly ExternalAccount[]>>
  rules: Promise<PlatformRules>
  pause: Promise<PayoutPause | null>
  /** The account's payout day. */
  today: Promise<CalendarDate>
  /** The page of this account that has the list, without what the list is filtered by. */
  path: Route
  query: AccountPayoutQuery
}

/** The account's payouts with their statuses, newest first. */
export async function PayoutsCard(props: Props) {
  const { access, payouts, accounts, path, query } = props
  const newest = query.after ? accountPayoutsUrl(path, query, {}) : null
  const [reading, known, day, current, pause] = await Promise.all([
    payouts,
    accounts,
    props.today,
    props.rules,
    props.pause,
  ])
  if (reading.kind === 'missing') {
    return (
      <Card title={text.title}>
        <div className="p-4">
          <Notice tone="problem" title={text.missing}>
            {`${reading.because} ${text.reload}`}
          </Notice>
          <Pager label={text.pages} previous={newest} next={null} words={[text.newest, '']} />
        </div>
      </Card>
    )
  }
  // Where another platform controls the account, Stripe does not show its bank accounts.
  const banks = access.account.controller.isController !== false ? knownValue(known) : null
  const shown = reading.value.payouts.slice(0, PAGE)
  const last = shown.at(-1)
  const hasMore = reading.value.hasMore || reading.value.payouts.length > PAGE
  const allowed = allowedPayoutMethods(access, current)
  return (
    <Card
      title={text.title}
      aside={<span className="text-xs text-muted">{access.person.staffRole ? text.fromApi : text.fromStripe}</span>}
    >
      <PayoutsFilters path={path} query={query} />
      {shown.length === 0 ? (
        <EmptyState
          title={isFiltered(query) ? text.noMatch : text.none}
          hint={isFiltered(query) ? text.noMatchHelp : text.noneHelp}
        />
      ) : (
        <ol className="divide-y divide-line">
          {shown.map((payout) => (
            <PayoutRow
              key={payout.id}
              address={payoutAddress(access, payout.id)}
              payout={payout}
              destination={nameDestination(payout, banks)}
              pause={pause}
              today={day}
            >
              {payout.method !== null && allowed[payout.method] && payout.automatic === false && payout.amount > 0 && (
                <CancelPayoutButton
                  accountId={access.account.id}
                  payoutId={payout.id}
                  isCancelable={isCancelable(payout)}
                  label={text.cancel}
                />
              )}
            </PayoutRow>
          ))}
        </ol>
      )}
      {reading.value.unreadable > 0 && (
        <p className="border-t border-line px-4 py-2 text-sm text-muted">{text.unreadable(reading.value.unreadable)}</p>
      )}
      <div className="px-4 pb-3 empty:hidden">
        <Pager
          label={text.pages}
          previous={newest}
          next={hasMore && last ? accountPayoutsUrl(path, query, { after: last.id }) : null}
          words={[text.newest, text.earlier]}
        />
      </div>
    </Card>
  )
}

type RowProps = {
  address: Route
  payout: Payout
  destination: string
  pause: PayoutPause | null
  today: CalendarDate
  children: ReactNode
}

function PayoutRow({ address, payout, destination, pause, today, children }: RowProps) {
  const held = pause && isOutstanding(payout) ? describeHeld([payout], pause, today) : null
  const meaning = held?.next ?? explainPayoutStatus(payout)
  const failure = payout.failure && explainFailure(payout.failure)
  return (
    <li>
      <details className="group">
        <summary className="relative grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-0.5 py-2 pr-10 pl-4 text-sm hover:bg-sunken sm:grid-cols-[130px_90px_minmax(170px,1fr)_minmax(180px,1fr)]">
          <span className="order-1 font-medium sm:text-right">
            <MoneyAmount money={payout} />
          </span>
          <span className="order-2">
            <Badge tone={toneOf(payout.status)} title={meaning}>
              {labelPayoutStatus(payout.status)}
            </Badge>
          </span>
          <span className="order-3 col-span-2 text-muted sm:col-span-1 sm:text-ink">
            {held?.arrival ?? describeArrival(payout, today)}
          </span>
          <span className="order-4 col-span-2 truncate text-muted sm:col-span-1" title={destination}>
            {destination}
          </span>
          <svg
            aria-hidden="true"
            viewBox="0 0 16 16"
            className="absolute top-3 right-4 size-3.5 text-muted transition-transform duration-100 group-open:rotate-180"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
          >
            <path d="m4 6 4 4 4-4" />
          </svg>
          {failure && (
            <span className="order-5 col-span-full text-failed sm:col-start-2">
              {`${failure.happened} ${failure.next}`}
            </span>
          )}
        </summary>
        <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 bg-sunken px-4 py-3 text-sm [&>dt]:text-muted">
          <dt>{text.id}</dt>
          <dd>
            <CopyId id={payout.id} />
          </dd>
          <dt>{text.status}</dt>
          <dd>{meaning}</dd>
          <dt>{text.created}</dt>
          <dd>{payout.createdAt ? <Time at={payout.createdAt} /> : text.notGiven}</dd>
          <dt>{text.type}</dt>
          <dd>{describeType(payout)}</dd>
          <Fact label={text.trace}>{describeTrace(payout)}</Fact>
          <Fact label={text.descriptor}>
            {payout.statementDescriptor && <bdi translate="no">{payout.statementDescriptor}</bdi>}
          </Fact>
          <Fact label={text.fee}>
            {payout.fee !== null && <MoneyAmount money={{ amount: payout.fee, currency: payout.currency }} />}
          </Fact>
          <Fact label={text.reversedBy}>{payout.reversedBy && <CopyId id={payout.reversedBy} />}</Fact>
        </dl>
        <div className="flex flex-wrap items-center gap-3 bg-sunken px-4 pb-3">
          <Link
            href={address}
            prefetch={false}
            className="text-sm font-medium text-accent underline underline-offset-2"
          >
            {text.open}
          </Link>
          {children}
        </div>
      </details>
    </li>
  )
}

export function PayoutsSkeleton() {
  return (
    <Card title={text.title}>
      <div role="status" aria-label={text.loading} className="flex flex-col gap-3 p-4">
        <Skeleton className="h-5 w-full" />
        <Skeleton className="h-5 w-full" />
        <Skeleton className="h-5 w-2/3" />
      </div>
    </Card>
  )
}
