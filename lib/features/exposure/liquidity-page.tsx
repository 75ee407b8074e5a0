import { scaleBand, scaleLinear } from 'd3-scale'
import type { Route } from 'next'
import { type CalendarDate, weekdayOf } from '@/lib/domain/calendar/calendar-date'
import { formatDay } from '@/lib/domain/calendar/format-day'
import { EXPECTED_BASES, type ExpectedBasis } from '@/lib/domain/payouts/expected-payouts'
import type { ExpectedTotal } from '@/lib/gateways/db/expected-payouts'
import { Card } from '@/lib/ui/card'
import { ChipLink } from '@/lib/ui/chip-link'
import { EmptyState } from '@/lib/ui/empty-state'
import { MoneyAmount } from '@/lib/ui/money-amount'
import { type Column, Table } from '@/lib/ui/table'
import type { Liquidity } from './load-exposure'
import { liquidityText as text } from './text'

type Day = Liquidity['days'][number]

/** What is expected by day: a chart, and the same in a table. */
export function LiquidityPage({ liquidity, today }: { liquidity: Liquidity; today: CalendarDate }) {
  const { currency, currencies, days } = liquidity
  if (currency === null) return <EmptyState title={text.none} hint={text.noneHelp} />
  const name = currency.toUpperCase()
  const rows = days.filter(({ totals }) => totals.length > 0)
  return (
    <>
      <nav aria-label={text.currencies} className="mt-4 mb-3 flex flex-wrap gap-1.5">
        {currencies.map((each) => (
          <ChipLink key={each} href={`/fleet/liquidity?currency=${each}` as Route} isOn={each === currency}>
            {each.toUpperCase()}
          </ChipLink>
        ))}
      </nav>
      <Card title={text.title}>
        <div className="flex flex-col gap-2 p-4">
          <Chart days={days} label={text.chart(name)} />
          <p className="flex gap-4 text-xs text-muted">
            <Legend color="var(--accent)" words={text.legendSure} />
            <Legend color="var(--line-strong)" words={text.legendEstimated} />
          </p>
        </div>
        <section
          aria-label={text.scroll(name)}
          className="relative overflow-x-auto border-t border-line"
          tabIndex={rows.length > 0 ? 0 : undefined}
        >
          <Table columns={columnsOf(currency, today)} rows={rows} rowKey={({ day }) => day} />
        </section>
      </Card>
      <p className="mt-2 max-w-prose text-xs text-muted">{text.estimated}</p>
    </>
  )
}

const Legend = ({ color, words }: { color: string; words: string }) => (
  <span className="inline-flex items-center gap-1.5">
    <svg width="10" height="10" aria-hidden="true">
      <rect width="10" height="10" rx="2" fill={color} />
    </svg>
    <span>{words}</span>
  </span>
)

const sumOf = (totals: readonly ExpectedTotal[], basis?: ExpectedBasis) =>
  totals
    .filter((total) => basis === undefined || total.basis === basis)
    .reduce((sum, { money }) => sum + money.amount, 0)

const columnsOf = (currency: string, today: CalendarDate): Column<Day>[] => [
  {
    header: text.columns.day,
    isRowHeader: true,
    className: 'whitespace-nowrap',
    cell: ({ day }) => formatDay(day, today),
  },
  ...EXPECTED_BASES.map((basis) => ({
    header: text.basis[basis],
    isNumeric: true,
    className: 'whitespace-nowrap',
    cell: ({ totals }: Day) =>
      totals.some((total) => total.basis === basis) ? (
        <MoneyAmount money={{ amount: sumOf(totals, basis), currency }} />
      ) : (
        '–'
      ),
  })),
  {
    header: text.columns.total,
    isNumeric: true,
    className: 'whitespace-nowrap font-medium',
    cell: ({ totals }) => <MoneyAmount money={{ amount: sumOf(totals), currency }} />,
  },
  {
    header: text.columns.payouts,
    isNumeric: true,
    cell: ({ totals }) => totals.reduce((sum, { payouts }) => sum + payouts, 0).toLocaleString('en-GB'),
  },
]

/** Pixels: only the width scales to its place, so that the words have one size on every screen. */
const [HEIGHT, BASE, TOP] = [170, 138, 8]

const percent = (x: number) => `${x.toFixed(2)}%`

/** One bar for each day: what is in transit below, what is estimated above it. */
function Chart({ days, label }: { days: readonly Day[]; label: string }) {
  const x = scaleBand<CalendarDate>(
    days.map(({ day }) => day),
    [0, 100],
  ).padding(0.25)
  const most = Math.max(1, ...days.map(({ totals }) => sumOf(totals)))
  const y = scaleLinear([0, most], [BASE, TOP])
  return (
    <svg height={HEIGHT} role="img" aria-label={label} className="w-full">
      <line x1="0" x2="100%" y1={BASE} y2={BASE} stroke="var(--line-strong)" />
      {days.map(({ day, totals }, index) => {
        const [sure, all] = [sumOf(totals, 'in_transit'), sumOf(totals)]
        const bar = { x: percent(x(day) ?? 0), width: percent(x.bandwidth()) }
        const middle = percent((x(day) ?? 0) + x.bandwidth() / 2)
        return (
          <g key={day} textAnchor="middle" fontSize="11">
            {all > sure && <rect {...bar} y={y(all)} height={y(sure) - y(all)} fill="var(--line-strong)" />}
            {sure > 0 && <rect {...bar} y={y(sure)} height={BASE - y(sure)} fill="var(--accent)" />}
            <text x={middle} y={BASE + 14} fill="var(--muted)" className="max-sm:hidden">
              {weekdayOf(day).charAt(0).toUpperCase()}
            </text>
            {index % 3 === 0 && (
              <text x={middle} y={BASE + 27} fill="var(--muted)">
                {Number(day.slice(8))}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}
