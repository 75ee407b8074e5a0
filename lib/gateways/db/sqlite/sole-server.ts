import 'server-only'
import { closeSync, openSync, realpathSync } from 'node:fs'
import { privateSqliteFile, providerOf } from '../client'

// On globalThis, because the development server evaluates modules again, and a process excludes itself.
const held = globalThis as typeof globalThis & { spillwaySoleServer?: object }

/**
 * Whether this process is the only server with background work on its SQLite file, which it stays until it ends: it holds
 * SQLite's own lock on an empty file beside the database, which the operating system gives up with the process, however
 * that ends. Commands don't ask for it, and PostgreSQL is for several.
 */
export async function isSoleServer(url: string): Promise<boolean> {
  if (providerOf(url) === 'postgresql' || held.spillwaySoleServer) return true
  const { default: Sqlite } = await import('better-sqlite3')
  // However the file is named.
  const path = `${realpathSync(/* turbopackIgnore: true */ privateSqliteFile(url))}-server`
  closeSync(openSync(/* turbopackIgnore: true */ path, 'a', 0o600))
  const lock = new Sqlite(path, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return false
    throw error
  }
  held.spillwaySoleServer = lock
  return true
}
