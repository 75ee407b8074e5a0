import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { Field, type FieldProps, useControl } from './field'

/** A choice from a list; the options are its children. */
export function SelectField({
  id,
  label,
  isLabelHidden,
  help,
  error,
  className,
  controlClassName,
  ...select
}: FieldProps & ComponentProps<'select'> & { controlClassName?: string }) {
  const field = { label, isLabelHidden, help, error, className }
  const control = useControl({ id, name: select.name }, field)
  return (
    <Field id={control.id} {...field}>
      <select {...select} {...control} className={classNames('input', controlClassName)} />
    </Field>
  )
}
