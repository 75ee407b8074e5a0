import { scaleBand, scaleLinear } from 'd3-scale'
import type { CalendarDate } from '@/lib/domain/calendar/calendar-date'
import { weekdayOf } from '@/lib/domain/calendar/calendar-date'
import { homeText as text } from './text'

type Props = { days: readonly { day: CalendarDate; accounts: number }[]; label: string }

/** In the units of the drawing, which scales to its place. */
const [WIDTH, HEIGHT, BASE, TOP] = [560, 150, 118, 16]

/** One bar for each day. Drawn on the server; the table beside it says the same in words. */
export function PayoutDaysChart({ days, label }: Props) {
  const x = scaleBand<CalendarDate>(
    days.map(({ day }) => day),
    [0, WIDTH],
  ).padding(0.25)
  const most = Math.max(1, ...days.map(({ accounts }) => accounts))
  const y = scaleLinear([0, most], [BASE, TOP])
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} className="w-full">
      <line x1="0" x2={WIDTH} y1={BASE} y2={BASE} stroke="var(--line-strong)" />
      {days.map(({ day, accounts }) => {
        const left = x(day) ?? 0
        const middle = left + x.bandwidth() / 2
        return (
          <g key={day} textAnchor="middle" fontSize="11">
            {accounts > 0 && (
              <>
                <rect
                  x={left}
                  width={x.bandwidth()}
                  y={y(accounts)}
                  height={BASE - y(accounts)}
                  rx="2"
                  fill="var(--accent)"
                />
                <text x={middle} y={y(accounts) - 4} fill="var(--ink)">
                  {text.count(accounts)}
                </text>
              </>
            )}
            <text x={middle} y={BASE + 14} fill="var(--muted)">
              {weekdayOf(day).charAt(0).toUpperCase()}
            </text>
            <text x={middle} y={BASE + 27} fill="var(--muted)">
              {Number(day.slice(8))}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
