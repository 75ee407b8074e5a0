import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { database } from './client'
import type { Prisma } from './generated/sqlite/client'
import { readStoredRules } from './stored/platform-rules'

const ROW = 'platform'

/** The platform's rules as they are now; what was never set has its default. */
export async function readPlatformRules(): Promise<PlatformRules> {
  const row = await (await database()).platformSettings.findUnique({ where: { id: ROW } })
  return readStoredRules(row?.rules)
}

export async function savePlatformRules(
  _access: PlatformAccess<'platform_rules:update'>,
  rules: PlatformRules,
  now: Date,
): Promise<void> {
  const data = { rules: rules as unknown as Prisma.InputJsonValue, updatedAt: now }
  await (await database()).platformSettings.upsert({ where: { id: ROW }, create: { id: ROW, ...data }, update: data })
}
