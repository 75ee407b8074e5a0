'use client'
import { TextField } from '@/lib/ui/text-field'
import { useRulesErrors } from './rules-editor'
import type { RulesErrors } from './submitted-rules'

type Field = { label: string; help?: string; name: keyof RulesErrors; defaultValue: string }

/** An amount and its currency, with what a save found wrong in them. */
export function AmountFields({ amount, currency }: { amount: Field; currency: Field }) {
  const errors = useRulesErrors()
  return (
    <div className="flex flex-wrap gap-x-3 gap-y-4">
      <TextField
        {...amount}
        error={errors[amount.name]}
        inputMode="decimal"
        placeholder="0.25"
        className="max-w-96"
        controlClassName="tabular max-w-32 text-right"
      />
      <TextField {...currency} error={errors[currency.name]} maxLength={3} controlClassName="max-w-20 uppercase" />
    </div>
  )
}

/** A number of accounts. */
export function AccountsField(field: Field) {
  const errors = useRulesErrors()
  return (
    <TextField
      {...field}
      error={errors[field.name]}
      inputMode="numeric"
      className="max-w-96"
      controlClassName="tabular max-w-32 text-right"
    />
  )
}
