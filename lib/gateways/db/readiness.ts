import 'server-only'
import { environment } from '@/lib/env'
import { database, providerOf } from './client'
import { migrationNames } from './migration-files'

/** Null when the database takes writes and has every migration; otherwise what is wrong. */
export async function findDatabaseProblem(): Promise<string | null> {
  const db = await database()
  const rows = await db.$queryRawUnsafe<{ migration_name: string }[]>(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL',
  )
  const applied = new Set(rows.map((row) => row.migration_name))
  const missing = migrationNames(providerOf(environment().DATABASE_URL)).filter((name) => !applied.has(name))
  if (missing.length > 0) return `migrations not applied: ${missing.join(', ')}`
  const probe = { key: 'readiness probe', count: 0, lastRequest: 0n }
  await db.rateLimit.upsert({
    where: { key: probe.key },
    create: { id: probe.key, ...probe },
    update: { count: { increment: 1 } },
  })
  return null
}
