import {
  type CalendarDate,
  calendarDate,
  dayNumberOf,
  daysInMonth,
  partsOfDate,
  weekdayIndex,
} from '@/lib/domain/calendar/calendar-date'
import { monthName } from '@/lib/domain/calendar/format-day'
import { classNames } from '@/lib/ui/class-names'
import type { PreviewRow } from './preview-terms'

const LOOKS = {
  stays: 'bg-accent text-accent-ink',
  appears: 'bg-accent-soft text-accent outline-1 outline-accent',
  disappears: 'text-muted line-through outline-1 outline-line-strong outline-dashed',
}

/** Two months at a glance. The list beside it says the same in words, so screen readers are spared this one. */
export function PayoutMonths({ rows, today }: { rows: PreviewRow[]; today: CalendarDate }) {
  const first = partsOfDate(today)
  const second = first.month === 12 ? { year: first.year + 1, month: 1 } : { year: first.year, month: first.month + 1 }
  return (
    <div aria-hidden="true" className="flex shrink-0 gap-4 sm:flex-col">
      {[first, second].map(({ year, month }) => (
        <Month key={month} year={year} month={month} rows={rows} />
      ))}
    </div>
  )
}

function Month({ year, month, rows }: { year: number; month: number; rows: PreviewRow[] }) {
  const days = Array.from({ length: daysInMonth(year, month) }, (_, index) => calendarDate(year, month, index + 1))
  const offset = weekdayIndex(dayNumberOf(year, month, 1))
  return (
    <div className="w-38">
      <p className="mb-1 text-xs font-medium">{`${monthName(month)} ${year}`}</p>
      <div className="tabular grid grid-cols-7 gap-px text-center text-[11px] leading-5 text-muted">
        {Array.from({ length: offset }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: empty cells before the first day
          <span key={index} />
        ))}
        {days.map((date, index) => {
          const row = rows.find(({ sendOn }) => sendOn === date)
          return (
            <span key={date} className={classNames('size-5 rounded-sm', row && LOOKS[row.change])}>
              {index + 1}
            </span>
          )
        })}
      </div>
    </div>
  )
}
