import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { Field, type FieldProps, inputClasses, useControl } from './field'

export type TextFieldProps = FieldProps &
  ComponentProps<'input'> & {
    /** Shown inside the control at its end, and part of its description: a currency, "days". */
    unit?: string
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
  unit,
  ...input
}: TextFieldProps) {
  const field = { label, isLabelHidden, help, error, className }
  const control = useControl(id, field)
  const unitId = `${control.id}-unit`
  return (
    <Field id={control.id} {...field}>
      <div className={classNames('relative', controlClassName)}>
        <input
          type="text"
          autoComplete="off"
          {...input}
          {...control}
          aria-describedby={
            [unit && unitId, control['aria-describedby'], input['aria-describedby']].filter(Boolean).join(' ') ||
            undefined
          }
          className={classNames(inputClasses, unit && 'pr-12')}
        />
        {unit && (
          <span
            id={unitId}
            className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-sm text-muted"
          >
            {unit}
          </span>
        )}
      </div>
    </Field>
  )
}
