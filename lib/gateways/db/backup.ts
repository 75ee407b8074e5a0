import 'server-only'
import { execFile } from 'node:child_process'
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { promisify } from 'node:util'
import Sqlite from 'better-sqlite3'
import { providerOf, sqlitePath } from './client'

/** What keeps a backup from being written, as a sentence with its remedy. */
export class BackupError extends Error {}

/**
 * Writes a consistent copy of the database to `file` while it is in use. The copy appears under its name only when it is
 * whole and on disk; it is readable by its owner only. SQLite: the online backup API in one step, so that writers neither
 * wait nor make it start over. PostgreSQL: `pg_dump` in custom format.
 *
 * @returns the size in bytes
 * @throws BackupError where nothing was written
 */
export async function backUpDatabase(url: string, file: string): Promise<number> {
  if (existsSync(file)) throw new BackupError(`${file} exists already. Choose another name.`)
  const partial = `${file}.partial`
  rmSync(partial, { force: true })
  closeSync(openSync(partial, 'w', 0o600))
  try {
    await (providerOf(url) === 'sqlite' ? copySqlite(sqlitePath(url), partial) : dumpPostgres(url, partial))
    chmodSync(partial, 0o600)
    sync(partial)
    renameSync(partial, file)
    return statSync(file).size
  } finally {
    rmSync(partial, { force: true })
  }
}

const ALL_PAGES = 0x7fffffff

async function copySqlite(path: string, to: string): Promise<void> {
  if (!existsSync(path)) throw new BackupError(`There is no database at ${path}. Check DATABASE_URL.`)
  const source = new Sqlite(path, { readonly: true })
  try {
    await source.backup(to, { progress: () => ALL_PAGES })
  } finally {
    source.close()
  }
  const copy = new Sqlite(to)
  try {
    // A copy in WAL mode would be two files.
    copy.pragma('journal_mode = DELETE')
    const found = copy.pragma('integrity_check', { simple: true })
    if (found !== 'ok') throw new BackupError(`The copy is damaged and was not kept: ${String(found)}`)
  } finally {
    copy.close()
  }
}

async function dumpPostgres(url: string, to: string): Promise<void> {
  const address = new URL(url)
  const schema = address.searchParams.get('schema')
  address.searchParams.delete('schema')
  const password = decodeURIComponent(address.password)
  address.password = ''
  const args = ['--format=custom', `--file=${to}`, ...(schema ? [`--schema=${schema}`] : []), address.href]
  try {
    await promisify(execFile)('pg_dump', args, { env: { ...process.env, ...(password && { PGPASSWORD: password }) } })
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    throw new BackupError(isMissing ? 'pg_dump is not installed. Install the PostgreSQL client tools.' : stderr)
  }
}

function sync(file: string): void {
  const handle = openSync(file, 'r+')
  fsyncSync(handle)
  closeSync(handle)
}
