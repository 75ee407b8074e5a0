'use client'
import type { ComponentProps } from 'react'
import { FieldMessage, type FieldProps, useControl } from './field'

/** A yes or no: the label beside the box, the help or the error below the label. */
export function CheckboxField({
  id,
  label,
  isLabelHidden,
  help,
  error,
  className,
  ...input
}: FieldProps & ComponentProps<'input'>) {
  const control = useControl({ id, name: input.name, value: input.value }, { label, help, error })
  return (
    <div className={className}>
      <label className="relative flex items-start gap-2.5 text-sm font-medium">
        <input {...input} {...control} type="checkbox" className="mt-0.5 size-4 shrink-0" />
        <span className={isLabelHidden ? 'sr-only' : undefined}>{label}</span>
      </label>
      <FieldMessage id={control.id} error={error} help={help} className="pl-6.5" />
    </div>
  )
}
