import type { Route } from 'next'
import { allowedPayoutMethods } from '@/lib/domain/access/payout-access'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import type { ExternalAccount } from '@/lib/domain/accounts/external-account'
import type { CalendarDate } from '@/lib/domain/calendar/calendar-date'
import { formatMoney, type Money } from '@/lib/domain/money/money'
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
import { Card, CardSkeleton } from '@/lib/ui/card'
import { EmptyState } from '@/lib/ui/empty-state'
import { Notice } from '@/lib/ui/notice'
import { Pager } from '@/lib/ui/pager'
import { type AccountPayoutQuery, accountPayoutsUrl, isFiltered } from './account-payout-query'
import { PAGE, type PayoutList } from './load-payouts'
import { payoutAddress } from './payout-address'
import { type ListedPayoutWords, PayoutRows } from './payout-rows'
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
        <PayoutRows
          accountId={access.account.id}
          payouts={shown.map((payout) => wordsOf(payout, { access, banks, pause, today: day, allowed }))}
        />
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

type Known = {
  access: AccountAccess
  banks: readonly ExternalAccount[] | null
  pause: PayoutPause | null
  today: CalendarDate
  allowed: ReturnType<typeof allowedPayoutMethods>
}

function wordsOf(payout: Payout, { access, banks, pause, today, allowed }: Known): ListedPayoutWords {
  const held = pause && isOutstanding(payout) ? describeHeld([payout], pause, today) : null
  const failure = payout.failure && explainFailure(payout.failure)
  const mayCancel = payout.method !== null && allowed[payout.method] && payout.automatic === false && payout.amount > 0
  const amountOf = (money: Money) => ({ text: formatMoney(money), isNegative: money.amount < 0 })
  return {
    id: payout.id,
    address: payoutAddress(access, payout.id),
    amount: amountOf({ amount: payout.amount, currency: payout.currency }),
    tone: toneOf(payout.status),
    status: labelPayoutStatus(payout.status),
    meaning: held?.next ?? explainPayoutStatus(payout),
    arrival: held?.arrival ?? describeArrival(payout, today),
    destination: nameDestination(payout, banks),
    failure: failure && `${failure.happened} ${failure.next}`,
    createdAt: payout.createdAt?.getTime() ?? null,
    type: describeType(payout),
    trace: describeTrace(payout),
    descriptor: payout.statementDescriptor,
    fee: payout.fee === null ? null : amountOf({ amount: payout.fee, currency: payout.currency }),
    reversedBy: payout.reversedBy,
    isCancelable: mayCancel ? isCancelable(payout) : null,
  }
}

export const PayoutsSkeleton = () => <CardSkeleton title={text.title} label={text.loading} lines={2} />
