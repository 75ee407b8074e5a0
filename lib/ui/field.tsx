import { type ReactNode, useId } from 'react'
import { classNames } from './class-names'

/** What every field of the form kit has in addition to its control's own attributes. */
export type FieldProps = {
  label: string
  /** The page shows the label already, for example as a table heading; screen readers still need it. */
  isLabelHidden?: boolean
  help?: ReactNode
  /** Shown in place of the help, and announced. */
  error?: string | undefined
  /** Of the whole field: its width in a row of fields, its margins. */
  className?: string | undefined
}

/** The ids that tie a control to its help and its error. */
const describedBy = (id: string, error: string | undefined, help: unknown) =>
  error ? `${id}-error` : help ? `${id}-help` : undefined

type Identity = { id?: string | undefined; name?: string | undefined; value?: unknown }

/**
 * The attributes that name and describe a control, to be spread on it. A control with a name is identified by it, because
 * the ids that React makes in server components repeat after a client navigation.
 */
export function useControl({ id, name, value }: Identity, { error, help }: FieldProps) {
  const ownId = useId()
  const ownName = name && value !== undefined ? `${name}-${value}` : name
  const controlId = id ?? ownName ?? ownId
  const description = describedBy(controlId, error, help)
  return {
    id: controlId,
    ...(error && { 'aria-invalid': true }),
    ...(description && { 'aria-describedby': description }),
  }
}

/** Label above, control, and below it the help or the error. */
export function Field({
  id,
  label,
  isLabelHidden,
  help,
  error,
  className,
  children,
}: FieldProps & { id: string; children: ReactNode }) {
  return (
    <div className={className}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'label'}>
        {label}
      </label>
      {children}
      <FieldMessage id={id} error={error} help={help} />
    </div>
  )
}

/** Below a control: its error in place of its help. Only the error is announced. */
export function FieldMessage({
  id,
  error,
  help,
  className,
}: Pick<FieldProps, 'error' | 'help' | 'className'> & { id: string }) {
  return (
    <div className={classNames('text-xs', className)}>
      {/* Present before there is an error, because a screen reader announces only what changes in it. */}
      <div aria-live="polite">
        {error && (
          <p id={`${id}-error`} className="mt-1 font-medium text-failed">
            {error}
          </p>
        )}
      </div>
      {!error && help && (
        <p id={`${id}-help`} className="mt-1 text-muted">
          {help}
        </p>
      )}
    </div>
  )
}
