import { useEffect, useRef } from 'react'
import { readAmount } from '@/lib/domain/money/typed-amount'
import { TRANSFER_CURRENCIES, type TransferRuleRow, transferRules } from '@/lib/domain/settings/fields/transfer-rules'
import { Button } from '@/lib/ui/button'
import { FieldMessage } from '@/lib/ui/field'
import { MoneyField } from '@/lib/ui/money-field'
import { SelectField } from '@/lib/ui/select-field'
import { TextField } from '@/lib/ui/text-field'
import type { FieldInputProps } from './field-input'
import { editorText as text } from './transfer-rules-text'

/** One row for each rule, in the order in which Stripe applies them, and one rule for each currency that has none. */
export default function TransferRulesEditor({ value, error, form, onChange }: FieldInputProps<'transferRules'>) {
  const errors = value.map((row) => error && findRowError(row))
  const section = useRef<HTMLElement>(null)
  // The button that opened this is gone.
  useEffect(() => section.current?.focus(), [])
  return (
    <section ref={section} tabIndex={-1} aria-label={text.rules} className="flex flex-col gap-3 outline-none">
      {value.length > 0 && (
        <ul className="flex flex-col gap-3">
          {value.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a currency may have several rules, and they have no id
            <li key={index}>
              <Rule
                row={row}
                error={errors[index]}
                onChange={(changed) => onChange(value.map((each) => (each === row ? changed : each)))}
                onRemove={() => {
                  onChange(value.filter((each) => each !== row))
                  section.current?.focus()
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        {TRANSFER_CURRENCIES.filter((currency) => !value.some((row) => row.currency === currency)).map((currency) => (
          <Button key={currency} onClick={() => onChange([...value, { currency, payoutMethod: '', upTo: '' }])}>
            {text.add(currency.toUpperCase())}
          </Button>
        ))}
      </div>
      <FieldMessage
        id="transfer-rules"
        error={errors.some(Boolean) ? undefined : error}
        help={form.draft.schedule.interval === 'manual' ? text.noEffect : text.help}
      />
    </section>
  )
}

function findRowError(row: TransferRuleRow): string | undefined {
  const read = transferRules.fromDraft([row])
  if ('error' in read) return read.error
  return read.value ? transferRules.findError(read.value, null) : undefined
}

type RuleProps = {
  row: TransferRuleRow
  error: string | undefined
  onChange: (row: TransferRuleRow) => void
  onRemove: () => void
}

function Rule({ row, error, onChange, onRemove }: RuleProps) {
  const code = row.currency.toUpperCase()
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 rounded-sm border border-line p-3">
      <legend className="sr-only">{text.rule(code)}</legend>
      {'unread' in row ? (
        <p className="text-sm break-words">{text.unread(row.unread)}</p>
      ) : (
        <RuleFields row={row} error={error} onChange={onChange} />
      )}
      <div>
        <Button look="quiet" aria-label={text.removeLabel(code)} onClick={onRemove}>
          {text.remove}
        </Button>
      </div>
    </fieldset>
  )
}

type KnownRow = Exclude<TransferRuleRow, { unread: string }>

function RuleFields({ row, error, onChange }: Pick<RuleProps, 'error' | 'onChange'> & { row: KnownRow }) {
  const { currency, payoutMethod, upTo } = row
  const code = currency.toUpperCase()
  const read = upTo === null ? null : readAmount(upTo, currency)
  const isAmount = read !== null && !(read.kind === 'amount' && read.amount > 0)
  return (
    <>
      <div className="flex flex-wrap items-start gap-2">
        <SelectField
          label={text.howMuch(code)}
          value={upTo === null ? 'all' : 'up_to'}
          onChange={(event) => onChange({ ...row, upTo: event.target.value === 'all' ? null : '' })}
        >
          <option value="up_to">{text.upTo}</option>
          <option value="all">{text.all}</option>
        </SelectField>
        {upTo !== null && (
          <MoneyField
            label={text.amount(code)}
            currency={currency}
            value={upTo}
            error={isAmount ? error : undefined}
            onWrite={(typed) => onChange({ ...row, upTo: typed })}
          />
        )}
      </div>
      <TextField
        label={text.account(code)}
        value={payoutMethod}
        placeholder={text.placeholder}
        spellCheck={false}
        maxLength={255}
        error={isAmount ? undefined : error}
        onChange={(event) => onChange({ ...row, payoutMethod: event.target.value })}
        controlClassName="font-mono"
      />
    </>
  )
}
