import { useState } from 'react'
import { isKnownCurrency } from '@/lib/domain/money/money'
import { Button } from '@/lib/ui/button'
import { FieldMessage } from '@/lib/ui/field'
import { MoneyField } from '@/lib/ui/money-field'
import { TextField } from '@/lib/ui/text-field'
import { minimumBalancesText as text } from '../text'
import type { FieldInputProps } from './field-input'

type Row = FieldInputProps<'minimumBalances'>['value'][number]

export default function MinimumBalancesEditor({ value, error, form, onChange }: FieldInputProps<'minimumBalances'>) {
  const errors = value.map((row) => error && form.core?.findMinimumError(row))
  return (
    <>
      {value.length > 0 && (
        <ul className="mb-3 flex flex-col gap-2">
          {value.map((row, index) => (
            <MinimumRow
              key={row.currency}
              row={row}
              error={errors[index]}
              onChange={(changed) => onChange(value.map((each) => (each === row ? changed : each)))}
              onRemove={() => onChange(value.filter((each) => each !== row))}
            />
          ))}
        </ul>
      )}
      <AddCurrency
        taken={value.map(({ currency }) => currency)}
        suggested={form.currencies}
        onAdd={(currency) => onChange([...value, { currency, text: '' }])}
      />
      <FieldMessage
        id="minimum"
        error={errors.some(Boolean) ? undefined : error}
        help={form.draft.schedule.interval === 'manual' ? text.noEffect : text.help}
      />
    </>
  )
}

function MinimumRow({
  row: { currency, text: typed },
  error,
  onChange,
  onRemove,
}: {
  row: Row
  error: string | undefined
  onChange: (row: Row) => void
  onRemove: () => void
}) {
  const code = currency.toUpperCase()
  const write = (text: string) => onChange({ currency, text })
  return (
    <li className="flex flex-wrap items-start gap-2">
      <MoneyField
        label={text.amount(code)}
        isLabelHidden
        currency={currency}
        value={typed}
        error={error}
        onWrite={write}
      />
      <Button look="quiet" aria-label={text.removeLabel(code)} onClick={onRemove}>
        {text.remove}
      </Button>
    </li>
  )
}

function AddCurrency({
  taken,
  suggested,
  onAdd,
}: {
  taken: readonly string[]
  suggested: readonly string[]
  onAdd: (currency: string) => void
}) {
  const [typed, setTyped] = useState('')
  const offered = suggested.filter((currency) => !taken.includes(currency))
  const wanted = (typed || offered[0] || '').toLowerCase()
  return (
    <div className="flex items-end gap-2">
      <TextField
        label={text.currency}
        list="minimum-currencies"
        value={typed}
        placeholder={offered[0]?.toUpperCase() ?? 'EUR'}
        maxLength={3}
        onChange={(event) => setTyped(event.target.value)}
        controlClassName="max-w-24 uppercase"
      />
      <datalist id="minimum-currencies">
        {offered.map((currency) => (
          <option key={currency} value={currency.toUpperCase()} />
        ))}
      </datalist>
      <Button
        disabled={!isKnownCurrency(wanted) || taken.includes(wanted)}
        onClick={() => {
          onAdd(wanted)
          setTyped('')
        }}
      >
        {text.add}
      </Button>
    </div>
  )
}
