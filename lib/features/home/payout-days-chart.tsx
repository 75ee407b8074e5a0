import { scaleBand, scaleLinear } from 'd3-scale'
import { type CalendarDate, weekdayOf } from '@/lib/domain/calendar/calendar-date'
import { homeText as text } from './text'

type Props = { days: readonly { day: CalendarDate; accounts: number }[] }

/** Pixels: only the width scales to its place, so that the words have one size on every screen. */
const [HEIGHT, BASE, TOP] = [150, 118, 16]

const percent = (x: number) => `${x.toFixed(2)}%`

/** One bar for each day. Drawn on the server; the table beside it says the same in words. */
export function PayoutDaysChart({ days }: Props) {
  const x = scaleBand<CalendarDate>(
    days.map(({ day }) => day),
    [0, 100],
  ).padding(0.25)
  const most = Math.max(1, ...days.map(({ accounts }) => accounts))
  const y = scaleLinear([0, most], [BASE, TOP])
  return (
    <svg height={HEIGHT} role="img" aria-label={text.chart} className="w-full">
      <line x1="0" x2="100%" y1={BASE} y2={BASE} stroke="var(--line-strong)" />
      {days.map(({ day, accounts }) => {
        const left = x(day) ?? 0
        const middle = percent(left + x.bandwidth() / 2)
        return (
          <g key={day} textAnchor="middle" fontSize="11">
            {accounts > 0 && (
              <>
                <rect
                  x={percent(left)}
                  width={percent(x.bandwidth())}
                  y={y(accounts)}
                  height={BASE - y(accounts)}
                  rx="2"
                  fill="var(--accent)"
                />
                <text x={middle} y={y(accounts) - 4} fill="var(--ink)">
                  {text.shortCount(accounts)}
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
