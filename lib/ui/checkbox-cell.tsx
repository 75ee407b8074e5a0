import type { ComponentProps } from 'react'

/** A box of a table of boxes: row and column say what it is to those who see them, the label to everybody else. */
export const CheckboxCell = ({
  label,
  name,
  value,
  ...input
}: { label: string; name: string; value: string } & ComponentProps<'input'>) => (
  <input
    {...input}
    type="checkbox"
    id={`${name}-${value}`}
    name={name}
    value={value}
    aria-label={label}
    className="block size-4"
  />
)
