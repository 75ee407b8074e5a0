import 'server-only'
import { execFileSync } from 'node:child_process'
import { createDatabase } from '@/scripts/postgres.mjs'
import { providerOf } from '../client'

/** The address of a database made from a backup, as docs/operations.md says. */
export async function restoreBackup(url: string, file: string): Promise<string> {
  if (providerOf(url) === 'sqlite') return `file:${file}`
  const target = await createDatabase(process.env.TEST_DATABASE_URL, `restored_${process.env.VITEST_POOL_ID ?? '0'}`)
  execFileSync('pg_restore', ['--no-owner', `--dbname=${target}`, file])
  return target
}
