import 'server-only'
import type { PlatformAccess } from '@/lib/domain/permissions'
import type { PlatformRules } from '@/lib/domain/platform-rules'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'

export const loadPlatformRules = (_access: PlatformAccess<'platform_rules:update'>): Promise<PlatformRules> =>
  readPlatformRules()
