import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { createDatabase } from '@/scripts/postgres.mjs'
import { applyMigrations } from '../migrate'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of an empty, migrated database, which nobody opens. Each test file gets a copy of it, beside it. */
    migratedDatabase: string
  }
}

/** Migrates one database before all tests: starting the migration engine takes as long as a whole test file. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'spillway-'))
  const server = process.env.TEST_DATABASE_URL
  const url = server ? await createDatabase(server, 'migrated') : `file:${join(folder, 'migrated.db')}`
  await applyMigrations(url)
  project.provide('migratedDatabase', url)
  return () => rmSync(folder, { recursive: true, force: true })
}
