'use client'
import type { ComponentProps } from 'react'
import { FollowUrl } from './follow-url'
import { TextField } from './text-field'

/** A field of a filter form whose value comes from the URL. */
export function UrlTextField({ value, className, ...field }: { value: string } & ComponentProps<typeof TextField>) {
  return (
    <FollowUrl value={value} className={className}>
      <TextField {...field} defaultValue={value} />
    </FollowUrl>
  )
}
