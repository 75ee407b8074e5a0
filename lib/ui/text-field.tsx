import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { Field, type FieldProps, useControl } from './field'

export type TextFieldProps = FieldProps &
  ComponentProps<'input'> & {
    /** Of the control alone, which may be narrower than its help. */
    controlClassName?: string
  }

/** One line of text. Uncontrolled with `defaultValue`, which needs no script, or controlled with `value`. */
export function TextField({
  id,
  label,
  isLabelHidden,
  help,
  error,
  className,
  controlClassName,
  ...input
}: TextFieldProps) {
  const field = { label, isLabelHidden, help, error, className }
  const control = useControl({ id, name: input.name }, field)
  return (
    <Field id={control.id} {...field}>
      <input
        autoComplete="off"
        {...input}
        {...control}
        aria-describedby={control['aria-describedby'] ?? input['aria-describedby']}
        className={classNames('input', controlClassName)}
      />
    </Field>
  )
}
