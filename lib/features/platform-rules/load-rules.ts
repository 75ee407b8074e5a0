import 'server-only'
import type { AccountAccess, PlatformAccess } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'

/** The rules in force: for whoever changes them, and for what a page of one account offers. */
export const loadPlatformRules = (
  _access: AccountAccess | PlatformAccess<'platform_rules:update'>,
): Promise<PlatformRules> => readPlatformRules()
