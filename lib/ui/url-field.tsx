import type { ComponentProps } from 'react'
import { FollowUrl } from './follow-url'
import { SelectField } from './select-field'
import { TextField } from './text-field'

type FromUrl = { value: string }

/** A field of a filter form whose value comes from the URL. */
export function UrlTextField({ value, className, ...field }: FromUrl & ComponentProps<typeof TextField>) {
  return (
    <FollowUrl value={value} className={className}>
      <TextField {...field} defaultValue={value} />
    </FollowUrl>
  )
}

export function UrlSelectField({ value, className, ...field }: FromUrl & ComponentProps<typeof SelectField>) {
  return (
    <FollowUrl value={value} className={className}>
      <SelectField {...field} defaultValue={value} />
    </FollowUrl>
  )
}
