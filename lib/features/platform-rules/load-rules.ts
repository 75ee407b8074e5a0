import 'server-only'
import type { AccountAccess, PlatformAccess } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { findStoredProfile, readPlatformProfile } from '@/lib/gateways/db/platform-profile'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'

/** The current rules, for the admin who edits them and for the page of one account. */
export const loadPlatformRules = (
  _access: AccountAccess | PlatformAccess<'platform_rules:update'>,
): Promise<PlatformRules> => readPlatformRules()

/** What an admin has set of the platform's name and look, and what is shown with what is configured for the rest. */
export async function loadPlatformProfile(_access: PlatformAccess<'platform_rules:update'>) {
  const [stored, shown] = await Promise.all([findStoredProfile(), readPlatformProfile()])
  return { stored, shown }
}
