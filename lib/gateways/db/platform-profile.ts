import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import { NOTHING_SET, type PlatformProfile, type StoredProfile } from '@/lib/domain/platform-profile'
import { environment } from '@/lib/env'
import { database } from './client'
import type { Prisma } from './generated/sqlite/client'
import { readStoredProfile } from './stored/platform-profile'

const ROW = 'platform'

/** Milliseconds for which a reading is used again: every page shows the name. Another process shows a change this late. */
const FRESH_FOR = 10_000

let last: { at: number; stored: Promise<StoredProfile> } | null = null

/** What the platform shows of itself: what an admin has set, and the environment's for the rest. */
export async function readPlatformProfile(): Promise<PlatformProfile> {
  const { PLATFORM_NAME, PLATFORM_ACCENT, PLATFORM_LOGO, PLATFORM_CONTACT } = environment()
  const stored = await recentProfile()
  return {
    name: stored.name ?? PLATFORM_NAME,
    accent: stored.accent ?? PLATFORM_ACCENT ?? null,
    logo: stored.logo ?? PLATFORM_LOGO ?? null,
    contact: stored.contact ?? PLATFORM_CONTACT ?? null,
  }
}

function recentProfile(): Promise<StoredProfile> {
  const now = Date.now()
  if (!last || now - last.at >= FRESH_FOR) {
    // Pages that need no database open without one.
    last = { at: now, stored: findStoredProfile().catch(() => NOTHING_SET) }
  }
  return last.stored
}

/** What an admin has set. */
export async function findStoredProfile(): Promise<StoredProfile> {
  const row = await (await database()).platformSettings.findUnique({ where: { id: ROW }, select: { profile: true } })
  return readStoredProfile(row?.profile)
}

export async function savePlatformProfile(
  _access: PlatformAccess<'platform_rules:update'>,
  profile: StoredProfile,
  now: Date,
): Promise<void> {
  const data = { profile: profile as Prisma.InputJsonObject, updatedAt: now }
  await (await database()).platformSettings.upsert({
    where: { id: ROW },
    create: { id: ROW, rules: {}, ...data },
    update: data,
  })
  last = null
}
