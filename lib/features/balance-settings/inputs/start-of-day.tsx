import { formatTimeOfDay, HALF_HOURS } from '@/lib/domain/calendar/time-of-day'
import type { StartOfDay } from '@/lib/domain/settings/start-of-day'
import { CheckboxField } from '@/lib/ui/checkbox-field'
import { FieldMessage } from '@/lib/ui/field'
import { SelectField } from '@/lib/ui/select-field'
import { startOfDayText as text } from '../text'
import type { FieldInput, FieldInputProps } from './field-input'

function StartOfDayInput({ value, error, form, onChange }: FieldInputProps<'startOfDay'>) {
  const offered = form.facts.zones
  const first: StartOfDay = { hour: 0, minutes: 0, zone: offered[0] ?? 'Etc/UTC' }
  return (
    <>
      <CheckboxField
        label={text.label}
        checked={value !== null}
        error={value ? undefined : error}
        onChange={(event) => onChange(event.target.checked ? first : null)}
      />
      {value && (
        <Moment value={value} zones={[...new Set([...offered, value.zone])]} error={error} onChange={onChange} />
      )}
      <FieldMessage id="start-of-day" help={text.help} />
    </>
  )
}

function Moment({
  value,
  zones,
  error,
  onChange,
}: {
  value: StartOfDay
  zones: readonly string[]
  error: string | undefined
  onChange: (value: StartOfDay) => void
}) {
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      <SelectField
        label={text.time}
        value={formatTimeOfDay(value)}
        error={error}
        onChange={({ target }) => onChange({ ...value, ...HALF_HOURS[target.selectedIndex] })}
        controlClassName="tabular max-w-28"
      >
        {HALF_HOURS.map((time) => (
          <option key={formatTimeOfDay(time)}>{formatTimeOfDay(time)}</option>
        ))}
      </SelectField>
      <SelectField
        label={text.zone}
        className="min-w-48"
        value={value.zone}
        onChange={({ target }) => onChange({ ...value, zone: target.value })}
      >
        {zones.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </SelectField>
    </div>
  )
}

export const startOfDayInput: FieldInput<'startOfDay'> = { Input: StartOfDayInput }
