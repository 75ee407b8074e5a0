import 'server-only'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase } from '@/scripts/postgres.mjs'
import { database, providerOf } from '../client'
import { applyMigrations } from '../migrate'

/**
 * Makes `database()` an empty, migrated database of the calling test file alone: on the PostgreSQL server at
 * TEST_DATABASE_URL, else an SQLite file. Comes before anything that reads the environment.
 *
 * @returns its address
 */
export async function openTestDatabase(): Promise<string> {
  const server = process.env.TEST_DATABASE_URL
  const url = server
    ? await createDatabase(server, process.env.VITEST_POOL_ID ?? '0')
    : `file:${join(mkdtempSync(join(tmpdir(), 'spillway-')), 'test.db')}`
  process.env.DATABASE_URL = url
  await applyMigrations(url)
  // Thousands of commits would wait for the disk, and no test cuts the power.
  if (providerOf(url) === 'sqlite') await (await database()).$queryRawUnsafe('PRAGMA synchronous = OFF')
  return url
}
