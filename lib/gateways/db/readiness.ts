import 'server-only'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { environment } from '@/lib/env'
import { database, providerOf, sqlitePath } from './client'
import { migrationNames } from './migration-files'

/** The minimum free disk space in bytes, and the longest a write may take, in milliseconds. */
const LEAST_SPACE = 100 * 1024 * 1024
const WRITES_WITHIN = 2000

/** Null when the database accepts writes, has every migration and enough disk space; otherwise what is wrong. */
export async function findDatabaseProblem(): Promise<string | null> {
  const db = await database()
  const rows = await db.$queryRawUnsafe<{ migration_name: string }[]>(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL',
  )
  const applied = new Set(rows.map((row) => row.migration_name))
  const missing = migrationNames(providerOf(environment().DATABASE_URL)).filter((name) => !applied.has(name))
  if (missing.length > 0) return `migrations not applied: ${missing.join(', ')}`
  return (await findSpaceProblem()) ?? (await takesWrites())
}

/** Only for SQLite: the disk of a PostgreSQL server is not visible from here. */
async function findSpaceProblem(): Promise<string | null> {
  const { DATABASE_URL } = environment()
  if (providerOf(DATABASE_URL) !== 'sqlite') return null
  const { bavail, bsize } = await statfs(dirname(sqlitePath(DATABASE_URL)))
  return describeSpace(bavail * bsize)
}

/** Null when there is enough. */
export const describeSpace = (free: number): string | null =>
  free < LEAST_SPACE
    ? `${Math.floor(free / 1024 / 1024)} MB are free where the database is; it needs ${LEAST_SPACE / 1024 / 1024} MB`
    : null

let writing: Promise<unknown> | undefined

/** Concurrent checks share one write. */
async function takesWrites(): Promise<string | null> {
  writing ??= probe().finally(() => {
    writing = undefined
  })
  const tooLate = new Promise<'too late'>((resolve) => setTimeout(resolve, WRITES_WITHIN, 'too late').unref())
  const isLate = (await Promise.race([writing, tooLate])) === 'too late'
  return isLate ? `a write took longer than ${WRITES_WITHIN / 1000} s` : null
}

async function probe(): Promise<void> {
  const row = { key: 'readiness probe', count: 0, lastRequest: 0n }
  await (await database()).rateLimit.upsert({
    where: { key: row.key },
    create: { id: row.key, ...row },
    update: { count: { increment: 1 } },
  })
}
