import 'server-only'
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Prisma, PrismaClient } from './generated/sqlite/client'

/** The only database type above this file: the PostgreSQL client is a superset of the SQLite one. */
export type Database = PrismaClient

export type DatabaseProvider = 'sqlite' | 'postgresql'

export const providerOf = (url: string): DatabaseProvider => (url.startsWith('file:') ? 'sqlite' : 'postgresql')

/** The absolute path of an SQLite address. */
export const sqlitePath = (url: string): string =>
  resolve(/* turbopackIgnore: true */ process.cwd(), url.slice('file:'.length))

/** The path of an SQLite file that only its owner can read, because it holds names, emails and password hashes. */
export function privateSqliteFile(url: string): string {
  const path = sqlitePath(url)
  // A folder that exists may have other uses, and keeps its mode.
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  // Never opened where it exists: closing it would give up the locks that this process has on it.
  if (!existsSync(/* turbopackIgnore: true */ path)) closeSync(openSync(/* turbopackIgnore: true */ path, 'a', 0o600))
  // SQLite gives the files that it adds the mode of the database; an earlier version may have left others.
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    const mode = statSync(/* turbopackIgnore: true */ file, { throwIfNoEntry: false })?.mode ?? 0
    if (mode & 0o077) chmodSync(/* turbopackIgnore: true */ file, 0o600)
  }
  return path
}

/** Milliseconds that a transaction waits for one of PostgreSQL's connections. */
const POOL_WAIT = 10_000

/**
 * Milliseconds that a transaction may take once it has begun. On a busy machine Prisma's own five seconds are too few: a
 * save that Stripe carried out would be shown as not known, only because recording its outcome was cut off.
 */
const LONGEST_TRANSACTION = 15_000

export async function openDatabase(url: string): Promise<Database> {
  if (providerOf(url) === 'postgresql') {
    const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
      import('./generated/postgresql/client'),
      import('@prisma/adapter-pg'),
    ])
    const schema = new URL(url).searchParams.get('schema') ?? undefined
    return new PrismaClient({
      adapter: new PrismaPg({ connectionString: url, max: 10 }, { schema }),
      transactionOptions: { maxWait: POOL_WAIT, timeout: LONGEST_TRANSACTION },
      errorFormat: 'minimal',
    }) as unknown as Database
  }
  // better-sqlite3 13 needs a newer Node-API and would crash the process on an older Node.
  if (Number(process.versions.node.split('.')[0]) < 22)
    throw new Error('SQLite needs Node 22.12 or newer; start through npm run.')
  const [{ PrismaClient }, { LONGEST_WAIT, SqliteAdapterFactory }] = await Promise.all([
    import('./generated/sqlite/client'),
    import('./sqlite/adapter'),
  ])
  return new PrismaClient({
    adapter: new SqliteAdapterFactory(privateSqliteFile(url)),
    transactionOptions: { maxWait: LONGEST_WAIT, timeout: LONGEST_TRANSACTION },
    // As in production in any case: Prisma would look up the caller of every statement.
    errorFormat: 'minimal',
  })
}

// On globalThis, because the development server evaluates modules again after each edit.
const opened = globalThis as typeof globalThis & { spillwayDatabase?: Promise<Database> | undefined }

/** The environment is read on use: a thread that verifies the log needs none of it, and would load it for long. */
async function openOwnDatabase(): Promise<Database> {
  const { environment } = await import('@/lib/env')
  return openDatabase(environment().DATABASE_URL)
}

/** The process's database, opened at the first use; if that fails, the next use tries again. */
export function database(): Promise<Database> {
  opened.spillwayDatabase ??= openOwnDatabase().catch((error: unknown) => {
    opened.spillwayDatabase = undefined
    throw error
  })
  return opened.spillwayDatabase
}

const hasCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code

/** A transaction in which several functions of the gateway write together. */
export type Transaction = Prisma.TransactionClient

/** Runs the work in one transaction. What it reads through `tx` on SQLite does not change until it has ended. */
export async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return (await database()).$transaction(work)
}

/** Whether a row with this key is there already. */
export const isTaken = (error: unknown): boolean => hasCode(error, 'P2002')

/** Connection, lock, pool and transaction errors of Prisma: the database's, and no matter of what was to be written. */
const UNAVAILABLE = /^P(1\d{3}|2024|2028|2034)$/

/** Whether the database could not do its work, rather than that it could not keep a value. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && UNAVAILABLE.test(String(error.code))
