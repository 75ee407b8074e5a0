import 'server-only'
import { z } from 'zod'
import type { Hex } from '@/lib/domain/accent'
import { record } from '@/lib/domain/foreign'
import type { StoredProfile } from '@/lib/domain/platform-profile'

/** What each part may be, as in the environment, which has the defaults. */
export const PROFILE_PARTS = {
  name: z.string().trim().min(1).max(60),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .transform((color) => color.toLowerCase() as Hex),
  logo: z
    .string()
    .max(16_384)
    .regex(/^data:image\/(png|webp|svg\+xml);base64,[A-Za-z0-9+/]+=*$/),
  contact: z
    .string()
    .max(200)
    .pipe(z.union([z.email(), z.url({ protocol: /^https$/ })])),
}

/** What an admin has set. What can't be read, because another version stored it, counts as not set. */
export function readStoredProfile(stored: unknown): StoredProfile {
  const { name, accent, logo, contact } = record(stored)
  return {
    name: PROFILE_PARTS.name.safeParse(name).data ?? null,
    accent: PROFILE_PARTS.accent.safeParse(accent).data ?? null,
    logo: PROFILE_PARTS.logo.safeParse(logo).data ?? null,
    contact: PROFILE_PARTS.contact.safeParse(contact).data ?? null,
  }
}
