import {
  type CalendarDate,
  calendarDate,
  dayNumberOf,
  daysInMonth,
  partsOfDate,
  weekdayIndex,
} from '@/lib/domain/calendar/calendar-date'
import { monthName } from '@/lib/domain/calendar/format-day'
import { MonthText, type PartOfMonth } from './month-text'
import type { PreviewRow } from './preview-terms'

/** Two months at a glance. The list beside it says the same in words, so screen readers are spared this one. */
export function PayoutMonths({ rows, today }: { rows: PreviewRow[]; today: CalendarDate }) {
  const first = partsOfDate(today)
  const second = first.month === 12 ? { year: first.year + 1, month: 1 } : { year: first.year, month: first.month + 1 }
  return (
    <div aria-hidden="true" className="flex shrink-0 gap-4 sm:flex-col">
      {[first, second].map(({ year, month }) => (
        <MonthText
          key={month}
          title={`${monthName(month)} ${year}`}
          parts={partsOf(year, month, new Map(rows.map((row) => [row.sendOn, row])))}
        />
      ))}
    </div>
  )
}

/** The days of a month in lines of a week, each part up to and with a day that a payout is on. */
function partsOf(year: number, month: number, payouts: ReadonlyMap<CalendarDate, PreviewRow>) {
  const offset = weekdayIndex(dayNumberOf(year, month, 1))
  const parts: PartOfMonth[] = []
  let text = '   '.repeat(offset)
  for (let day = 1; day <= daysInMonth(year, month); day++) {
    const row = payouts.get(calendarDate(year, month, day))
    const isLast = (offset + day) % 7 === 0
    const figures = String(day).padStart(2)
    if (row) {
      parts.push(text, [figures, row.change])
      text = ''
    } else text += figures
    text += isLast ? '\n' : ' '
  }
  return [...parts, text]
}
