'use client'
import { type ComponentProps, useLayoutEffect, useRef } from 'react'
import { classNames } from './class-names'
import { inputClasses } from './field'

type AddressField = { label: string; value: string }

const labelClasses = 'text-xs font-medium text-muted'

/** The field follows the address, except where somebody typed or chose on while the address was on its way. */
function useAddressValue<Field extends HTMLInputElement | HTMLSelectElement>(value: string) {
  const field = useRef<Field>(null)
  const followed = useRef(value)
  useLayoutEffect(() => {
    if (field.current?.value === followed.current) field.current.value = value
    followed.current = value
  }, [value])
  return field
}

export function AddressInput({
  label,
  value,
  className,
  fieldClassName,
  ...props
}: AddressField & ComponentProps<'input'> & { fieldClassName?: string }) {
  const field = useAddressValue<HTMLInputElement>(value)
  return (
    <label className={classNames(labelClasses, className)}>
      {label}
      <input {...props} ref={field} defaultValue={value} className={classNames(inputClasses, fieldClassName)} />
    </label>
  )
}

export function AddressSelect({ label, value, ...props }: AddressField & ComponentProps<'select'>) {
  const field = useAddressValue<HTMLSelectElement>(value)
  return (
    <label className={labelClasses}>
      {label}
      <select {...props} ref={field} defaultValue={value} className={inputClasses} />
    </label>
  )
}
