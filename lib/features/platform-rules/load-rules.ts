import 'server-only'
import type { AccountAccess, PlatformAccess } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'

/** The current rules, for the admin who edits them and for the page of one account. */
export const loadPlatformRules = (
  _access: AccountAccess | PlatformAccess<'platform_rules:update'>,
): Promise<PlatformRules> => readPlatformRules()
