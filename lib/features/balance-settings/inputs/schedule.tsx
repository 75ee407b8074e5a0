import type { PayoutInterval } from '@/lib/domain/accounts/country-rules'
import type { Weekday } from '@/lib/domain/calendar/weekday'
import {
  describeMonthDay,
  FIRST_SLIDING_MONTH_DAY,
  LAST_MONTH_DAY,
  ONLY_DAILY,
  PAYOUT_WEEKDAYS,
} from '@/lib/domain/settings/schedule-days'
import { RadioGroup } from '@/lib/ui/radio-group'
import { scheduleText as text } from '../text'
import type { FieldInput, FieldInputProps } from './field-input'

const INTERVALS = ['daily', 'weekly', 'monthly', 'manual'] as const
const MONTH_DAYS = Array.from({ length: LAST_MONTH_DAY }, (_, index) => index + 1)

const named = (day: Weekday) => `${day[0]?.toUpperCase()}${day.slice(1)}`
const toggled = <T,>(list: readonly T[], item: T) =>
  list.includes(item) ? list.filter((other) => other !== item) : [...list, item]

function ScheduleInput({ value, error, form, onChange }: FieldInputProps<'schedule'>) {
  const offered = form.facts.intervals
  const { interval } = value
  return (
    <>
      <RadioGroup
        label={text.interval}
        isLabelHidden
        name="interval"
        value={interval}
        options={INTERVALS.map((each) => ({
          value: each,
          label: text.intervals[each].label,
          isDisabled: !offered.includes(each) && interval !== each,
        }))}
        error={error}
        help={describeHelp(value, offered)}
        onChange={(chosen) => onChange({ ...value, interval: chosen })}
      />
      {interval === 'weekly' && (
        <Weekdays chosen={value.weekdays} onChange={(weekdays) => onChange({ ...value, weekdays })} />
      )}
      {interval === 'monthly' && (
        <MonthDays chosen={value.monthDays} onChange={(monthDays) => onChange({ ...value, monthDays })} />
      )}
    </>
  )
}

function describeHelp(
  { interval, monthDays }: FieldInputProps<'schedule'>['value'],
  offered: readonly PayoutInterval[],
): string {
  const missing = INTERVALS.filter((each) => !offered.includes(each))
  const slides = interval === 'monthly' && monthDays.some((day) => day >= FIRST_SLIDING_MONTH_DAY)
  return [
    slides ? text.shorterMonths : interval && text.intervals[interval].help,
    offered.length === 1
      ? ONLY_DAILY
      : missing.length > 0 && text.notOffered(missing.map((each) => text.intervals[each].label)),
  ]
    .filter(Boolean)
    .join(' ')
}

const chip =
  'relative inline-flex tabular h-8 min-w-8 items-center justify-center rounded-sm border border-line-strong px-2 text-sm has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:border-line has-disabled:text-muted has-checked:border-accent has-checked:bg-accent has-checked:text-accent-ink has-checked:has-disabled:bg-sunken has-checked:has-disabled:text-ink'

function DayChip({
  label,
  short,
  title,
  isChosen,
  onChange,
}: {
  label: string
  short: string
  title?: string | undefined
  isChosen: boolean
  onChange: () => void
}) {
  return (
    <label className={chip} title={title}>
      <input
        type="checkbox"
        aria-label={label}
        checked={isChosen}
        onChange={onChange}
        // Over its chip, so that a click anywhere on it reaches the control itself.
        className="absolute inset-0 m-0 size-full appearance-none rounded-sm outline-none"
      />
      <span aria-hidden="true">{short}</span>
    </label>
  )
}

function Weekdays({ chosen, onChange }: { chosen: readonly Weekday[]; onChange: (days: readonly Weekday[]) => void }) {
  // An account read in the preview shape may still have a weekend day; it must be possible to take it out.
  const days = [...PAYOUT_WEEKDAYS, ...chosen.filter((day) => !PAYOUT_WEEKDAYS.includes(day))]
  return (
    <fieldset aria-label={text.weekdays} className="mt-3 flex flex-wrap gap-1.5">
      {days.map((day) => (
        <DayChip
          key={day}
          label={named(day)}
          short={named(day).slice(0, 3)}
          isChosen={chosen.includes(day)}
          onChange={() => onChange(toggled(chosen, day))}
        />
      ))}
    </fieldset>
  )
}

function MonthDays({ chosen, onChange }: { chosen: readonly number[]; onChange: (days: readonly number[]) => void }) {
  return (
    <fieldset aria-label={text.monthDays} className="mt-3 grid max-w-88 grid-cols-7 gap-1">
      {MONTH_DAYS.map((day) => {
        const slides = day >= FIRST_SLIDING_MONTH_DAY
        const isLast = day === LAST_MONTH_DAY
        return (
          <DayChip
            key={day}
            label={isLast ? text.lastDay : slides ? text.slidingDay(day) : String(day)}
            short={isLast ? text.lastDayShort : String(day)}
            title={slides ? describeMonthDay(day) : undefined}
            isChosen={chosen.includes(day)}
            onChange={() => onChange(toggled(chosen, day))}
          />
        )
      })}
    </fieldset>
  )
}

export const scheduleInput: FieldInput<'schedule'> = { Input: ScheduleInput }
