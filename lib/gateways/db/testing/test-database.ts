import 'server-only'
import { copyFileSync, mkdtempSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inject } from 'vitest'
import { createDatabase } from '@/scripts/postgres.mjs'
import { database, providerOf, sqlitePath } from '../client'

/**
 * Makes `database()` an empty, migrated database of the calling test file alone: on the PostgreSQL server at
 * TEST_DATABASE_URL, else an SQLite file. Comes before anything that reads the environment.
 *
 * @returns its address
 */
export async function openTestDatabase(): Promise<string> {
  const url = await copyOf(inject('migratedDatabase'))
  process.env.DATABASE_URL = url
  // Thousands of commits would wait for the disk, and no test cuts the power.
  if (providerOf(url) === 'sqlite') await (await database()).$queryRawUnsafe('PRAGMA synchronous = OFF')
  return url
}

async function copyOf(migrated: string): Promise<string> {
  const server = process.env.TEST_DATABASE_URL
  if (server) return createDatabase(server, process.env.VITEST_POOL_ID ?? '0', { template: migrated })
  const original = sqlitePath(migrated)
  const path = join(mkdtempSync(join(dirname(original), 'copy-')), 'test.db')
  copyFileSync(original, path)
  return `file:${path}`
}
