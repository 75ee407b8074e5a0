import { MAX_DELAY_DAYS } from '@/lib/domain/settings/field-limits'
import { UnitField } from '@/lib/ui/unit-field'
import { delayText as text } from '../text'
import type { FieldInput, FieldInputProps } from './field-input'

const DelayInput = ({ value, error, form, onChange }: FieldInputProps<'delayDaysOverride'>) => (
  <UnitField
    label={text.label}
    inputMode="numeric"
    unit={text.unit}
    value={value}
    placeholder={text.placeholder}
    error={error}
    help={text.help(MAX_DELAY_DAYS, form.facts.canClearDelay)}
    onChange={(event) => onChange(event.target.value)}
    controlClassName="tabular max-w-40"
  />
)

export const delayDaysOverrideInput: FieldInput<'delayDaysOverride'> = {
  Input: DelayInput,
  describeAside: ({ settings }) => text.current(settings.delayDays),
}
