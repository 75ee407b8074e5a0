'use client'
import { Fragment } from 'react'
import { AmountText } from '@/lib/ui/amount-text'
import type { PayoutDays } from './payout-days'
import { homeText as text } from './text'

/** Pixels: only the width scales to its place, so that the words have one size on every screen. */
const [HEIGHT, AXIS] = [36, 30]

const percent = (x: number) => `${x.toFixed(2)}%`

/**
 * A row of bars for each currency, one bar for each day, with what all days add up to. The table beside it says the same
 * in words. The browser's own component, so that the server sends numbers and not each bar as an element too.
 */
export function PayoutDaysChart({ days, width, rows }: PayoutDays) {
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-end gap-x-3 text-sm">
      {rows.map(({ currency, shares, sum }) => (
        <Fragment key={currency}>
          <span className="text-xs font-medium text-muted">{currency}</span>
          <svg height={HEIGHT} role="img" aria-label={text.chart(currency)} className="w-full">
            <line x1="0" x2="100%" y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--line)" />
            {days.map(([x], index) => {
              const share = shares[index] ?? 0
              if (share === 0) return null
              // However little it is, it can be seen.
              const height = Math.max(2, share * (HEIGHT - 6))
              return (
                <rect
                  key={x}
                  x={percent(x)}
                  width={percent(width)}
                  y={HEIGHT - 1 - height}
                  height={height}
                  rx="2"
                  fill="var(--accent)"
                />
              )
            })}
          </svg>
          <span className="text-right">
            <AmountText {...sum} />
          </span>
        </Fragment>
      ))}
      <svg height={AXIS} aria-hidden="true" className="col-start-2 w-full">
        {days.map(([x, weekday, day], index) => (
          <g
            key={x}
            textAnchor="middle"
            fontSize="11"
            fill="var(--muted)"
            className={index % 2 === 1 ? 'max-sm:hidden' : undefined}
          >
            <text x={percent(x + width / 2)} y="14">
              {weekday}
            </text>
            <text x={percent(x + width / 2)} y="27">
              {day}
            </text>
          </g>
        ))}
      </svg>
    </div>
  )
}
