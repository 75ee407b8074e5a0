import type { PlatformProfile, StoredProfile } from '@/lib/domain/platform-profile'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { PROFILE_PARTS } from '@/lib/gateways/db/stored/platform-profile'
import { profileText as text } from './text'

export type ProfileErrors = Partial<Record<keyof PlatformProfile, string>>

/** By their first bytes, whatever the browser says. */
const PICTURES: [type: string, isOne: (bytes: Buffer) => boolean][] = [
  ['image/png', (bytes) => bytes.subarray(0, 8).toString('hex') === '89504e470d0a1a0a'],
  ['image/webp', (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'],
  [
    'image/svg+xml',
    (bytes) => /^\uFEFF?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s>]/.test(bytes.toString('utf8')),
  ],
]

/** What a submitted form sets, or what to correct in it. An empty field takes what is configured; no picture keeps the logo. */
export function readSubmittedProfile(form: FormData, current: StoredProfile): Result<StoredProfile, ProfileErrors> {
  const errors: ProfileErrors = {}
  const read = <T>(part: 'name' | 'accent' | 'contact', schema: { safeParse(typed: string): { data?: T } }) => {
    const value = form.get(part)
    const typed = typeof value === 'string' ? value.trim() : ''
    if (typed === '') return null
    const { data } = schema.safeParse(typed)
    if (data === undefined) errors[part] = text.errors[part]
    return data ?? null
  }
  const profile = {
    name: read('name', PROFILE_PARTS.name),
    accent: read('accent', PROFILE_PARTS.accent),
    contact: read('contact', PROFILE_PARTS.contact),
    logo: form.has('removeLogo') ? null : current.logo,
  }
  const picture = form.get('logo')
  if (picture !== null) {
    const logo = readPicture(picture)
    if (logo) profile.logo = logo
    else errors.logo = text.errors.logo
  }
  return Object.keys(errors).length > 0 ? fail(errors) : succeed(profile)
}

/** @param picture base64 */
function readPicture(picture: unknown): string | null {
  const bytes = Buffer.from(typeof picture === 'string' ? picture : '', 'base64')
  const type = PICTURES.find(([, isOne]) => isOne(bytes))?.[0]
  return PROFILE_PARTS.logo.safeParse(`data:${type};base64,${bytes.toString('base64')}`).data ?? null
}
