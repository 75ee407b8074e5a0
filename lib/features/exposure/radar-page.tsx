import type { Route } from 'next'
import { type CalendarDate, requireCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { formatDay } from '@/lib/domain/calendar/format-day'
import { formatMoney, toDecimal } from '@/lib/domain/money/money'
import { ChipLink } from '@/lib/ui/chip-link'
import { EmptyState } from '@/lib/ui/empty-state'
import { MoneyAmount } from '@/lib/ui/money-amount'
import { PageLink } from '@/lib/ui/page-link'
import { Pager } from '@/lib/ui/pager'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import type { Radar, RadarRow } from './load-exposure'
import { radarText as text } from './text'

type Props = { radar: Radar; today: CalendarDate; mayManage: boolean }

const radarUrl = (currency: string, place: Record<string, string> = {}) =>
  `/fleet/radar?${new URLSearchParams({ currency, ...place })}` as Route

/** Accounts that owe something, by currency. */
export function RadarPage({ radar, today, mayManage }: Props) {
  const { currency, totals, rows, previous, next, isIncomplete } = radar
  if (currency === null) return <EmptyState title={text.nobody} hint={text.nobodyHelp} />
  return (
    <>
      <nav aria-label={text.currencies} className="mt-4 mb-3 flex flex-wrap gap-1.5">
        {totals.map(({ sum, accounts }) => (
          <ChipLink key={sum.currency} href={radarUrl(sum.currency)} isOn={sum.currency === currency}>
            {`${formatMoney(sum)} · ${text.total(accounts)}`}
          </ChipLink>
        ))}
      </nav>
      <div className="rounded-md border border-line bg-surface">
        <section
          aria-label={text.scroll}
          className="relative overflow-x-auto"
          tabIndex={rows.length > 0 ? 0 : undefined}
        >
          <Table columns={columnsOf(today, mayManage)} rows={rows} rowKey={({ account }) => account.id} />
        </section>
      </div>
      <p className="mt-2 max-w-prose text-xs text-muted">{text.minimumHelp}</p>
      <p className="mt-1 max-w-prose text-xs text-muted">{text.deepensHelp}</p>
      {isIncomplete && <p className="mt-1 text-xs text-muted">{text.incomplete}</p>}
      <Pager
        label={text.pages}
        previous={previous === null ? null : radarUrl(currency, { before: previous })}
        next={next === null ? null : radarUrl(currency, { after: next })}
      />
    </>
  )
}

const columnsOf = (today: CalendarDate, mayManage: boolean): Column<RadarRow>[] => [
  {
    header: text.columns.account,
    isRowHeader: true,
    className: 'font-medium',
    cell: ({ account }) => (
      <PageLink href={`/accounts/${account.id}`} data-row className="hover:underline">
        <bdi translate="no">{account.name}</bdi>
      </PageLink>
    ),
  },
  {
    header: text.columns.amount,
    isNumeric: true,
    className: 'whitespace-nowrap',
    cell: ({ owed }) => <MoneyAmount money={owed} />,
  },
  {
    header: text.columns.since,
    className: 'whitespace-nowrap',
    cell: ({ since }) => (since ? <Time at={since} /> : <span className="text-muted">{text.unknown}</span>),
  },
  { header: text.columns.liable, cell: ({ liable }) => (liable ? text.liable[liable] : text.unknown) },
  {
    header: text.columns.debits,
    cell: ({ debits }) => (debits === null ? text.unknown : debits ? text.debits.on : text.debits.off),
  },
  {
    header: text.columns.deepens,
    className: 'whitespace-nowrap',
    cell: ({ deepens: [first, ...others] }) =>
      first
        ? `${[first, ...others].map(formatMoney).join(', ')} on ${formatDay(first.day, today)} (estimated)`
        : text.none,
  },
  {
    header: text.columns.reversals,
    className: 'min-w-48',
    cell: ({ reversals }) =>
      reversals ? (
        <>
          <span className="block">
            {text.reversals(formatMoney(reversals.refunds), formatMoney(reversals.disputes))}
          </span>
          <span className="block text-xs text-muted">
            {text.since(formatDay(requireCalendarDate(reversals.since.toISOString().slice(0, 10)), today))}
          </span>
        </>
      ) : (
        text.unknown
      ),
  },
  {
    header: text.columns.minimum,
    isNumeric: true,
    className: 'whitespace-nowrap',
    cell: ({ minimum }) => (minimum ? <MoneyAmount money={minimum} /> : text.unknown),
  },
  ...(mayManage
    ? [
        {
          header: text.columns.act,
          className: 'whitespace-nowrap',
          cell: ({ account, minimum }: RadarRow) => (
            <PageLink href={changeUrl(account.id, minimum)} className="text-accent underline underline-offset-2">
              {text.act}
            </PageLink>
          ),
        },
      ]
    : []),
]

/** The form for a change of this account, with what is suggested. */
const changeUrl = (id: string, minimum: RadarRow['minimum']) =>
  `/fleet/change?${new URLSearchParams({
    id,
    ...(minimum && { minimums: `${toDecimal(minimum)} ${minimum.currency.toUpperCase()}` }),
  })}` as Route
