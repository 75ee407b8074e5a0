import { classNames } from './class-names'
import { TextField, type TextFieldProps } from './text-field'

/** An amount as people write it, with its ISO code inside the field. The caller reads it with `fromDecimal`. */
export function MoneyField({
  currency,
  controlClassName = 'max-w-44',
  ...field
}: TextFieldProps & { currency: string }) {
  return (
    <TextField
      inputMode="decimal"
      {...field}
      unit={currency.toUpperCase()}
      controlClassName={classNames('tabular [&>input]:text-right', controlClassName)}
    />
  )
}
