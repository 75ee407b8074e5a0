import { classNames } from './class-names'
import { Field, useControl } from './field'
import type { TextFieldProps } from './text-field'

/** A quantity with its unit inside the field, at its end; the unit is part of the field's description. */
export function UnitField({
  id,
  label,
  isLabelHidden,
  help,
  error,
  className,
  controlClassName,
  unit,
  ...input
}: TextFieldProps & { unit: string }) {
  const field = { label, isLabelHidden, help, error, className }
  const control = useControl({ id, name: input.name }, field)
  const unitId = `${control.id}-unit`
  const description = control['aria-describedby']
  return (
    <Field id={control.id} {...field}>
      <div className={classNames('relative', controlClassName)}>
        <input
          autoComplete="off"
          {...input}
          {...control}
          aria-describedby={description ? `${unitId} ${description}` : unitId}
          className="input tabular pr-12"
        />
        <span
          id={unitId}
          className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-sm text-muted"
        >
          {unit}
        </span>
      </div>
    </Field>
  )
}
