import { describeMonthDay, PAYOUT_WEEKDAYS, type PayoutSchedule, type Weekday } from '@/lib/domain/payout-schedule'
import { FieldMessage } from '@/lib/ui/field'
import type { Draft } from './draft'

const INTERVALS: { value: PayoutSchedule['interval']; label: string; help: string }[] = [
  { value: 'daily', label: 'Daily', help: 'Every business day, as funds settle.' },
  { value: 'weekly', label: 'Weekly', help: 'On the days of the week you choose.' },
  { value: 'monthly', label: 'Monthly', help: 'On the days of the month you choose.' },
  { value: 'manual', label: 'Manual', help: 'No automatic payouts. Someone must pay out by hand.' },
]

const shortDay = (day: Weekday) => `${day[0]?.toUpperCase()}${day.slice(1, 3)}`
const toggled = <T,>(list: readonly T[], item: T) =>
  list.includes(item) ? list.filter((other) => other !== item) : [...list, item]

const chip =
  'inline-flex h-8 min-w-8 items-center justify-center rounded-sm border border-line-strong px-2 text-sm tabular has-checked:border-accent has-checked:bg-accent has-checked:text-accent-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:opacity-60'

export function ScheduleFields({
  draft,
  error,
  isLocked,
  onChange,
}: {
  draft: Draft
  error: string | undefined
  isLocked: boolean
  onChange: (change: Partial<Draft>) => void
}) {
  // An account read in the preview shape may still have a weekend day; it must be seen to be taken out.
  const offered = [...PAYOUT_WEEKDAYS, ...draft.weekdays.filter((day) => !PAYOUT_WEEKDAYS.includes(day))]
  const slides = draft.monthDays.some((day) => day >= 29)
  return (
    <fieldset disabled={isLocked} aria-describedby={error ? 'schedule-error' : undefined}>
      <legend className="sr-only">Payout schedule</legend>
      <div role="radiogroup" aria-label="Interval" className="grid grid-cols-2 gap-1.5 sm:grid-cols-4">
        {INTERVALS.map(({ value, label }) => (
          <label
            key={value}
            className="flex h-9 items-center justify-center rounded-sm border border-line-strong text-sm font-medium has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:opacity-60"
          >
            <input
              type="radio"
              name="interval"
              value={value}
              checked={draft.interval === value}
              onChange={() => onChange({ interval: value })}
              className="sr-only"
            />
            {label}
          </label>
        ))}
      </div>
      <div className="mt-3">
        {draft.interval === 'weekly' && (
          <fieldset aria-label="Days of the week" className="flex flex-wrap gap-1.5">
            {offered.map((day) => (
              <label key={day} className={chip}>
                <input
                  type="checkbox"
                  aria-label={day[0]?.toUpperCase() + day.slice(1)}
                  checked={draft.weekdays.includes(day)}
                  onChange={() => onChange({ weekdays: toggled(draft.weekdays, day) })}
                  className="sr-only"
                />
                <span aria-hidden="true">{shortDay(day)}</span>
              </label>
            ))}
          </fieldset>
        )}
        {draft.interval === 'monthly' && (
          <fieldset aria-label="Days of the month" className="grid max-w-88 grid-cols-7 gap-1">
            {Array.from({ length: 31 }, (_, index) => index + 1).map((day) => (
              <label key={day} className={chip} title={day >= 29 ? describeMonthDay(day) : undefined}>
                <input
                  type="checkbox"
                  aria-label={day >= 29 ? `${day}, ${describeMonthDay(day)}` : String(day)}
                  checked={draft.monthDays.includes(day)}
                  onChange={() => onChange({ monthDays: toggled(draft.monthDays, day) })}
                  className="sr-only"
                />
                <span aria-hidden="true">{day === 31 ? 'last' : day}</span>
              </label>
            ))}
          </fieldset>
        )}
      </div>
      <FieldMessage
        name="schedule"
        error={error}
        help={
          draft.interval === 'monthly' && slides
            ? 'In a shorter month, 29, 30 and last mean its last day.'
            : INTERVALS.find(({ value }) => value === draft.interval)?.help
        }
      />
    </fieldset>
  )
}
