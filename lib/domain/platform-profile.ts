import type { Hex } from './accent'
import { isolate } from './text'

/** What a platform shows of itself to owners, and in mails. */
export type PlatformProfile = {
  name: string
  accent: Hex | null
  /** A picture as data:image/…;base64,… */
  logo: string | null
  /** An email or an https address. */
  contact: string | null
}

/** What an admin has set; null is taken from the environment. */
export type StoredProfile = { [K in keyof PlatformProfile]: PlatformProfile[K] | null }

export const NOTHING_SET: StoredProfile = { name: null, accent: null, logo: null, contact: null }

const LABELS = { name: 'Name', accent: 'Accent color', logo: 'Logo', contact: 'Contact' } as const

/** A line for each change, for the audit log. A logo is too long for it. */
export function describeProfileChanges(before: StoredProfile, after: StoredProfile): string[] {
  const shown = (part: keyof PlatformProfile, value: string | null) =>
    value === null ? 'as configured' : part === 'logo' ? 'a picture' : isolate(value)
  return (Object.keys(LABELS) as (keyof PlatformProfile)[])
    .filter((part) => before[part] !== after[part])
    .map((part) => `${LABELS[part]}: ${shown(part, before[part])} → ${shown(part, after[part])}`)
}
