'use client'
import { type ReactNode, useLayoutEffect, useRef } from 'react'

/**
 * Around a field of a filter form, which the server renders with `value` as its default. The control follows the URL
 * from page to page, and keeps what someone typed or chose after submitting the form.
 */
export function FollowUrl({
  value,
  className,
  children,
}: {
  value: string
  className?: string | undefined
  children: ReactNode
}) {
  const field = useRef<HTMLDivElement>(null)
  const submitted = useRef<string | null>(null)
  const shown = useRef(value)
  useLayoutEffect(() => {
    const control = controlIn(field.current)
    const onSubmit = () => {
      submitted.current = control?.value ?? null
    }
    control?.form?.addEventListener('submit', onSubmit)
    return () => control?.form?.removeEventListener('submit', onSubmit)
  }, [])
  useLayoutEffect(() => {
    if (value === shown.current) return
    shown.current = value
    const control = controlIn(field.current)
    const isEdited = submitted.current !== null && control?.value !== submitted.current
    submitted.current = null
    if (control && !isEdited) control.value = value
  }, [value])
  return (
    <div ref={field} className={className}>
      {children}
    </div>
  )
}

const controlIn = (field: HTMLElement | null) =>
  field?.querySelector<HTMLInputElement | HTMLSelectElement>('input, select')
