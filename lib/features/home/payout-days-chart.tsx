import { scaleBand, scaleLinear } from 'd3-scale'
import { Fragment } from 'react'
import { type CalendarDate, weekdayOf } from '@/lib/domain/calendar/calendar-date'
import type { Money } from '@/lib/domain/money/money'
import { MoneyAmount } from '@/lib/ui/money-amount'
import { homeText as text } from './text'

type Day = { day: CalendarDate; amounts: readonly Money[] }

/** Pixels: only the width scales to its place, so that the words have one size on every screen. */
const [HEIGHT, AXIS] = [36, 30]

const percent = (x: number) => `${x.toFixed(2)}%`

const amountOf = ({ amounts }: Day, currency: string) =>
  amounts.find((money) => money.currency === currency)?.amount ?? 0

/**
 * A row of bars for each currency, one bar for each day, with what all days add up to. Each row has a scale of its own,
 * because amounts of two currencies can't be compared. Drawn on the server; the table beside it says the same in words.
 */
export function PayoutDaysChart({ days, currencies }: { days: readonly Day[]; currencies: readonly string[] }) {
  const x = scaleBand<CalendarDate>(
    days.map(({ day }) => day),
    [0, 100],
  ).padding(0.25)
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-end gap-x-3 text-sm">
      {currencies.map((currency) => {
        const most = Math.max(1, ...days.map((day) => amountOf(day, currency)))
        const y = scaleLinear([0, most], [0, HEIGHT - 6])
        const sum = days.reduce((all, day) => all + amountOf(day, currency), 0)
        return (
          <Fragment key={currency}>
            <span className="text-xs font-medium text-muted">{currency.toUpperCase()}</span>
            <svg height={HEIGHT} role="img" aria-label={text.chart(currency.toUpperCase())} className="w-full">
              <line x1="0" x2="100%" y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--line)" />
              {days
                .map((day) => ({ day: day.day, height: y(amountOf(day, currency)) }))
                .filter(({ height }) => height > 0)
                .map(({ day, height }) => (
                  <rect
                    key={day}
                    x={percent(x(day) ?? 0)}
                    width={percent(x.bandwidth())}
                    // However little it is, it can be seen.
                    y={HEIGHT - 1 - Math.max(2, height)}
                    height={Math.max(2, height)}
                    rx="2"
                    fill="var(--accent)"
                  />
                ))}
            </svg>
            <span className="text-right">
              <MoneyAmount money={{ amount: sum, currency }} />
            </span>
          </Fragment>
        )
      })}
      <svg height={AXIS} aria-hidden="true" className="col-start-2 w-full">
        {days.map(({ day }, index) => (
          <g
            key={day}
            textAnchor="middle"
            fontSize="11"
            fill="var(--muted)"
            className={index % 2 === 1 ? 'max-sm:hidden' : undefined}
          >
            <text x={percent((x(day) ?? 0) + x.bandwidth() / 2)} y="14">
              {weekdayOf(day).charAt(0).toUpperCase()}
            </text>
            <text x={percent((x(day) ?? 0) + x.bandwidth() / 2)} y="27">
              {Number(day.slice(8))}
            </text>
          </g>
        ))}
      </svg>
    </div>
  )
}
