import {
  describeMonthDay,
  offeredIntervals,
  PAYOUT_WEEKDAYS,
  type PayoutSchedule,
  type Weekday,
} from '@/lib/domain/settings/payout-schedule'
import { FieldMessage } from '@/lib/ui/field'
import type { Draft } from './draft'

const INTERVALS: { value: PayoutSchedule['interval']; label: string; help: string }[] = [
  { value: 'daily', label: 'Daily', help: 'Every business day, as funds settle.' },
  { value: 'weekly', label: 'Weekly', help: 'On the days of the week you choose.' },
  { value: 'monthly', label: 'Monthly', help: 'On the days of the month you choose.' },
  { value: 'manual', label: 'Manual', help: 'No automatic payouts. Someone must pay out by hand.' },
]

const named = (day: Weekday) => `${day[0]?.toUpperCase()}${day.slice(1)}`
const toggled = <T,>(list: readonly T[], item: T) =>
  list.includes(item) ? list.filter((other) => other !== item) : [...list, item]

const control =
  'relative inline-flex items-center justify-center rounded-sm border border-line-strong px-2 text-sm has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:border-line has-disabled:text-muted'
const interval = `${control} h-9 font-medium has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent`
const chip = `${control} tabular h-8 min-w-8 has-checked:border-accent has-checked:bg-accent has-checked:text-accent-ink has-checked:has-disabled:bg-sunken has-checked:has-disabled:text-ink`
/** Over its chip, so that a click anywhere on it reaches the control itself. */
const hiddenControl = 'absolute inset-0 m-0 size-full appearance-none rounded-sm outline-none'

type Props = { draft: Draft; country: string; error: string | undefined; onChange: (change: Partial<Draft>) => void }

export function ScheduleFields({ draft, country, error, onChange }: Props) {
  const offered = offeredIntervals(country)
  // An account read in the preview shape may still have a weekend day; it must be seen to be taken out.
  const weekdays = [...PAYOUT_WEEKDAYS, ...draft.weekdays.filter((day) => !PAYOUT_WEEKDAYS.includes(day))]
  const slides = draft.monthDays.some((day) => day >= 29)
  const notOffered = INTERVALS.filter(({ value }) => !offered.includes(value)).map(({ label }) => label.toLowerCase())
  return (
    <>
      <div
        role="radiogroup"
        aria-label="Interval"
        aria-describedby={error ? 'schedule-error' : 'schedule-help'}
        className="grid grid-cols-2 gap-1.5 sm:grid-cols-4"
      >
        {INTERVALS.map(({ value, label }) => (
          <label key={value} className={interval}>
            <input
              type="radio"
              name="interval"
              value={value}
              checked={draft.interval === value}
              disabled={!offered.includes(value) && draft.interval !== value}
              onChange={() => onChange({ interval: value })}
              className={hiddenControl}
            />
            {label}
          </label>
        ))}
      </div>
      {draft.interval === 'weekly' && (
        <fieldset aria-label="Days of the week" className="mt-3 flex flex-wrap gap-1.5">
          {weekdays.map((day) => (
            <label key={day} className={chip}>
              <input
                type="checkbox"
                aria-label={named(day)}
                checked={draft.weekdays.includes(day)}
                onChange={() => onChange({ weekdays: toggled(draft.weekdays, day) })}
                className={hiddenControl}
              />
              <span aria-hidden="true">{named(day).slice(0, 3)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {draft.interval === 'monthly' && (
        <fieldset aria-label="Days of the month" className="mt-3 grid max-w-88 grid-cols-7 gap-1">
          {Array.from({ length: 31 }, (_, index) => index + 1).map((day) => (
            <label key={day} className={chip} title={day >= 29 ? describeMonthDay(day) : undefined}>
              <input
                type="checkbox"
                aria-label={day === 31 ? 'Last day' : day >= 29 ? `${day}, last day in shorter months` : String(day)}
                checked={draft.monthDays.includes(day)}
                onChange={() => onChange({ monthDays: toggled(draft.monthDays, day) })}
                className={hiddenControl}
              />
              <span aria-hidden="true">{day === 31 ? 'last' : day}</span>
            </label>
          ))}
        </fieldset>
      )}
      <FieldMessage
        name="schedule"
        error={error}
        help={[
          draft.interval === 'monthly' && slides
            ? 'In a shorter month, 29, 30 and last mean its last day.'
            : INTERVALS.find(({ value }) => value === draft.interval)?.help,
          notOffered.length > 0 && `No ${notOffered.join(' or ')} payouts in this country.`,
        ]
          .filter(Boolean)
          .join(' ')}
      />
    </>
  )
}
