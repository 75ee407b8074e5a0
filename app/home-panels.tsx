import type { RequirementLevel } from '@/lib/domain/accounts/requirements'
import { type CalendarDate, requireCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { formatDay } from '@/lib/domain/calendar/format-day'
import { formatMoney, type Money, toDecimal } from '@/lib/domain/money/money'
import { explainFailure } from '@/lib/domain/payouts/payout-text'
import type { SyncStatus } from '@/lib/features/accounts/load-accounts'
import { accountListUrl, parseAccountListQuery } from '@/lib/features/accounts/query'
import { SyncPanel } from '@/lib/features/accounts/sync-panel'
import { nameListedState } from '@/lib/features/accounts/text'
import { EntryLines } from '@/lib/features/audit-log/entry-lines'
import { entryWords } from '@/lib/features/audit-log/entry-words'
import { statusText } from '@/lib/features/background-status/text'
import type { Home, WaitingEvents } from '@/lib/features/home/load-home'
import { payoutDays } from '@/lib/features/home/payout-days'
import { PayoutDaysChart } from '@/lib/features/home/payout-days-chart'
import { PayoutDaysTable } from '@/lib/features/home/payout-days-table'
import { homeText as text } from '@/lib/features/home/text'
import { buttonClasses } from '@/lib/ui/button'
import { Card } from '@/lib/ui/card'
import { EmptyState } from '@/lib/ui/empty-state'
import { Notice } from '@/lib/ui/notice'
import { PageLink } from '@/lib/ui/page-link'
import { Time } from '@/lib/ui/time'
import { DeadlineLines, FailedLines, NegativeLines, StateTiles } from './home-lists'

type Props = {
  home: Home
  sync: SyncStatus | null
  events: WaitingEvents
  /** What needs a look on the status page; empty for those who may not read it. */
  problems: string[]
  may: { sync: boolean; invite: boolean; readStatus: boolean }
  now: Date
}

const dayOf = (at: Date) => requireCalendarDate(at.toISOString().slice(0, 10))

const linkClasses = 'text-sm text-accent underline underline-offset-2'

/** What needs a person today, then what is expected, what was changed and how Spillway itself is doing. */
export function HomePanels({ home, sync, events, problems, may, now }: Props) {
  if (home.counts.states.length === 0) return <FirstRun may={may} />
  const today = dayOf(now)
  return (
    <div className="mt-4 flex flex-col gap-4">
      <States home={home} />
      <div className="grid items-start gap-4 desk:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <FailedPayouts payouts={home.failed} today={today} />
          <Deadlines home={home} />
          <NegativeBalances negative={home.negative} />
          <SharedBanks home={home} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <ExpectedPayouts home={home} today={today} />
          {home.changes && <Changes changes={home.changes} />}
          <Health events={events} sync={sync} problems={problems} may={may} />
        </div>
      </div>
    </div>
  )
}

function FirstRun({ may }: Pick<Props, 'may'>) {
  return (
    <section className="mt-4 rounded-md border border-line bg-surface">
      <EmptyState title={text.firstRun} hint={may.sync ? text.firstRunHelp : text.firstRunAsk}>
        {may.sync && (
          <PageLink href="/accounts" className={buttonClasses('primary')}>
            {text.toAccounts}
          </PageLink>
        )}
        {may.invite && (
          <PageLink href="/people" className={buttonClasses()}>
            {text.toPeople}
          </PageLink>
        )}
      </EmptyState>
    </section>
  )
}

const amountText = (money: Money) => ({ text: formatMoney(money), isNegative: money.amount < 0 })

const listUrl = (params: Record<string, string>) => accountListUrl(parseAccountListQuery(params))

/** The colour of the number says how urgent the state is; its name says which it is. */
const TONES: [state: Home['counts']['states'][number]['state'], tone: string][] = [
  ['blocked', 'text-failed'],
  ['action_needed', 'text-pending'],
  ['waiting', 'text-transit'],
  ['paid_as_scheduled', 'text-paid'],
  ['unknown', 'text-muted'],
]

function States({ home: { counts } }: Pick<Props, 'home'>) {
  const countOf = new Map(counts.states.map(({ state, count }) => [state, count]))
  const shown = TONES.filter(([state]) => state !== 'unknown' || countOf.has(state))
  return (
    <StateTiles
      label={text.accounts}
      tiles={shown.map(([state, tone]) => {
        const count = countOf.get(state) ?? 0
        return [listUrl({ state }), text.count(count), nameListedState(state), count > 0 ? tone : 'text-muted']
      })}
    />
  )
}

const Nothing = ({ children }: { children: string }) => <p className="px-4 py-3 text-sm text-muted">{children}</p>

function FailedPayouts({ payouts, today }: { payouts: Home['failed']; today: CalendarDate }) {
  return (
    <Card
      title={text.failed}
      aside={
        payouts.length > 0 && (
          <PageLink href="/payouts?status=failed" className={linkClasses}>
            {text.allFailed}
          </PageLink>
        )
      }
    >
      {payouts.length === 0 ? (
        <Nothing>{text.noFailed}</Nothing>
      ) : (
        <FailedLines
          payouts={payouts.map(({ id, account, failure, createdAt, ...money }) => ({
            ...{ id, account, amount: amountText(money) },
            ...(failure && { reason: explainFailure(failure).happened }),
            ...(createdAt && { sent: text.sent(formatDay(dayOf(createdAt), today)) }),
          }))}
        />
      )}
    </Card>
  )
}

function Deadlines({ home: { deadlines, counts } }: Pick<Props, 'home'>) {
  const countOf = (level: RequirementLevel) =>
    counts.filters.requirement.find(({ value }) => value === level)?.count ?? 0
  const pastDue = countOf('past_due')
  return (
    <Card
      title={text.deadlines}
      aside={
        countOf('currently_due') > 0 && (
          <PageLink href={listUrl({ requirement: 'currently_due' })} className={linkClasses}>
            {text.allDue}
          </PageLink>
        )
      }
    >
      {deadlines.length === 0 ? (
        <Nothing>{text.noDeadlines}</Nothing>
      ) : (
        <DeadlineLines deadlines={deadlines.map(({ id, name, at }) => ({ id, name, at: at.getTime() }))} />
      )}
      {pastDue > 0 && (
        <p className="border-t border-line px-4 py-2.5">
          <PageLink href={listUrl({ requirement: 'past_due' })} className={linkClasses}>
            {text.pastDue(pastDue)}
          </PageLink>
        </p>
      )}
    </Card>
  )
}

function SharedBanks({ home: { counts } }: Pick<Props, 'home'>) {
  const count = counts.filters.bank.find(({ value }) => value === 'shared')?.count ?? 0
  return (
    <Card title={text.shared}>
      {count === 0 ? (
        <Nothing>{text.noShared}</Nothing>
      ) : (
        <p className="px-4 py-2.5 text-sm">
          <PageLink href={listUrl({ bank: 'shared' })} className="hover:underline">
            {text.ofAccounts(count)}
          </PageLink>
        </p>
      )}
    </Card>
  )
}

function NegativeBalances({ negative }: Pick<Home, 'negative'>) {
  return (
    <Card title={text.negative}>
      {negative.length === 0 ? (
        <Nothing>{text.noNegative}</Nothing>
      ) : (
        <NegativeLines
          negative={negative.map(({ accounts, sum }) => {
            const { currency } = sum
            const max = toDecimal({ amount: -1, currency })
            const href = listUrl({ currency, max, sort: 'available', dir: 'asc' })
            return [href, text.ofAccounts(accounts), amountText(sum)]
          })}
        />
      )}
    </Card>
  )
}

/** Currencies in the chart; the table below has all. */
const ROWS = 6

function ExpectedPayouts({ home: { expected, currencies }, today }: Pick<Props, 'home'> & { today: CalendarDate }) {
  const known = expected.filter(({ accounts, amounts }) => accounts > 0 || amounts.length > 0)
  const drawn = currencies.filter((currency) =>
    expected.some(({ amounts }) => amounts.some((money) => money.currency === currency)),
  )
  return (
    <Card
      title={text.expected}
      aside={
        <PageLink href="/fleet/liquidity" className={linkClasses}>
          {text.liquidity}
        </PageLink>
      }
    >
      {known.length === 0 ? (
        <Nothing>{text.noExpected}</Nothing>
      ) : (
        <div className="flex flex-col gap-2 p-4">
          {drawn.length > 0 && <PayoutDaysChart {...payoutDays(expected, drawn.slice(0, ROWS))} />}
          {drawn.length > ROWS && (
            <p className="text-xs">
              <PageLink href="/fleet/liquidity" className="text-accent underline underline-offset-2">
                {text.otherCurrencies(drawn.length - ROWS)}
              </PageLink>
            </p>
          )}
          <p className="text-xs text-muted">{text.expectedHelp}</p>
          <details className="text-sm">
            <summary className="cursor-pointer text-accent">{text.asTable}</summary>
            <PayoutDaysTable
              rows={known.map(({ day, accounts, amounts }) => [
                listUrl({ next_payout: day }),
                formatDay(day, today),
                text.count(accounts),
                amounts.map(formatMoney).join(', ') || '–',
              ])}
            />
          </details>
        </div>
      )}
    </Card>
  )
}

function Changes({ changes: { entries, hasMore, since } }: { changes: NonNullable<Home['changes']> }) {
  return (
    <Card
      title={text.changes}
      aside={
        hasMore && (
          <PageLink href={`/audit?from=${since}`} className={linkClasses}>
            {text.allChanges}
          </PageLink>
        )
      }
    >
      {entries.length === 0 ? (
        <Nothing>{text.noChanges}</Nothing>
      ) : (
        <EntryLines entries={entries.map(entryWords)} opensEntries />
      )}
    </Card>
  )
}

function Health({ events, sync, problems, may }: Pick<Props, 'events' | 'sync' | 'problems' | 'may'>) {
  return (
    <Card
      title={text.health}
      aside={
        may.readStatus && (
          <PageLink href="/status" className={linkClasses}>
            {text.status}
          </PageLink>
        )
      }
    >
      <div className="flex flex-col gap-3 p-4 text-sm">
        {problems.length > 0 && (
          <Notice tone="warning" title={statusText.attention}>
            <ul>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </Notice>
        )}
        {events.oldest ? (
          <p className="flex flex-wrap gap-x-1.5">
            <span>{text.eventsWait(events.waiting)}</span>
            <Time at={events.oldest} />
          </p>
        ) : (
          <p>{text.eventsDone}</p>
        )}
        <SyncPanel sync={sync} maySync={may.sync} />
      </div>
    </Card>
  )
}
