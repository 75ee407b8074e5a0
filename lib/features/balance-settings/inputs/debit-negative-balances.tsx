import { CheckboxField } from '@/lib/ui/checkbox-field'
import { debitText as text } from '../text'
import type { FieldInput, FieldInputProps } from './field-input'

const DebitInput = ({ value, error, onChange }: FieldInputProps<'debitNegativeBalances'>) => (
  <CheckboxField
    label={text.label}
    checked={value ?? false}
    error={error}
    help={text.help}
    onChange={(event) => onChange(event.target.checked)}
  />
)

export const debitNegativeBalancesInput: FieldInput<'debitNegativeBalances'> = { Input: DebitInput }
