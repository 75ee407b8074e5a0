import { formatMoney, isKnownCurrency, toDecimal } from '@/lib/domain/money/money'
import { readAmount } from '@/lib/domain/money/typed-amount'
import { Button } from './button'
import { classNames } from './class-names'
import type { TextFieldProps } from './text-field'
import { UnitField } from './unit-field'

type Props = Omit<TextFieldProps, 'onChange'> & { currency: string; value: string; onWrite: (text: string) => void }

/** An amount as people write it, with its ISO code inside the field, how it is read, and the question where it isn't clear. */
export function MoneyField({ currency, controlClassName = 'max-w-44', value, help, onWrite, ...field }: Props) {
  const read = isKnownCurrency(currency) ? readAmount(value, currency) : null
  const money = (amount: number) => formatMoney({ amount, currency })
  const meaning = read?.kind === 'amount' ? money(read.amount) : read?.kind === 'ambiguous' ? read.because : null
  // What is written plainly needs no second reading beside another help.
  const isPlain = /^\d+(\.\d+)?$/.test(value) && read?.kind === 'amount'
  const choose = (amount: number, button: Element) => {
    button.closest('[data-money]')?.querySelector('input')?.focus()
    onWrite(toDecimal({ amount, currency }))
  }
  return (
    <div className={field.className} data-money>
      <UnitField
        inputMode="decimal"
        {...field}
        className={undefined}
        value={value}
        help={isPlain && help ? help : [meaning, help].filter(Boolean).join(' · ')}
        onChange={(event) => onWrite(event.target.value)}
        unit={currency.toUpperCase()}
        controlClassName={classNames('[&>input]:text-right', controlClassName)}
      />
      {read?.kind === 'ambiguous' && (
        <div className="mt-1 flex flex-wrap gap-2">
          {read.choices.map((amount) => (
            <Button key={amount} onClick={(event) => choose(amount, event.currentTarget)}>
              {money(amount)}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}
