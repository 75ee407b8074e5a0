import {
  type CalendarDate,
  calendarDate,
  dayNumberOf,
  daysInMonth,
  partsOfDate,
  weekdayIndex,
} from '@/lib/domain/calendar/calendar-date'
import { monthName } from '@/lib/domain/calendar/format-day'
import type { PreviewRow } from './preview-terms'

const LOOKS = {
  stays: '',
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

/** As text in columns of three figures, of which only the days of payouts are elements: a page shows two months. */
function Month({ year, month, rows }: { year: number; month: number; rows: PreviewRow[] }) {
  const parts = partsOf(year, month, new Map(rows.map((row) => [row.sendOn, row])))
  return (
    <div className="w-38">
      <p className="mb-1 text-xs font-medium">{`${monthName(month)} ${year}`}</p>
      <pre className={`font-mono text-[11px] leading-5 text-muted ${DAYS}`}>
        {parts.map(({ text, look }, index) =>
          look === undefined ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a month never move
            <span key={index}>{text}</span>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a month never move
            <b key={index} {...(look && { className: look })}>
              {text}
            </b>
          ),
        )}
      </pre>
    </div>
  )
}

/** Said once for all of them: half a figure wider than its day on either side. */
const DAYS =
  '[&>b]:-mx-[0.5ch] [&>b]:rounded-sm [&>b]:px-[0.5ch] [&>b]:py-0.5 [&>b]:font-normal [&>b:not([class])]:bg-accent [&>b:not([class])]:text-accent-ink'

/** The days of a month in lines of a week, each part up to and with a day that a payout is on. */
function partsOf(year: number, month: number, payouts: ReadonlyMap<CalendarDate, PreviewRow>) {
  const offset = weekdayIndex(dayNumberOf(year, month, 1))
  const parts: { text: string; look?: string }[] = []
  let text = '   '.repeat(offset)
  for (let day = 1; day <= daysInMonth(year, month); day++) {
    const row = payouts.get(calendarDate(year, month, day))
    const isLast = (offset + day) % 7 === 0
    const figures = String(day).padStart(2)
    if (row) {
      parts.push({ text }, { text: figures, look: LOOKS[row.change] })
      text = ''
    } else text += figures
    text += isLast ? '\n' : ' '
  }
  return [...parts, { text }]
}
