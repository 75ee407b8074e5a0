'use client'
import type { ComponentProps } from 'react'
import { FollowUrl } from './follow-url'
import { SelectField } from './select-field'

/** A choice of a filter form whose value comes from the URL. The server sends the options as texts, because they are many. */
export function UrlSelectField({
  value,
  className,
  options,
  ...field
}: { value: string; options: readonly (readonly [value: string, label: string])[] } & ComponentProps<
  typeof SelectField
>) {
  return (
    <FollowUrl value={value} className={className}>
      <SelectField {...field} defaultValue={value}>
        {options.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </SelectField>
    </FollowUrl>
  )
}
