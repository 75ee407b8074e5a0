import { FieldMessage, type FieldProps, useControl } from './field'

type Props<Value extends string> = FieldProps & {
  name: string
  value: Value | null
  options: readonly { value: Value; label: string; isDisabled?: boolean }[]
  onChange: (value: Value) => void
}

/** One of a few, all in view, drawn as a row of buttons. Arrow keys move between them. */
export function RadioGroup<Value extends string>({
  label,
  isLabelHidden,
  help,
  error,
  className,
  name,
  value,
  options,
  onChange,
}: Props<Value>) {
  const { id, ...described } = useControl({}, { label, help, error })
  return (
    <div role="radiogroup" aria-labelledby={`${id}-label`} {...described} className={className}>
      <p id={`${id}-label`} className={isLabelHidden ? 'sr-only' : 'mb-1 text-sm font-medium'}>
        {label}
      </p>
      <div className="grid auto-cols-fr grid-cols-2 gap-1.5 sm:grid-flow-col sm:grid-cols-none">
        {options.map((option) => (
          <label
            key={option.value}
            className="relative inline-flex h-9 items-center justify-center rounded-sm border border-line-strong px-2 text-sm font-medium has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent has-disabled:border-line has-disabled:text-muted has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            {/* Over its button, so that a click anywhere on it reaches the control itself. */}
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.isDisabled}
              onChange={() => onChange(option.value)}
              className="absolute inset-0 m-0 size-full appearance-none rounded-sm outline-none"
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      <FieldMessage id={id} error={error} help={help} />
    </div>
  )
}
