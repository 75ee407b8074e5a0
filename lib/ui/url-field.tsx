'use client'
import { type ComponentProps, useLayoutEffect, useRef } from 'react'
import { SelectField } from './select-field'
import { TextField } from './text-field'

type FromUrl = { value: string }

/** A field of a filter form. It follows the URL, and keeps what someone typed or chose after submitting the form. */
export function UrlTextField({ value, ...field }: FromUrl & ComponentProps<typeof TextField>) {
  return <TextField {...field} ref={useUrlValue<HTMLInputElement>(value)} defaultValue={value} />
}

export function UrlSelectField({ value, ...field }: FromUrl & ComponentProps<typeof SelectField>) {
  return <SelectField {...field} ref={useUrlValue<HTMLSelectElement>(value)} defaultValue={value} />
}

function useUrlValue<Control extends HTMLInputElement | HTMLSelectElement>(value: string) {
  const control = useRef<Control>(null)
  const submitted = useRef<string | null>(null)
  useLayoutEffect(() => {
    const form = control.current?.form
    const onSubmit = () => {
      submitted.current = control.current?.value ?? null
    }
    form?.addEventListener('submit', onSubmit)
    return () => form?.removeEventListener('submit', onSubmit)
  }, [])
  const shown = useRef(value)
  useLayoutEffect(() => {
    if (value === shown.current) return
    shown.current = value
    const isEdited = submitted.current !== null && control.current?.value !== submitted.current
    submitted.current = null
    if (control.current && !isEdited) control.current.value = value
  }, [value])
  return control
}
