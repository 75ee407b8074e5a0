'use client'
import { type ComponentProps, useLayoutEffect, useRef } from 'react'
import { classNames } from './class-names'
import { inputClasses } from './field'

type AddressField = { label: string; value: string }

const labelClasses = 'text-xs font-medium text-muted'

/** The field follows the address, except where somebody typed or chose on after sending the form that led to it. */
function useAddressValue<Field extends HTMLInputElement | HTMLSelectElement>(value: string) {
  const field = useRef<Field>(null)
  const sent = useRef<string | null>(null)
  useLayoutEffect(() => {
    const form = field.current?.form
    const note = () => {
      sent.current = field.current?.value ?? null
    }
    form?.addEventListener('submit', note)
    return () => form?.removeEventListener('submit', note)
  }, [])
  const followed = useRef(value)
  useLayoutEffect(() => {
    if (value === followed.current) return
    followed.current = value
    const hasGoneOn = sent.current !== null && field.current?.value !== sent.current
    sent.current = null
    if (field.current && !hasGoneOn) field.current.value = value
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
