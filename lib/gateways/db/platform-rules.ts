import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import { DEFAULT_RULES, type PlatformRules } from '@/lib/domain/access/platform-rules'
import { database } from './client'
import type { Prisma } from './generated/sqlite/client'

const ROW = 'platform'

/** The platform's rules as they are now; what was never set has its default. */
export async function readPlatformRules(): Promise<PlatformRules> {
  const row = await (await database()).platformSettings.findUnique({ where: { id: ROW } })
  return { ...DEFAULT_RULES, ...(row?.rules as Partial<PlatformRules> | undefined) }
}

export async function savePlatformRules(
  _access: PlatformAccess<'platform_rules:update'>,
  rules: PlatformRules,
  now: Date,
): Promise<void> {
  const data = { rules: rules as unknown as Prisma.InputJsonValue, updatedAt: now }
  await (await database()).platformSettings.upsert({ where: { id: ROW }, create: { id: ROW, ...data }, update: data })
}
