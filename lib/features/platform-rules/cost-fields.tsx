'use client'
import { TextField } from '@/lib/ui/text-field'
import { useRulesErrors } from './rules-editor'

type Field = { label: string; help?: string; name: string; defaultValue: string }

/** An amount and its currency, with what a save found wrong in them. */
export function CostFields({ cost, currency }: { cost: Field; currency: Field }) {
  const errors = useRulesErrors()
  return (
    <div className="flex flex-wrap gap-x-3 gap-y-4">
      <TextField
        {...cost}
        error={errors.cost}
        inputMode="decimal"
        placeholder="0.25"
        className="max-w-96"
        controlClassName="tabular max-w-32 text-right"
      />
      <TextField {...currency} error={errors.currency} maxLength={3} controlClassName="max-w-20 uppercase" />
    </div>
  )
}
