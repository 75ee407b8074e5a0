import type { ReactNode } from 'react'

/** The ids that tie a control to its help and its error. */
export const describedBy = (name: string, error: string | undefined, help: unknown) =>
  error ? `${name}-error` : help ? `${name}-help` : undefined

/** Below a control: its error in place of its help, announced when it appears. */
export function FieldMessage({ name, error, help }: { name: string; error?: string | undefined; help?: ReactNode }) {
  return (
    <div aria-live="polite" className="mt-1 min-h-4 text-xs">
      {error ? (
        <p id={`${name}-error`} className="font-medium text-failed">
          {error}
        </p>
      ) : (
        help && (
          <p id={`${name}-help`} className="text-muted">
            {help}
          </p>
        )
      )}
    </div>
  )
}

export const inputClasses =
  'h-8 w-full rounded-sm border border-line-strong bg-surface px-2.5 text-sm text-ink placeholder:text-muted disabled:border-line disabled:bg-sunken disabled:text-muted aria-invalid:border-failed'
