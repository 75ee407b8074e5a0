import { classNames } from './class-names'
import type { TextFieldProps } from './text-field'
import { UnitField } from './unit-field'

/** An amount as people write it, with its ISO code inside the field. The caller reads it with `fromDecimal`. */
export function MoneyField({
  currency,
  controlClassName = 'max-w-44',
  ...field
}: TextFieldProps & { currency: string }) {
  return (
    <UnitField
      inputMode="decimal"
      {...field}
      unit={currency.toUpperCase()}
      controlClassName={classNames('[&>input]:text-right', controlClassName)}
    />
  )
}
