import { MAX_DESCRIPTOR } from '@/lib/domain/settings/field-limits'
import { TextField } from '@/lib/ui/text-field'
import { descriptorText as text } from '../text'
import type { FieldInput, FieldInputProps } from './field-input'

/** Stripe docs, payouts: US ACH carries only the first ten characters. */
const ACH_LENGTH = 10

function DescriptorInput({ value, error, form, onChange }: FieldInputProps<'statementDescriptor'>) {
  return (
    <>
      <TextField
        label={text.label}
        value={value}
        error={error}
        help={text.help}
        onChange={(event) => onChange(event.target.value)}
        controlClassName="max-w-72"
      />
      {value.trim() !== '' && <BankLine descriptor={value} isAch={form.country === 'US'} />}
    </>
  )
}

function BankLine({ descriptor, isAch }: { descriptor: string; isAch: boolean }) {
  return (
    <p className="mt-1 rounded-sm bg-sunken px-2.5 py-1.5 text-xs text-muted">
      <span>{text.onStatement}</span>{' '}
      <bdi translate="no" className="font-mono text-ink">
        {isAch ? descriptor.slice(0, ACH_LENGTH) : descriptor}
      </bdi>
      {isAch && descriptor.length > ACH_LENGTH && <span>{` ${text.achLimit(ACH_LENGTH)}`}</span>}
    </p>
  )
}

export const statementDescriptorInput: FieldInput<'statementDescriptor'> = {
  Input: DescriptorInput,
  describeAside: ({ draft }) => text.count(draft.statementDescriptor.length, MAX_DESCRIPTOR),
}
