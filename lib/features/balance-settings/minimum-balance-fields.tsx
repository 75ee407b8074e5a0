import { useState } from 'react'
import { fromDecimal, isKnownCurrency } from '@/lib/domain/money/money'
import { Button } from '@/lib/ui/button'
import { FieldMessage, inputClasses } from '@/lib/ui/field'
import type { Draft } from './draft'

type Props = {
  draft: Draft
  suggested: readonly string[]
  error: string | undefined
  onChange: (change: Partial<Draft>) => void
}

/** What automatic payouts leave in the balance, per currency, typed as people write money and echoed as Stripe counts it. */
export function MinimumBalanceFields({ draft, suggested, error, onChange }: Props) {
  const [adding, setAdding] = useState('')
  const taken = new Set(draft.minimums.map(({ currency }) => currency))
  const offered = suggested.filter((currency) => !taken.has(currency))
  const wanted = (adding || offered[0] || '').toLowerCase()
  const canAdd = isKnownCurrency(wanted) && !taken.has(wanted)
  return (
    <>
      {draft.minimums.length > 0 && (
        <ul className="mb-3 flex flex-col gap-2">
          {draft.minimums.map(({ currency, text }) => {
            const minor = fromDecimal(text, currency)
            const change = (next: string) =>
              onChange({
                minimums: draft.minimums.map((row) => (row.currency === currency ? { currency, text: next } : row)),
              })
            return (
              <li key={currency} className="flex flex-wrap items-center gap-2">
                <label className="flex items-center gap-2 text-sm font-medium">
                  <span className="w-9 uppercase">{currency}</span>
                  <input
                    aria-label={`Minimum balance in ${currency.toUpperCase()}`}
                    inputMode="decimal"
                    autoComplete="off"
                    value={text}
                    aria-invalid={error !== undefined && minor === null}
                    aria-describedby={error ? 'minimum-error' : 'minimum-help'}
                    onChange={(event) => change(event.target.value)}
                    className={`${inputClasses} tabular w-36 text-right`}
                  />
                </label>
                <span className="tabular text-xs text-muted">{minor === null ? '' : `${minor} in minor units`}</span>
                <Button
                  look="quiet"
                  aria-label={`Remove the minimum in ${currency.toUpperCase()}`}
                  onClick={() => onChange({ minimums: draft.minimums.filter((row) => row.currency !== currency) })}
                >
                  Remove
                </Button>
              </li>
            )
          })}
        </ul>
      )}
      <div className="flex items-end gap-2">
        <label className="text-xs font-medium text-muted">
          Currency
          <input
            list="minimum-currencies"
            value={adding}
            placeholder={offered[0]?.toUpperCase() ?? 'EUR'}
            maxLength={3}
            autoComplete="off"
            onChange={(event) => setAdding(event.target.value)}
            className={`${inputClasses} block w-24 uppercase`}
          />
        </label>
        <datalist id="minimum-currencies">
          {offered.map((currency) => (
            <option key={currency} value={currency.toUpperCase()} />
          ))}
        </datalist>
        <Button
          disabled={!canAdd}
          onClick={() => {
            onChange({ minimums: [...draft.minimums, { currency: wanted, text: '' }] })
            setAdding('')
          }}
        >
          Add minimum
        </Button>
      </div>
      <FieldMessage
        name="minimum"
        error={error}
        help={
          draft.interval === 'manual'
            ? 'Has no effect while payouts are manual.'
            : 'Automatic payouts leave this much in the balance. Raising it is collected from incoming funds; lowering it frees the difference with the next payout.'
        }
      />
    </>
  )
}
