import 'server-only'
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { environment } from '@/lib/env'
import type { Prisma, PrismaClient } from './generated/sqlite/client'

/** The only database type above this file: the PostgreSQL client is a superset of the SQLite one. */
export type Database = PrismaClient

export type DatabaseProvider = 'sqlite' | 'postgresql'

export const providerOf = (url: string): DatabaseProvider => (url.startsWith('file:') ? 'sqlite' : 'postgresql')

/** The absolute path of an SQLite address; its folder is created. */
export function sqlitePath(url: string): string {
  const path = resolve(/* turbopackIgnore: true */ process.cwd(), url.slice('file:'.length))
  mkdirSync(dirname(path), { recursive: true })
  return path
}

/** For its owner only: the file holds names, email addresses and password hashes. */
const FILE_MODE = 0o600

/** The path of an SQLite file that nobody else can read; created empty if it does not exist. */
export function privateSqliteFile(url: string): string {
  const path = sqlitePath(url)
  closeSync(openSync(path, 'a', FILE_MODE))
  chmodSync(path, FILE_MODE)
  return path
}

/** Milliseconds that a transaction may wait to start, and may take; other writes wait meanwhile. */
const TRANSACTIONS = { maxWait: 20_000, timeout: 10_000 }

export async function openDatabase(url: string): Promise<Database> {
  if (providerOf(url) === 'postgresql') {
    const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
      import('./generated/postgresql/client'),
      import('@prisma/adapter-pg'),
    ])
    const schema = new URL(url).searchParams.get('schema') ?? undefined
    return new PrismaClient({
      adapter: new PrismaPg({ connectionString: url, max: 10 }, { schema }),
      transactionOptions: TRANSACTIONS,
    }) as unknown as Database
  }
  // better-sqlite3 13 needs a newer Node-API and would crash the process on an older Node.
  if (Number(process.versions.node.split('.')[0]) < 22)
    throw new Error('SQLite needs Node 22.12 or newer; start through npm run.')
  const [{ PrismaClient }, { SqliteAdapterFactory }] = await Promise.all([
    import('./generated/sqlite/client'),
    import('./sqlite-adapter'),
  ])
  return new PrismaClient({
    adapter: new SqliteAdapterFactory(privateSqliteFile(url)),
    transactionOptions: TRANSACTIONS,
  })
}

// On globalThis, because the development server evaluates modules again after each edit.
const opened = globalThis as typeof globalThis & { spillwayDatabase?: Promise<Database> | undefined }

/** The process's database, opened at the first use; if that fails, the next use tries again. */
export function database(): Promise<Database> {
  opened.spillwayDatabase ??= openDatabase(environment().DATABASE_URL).catch((error: unknown) => {
    opened.spillwayDatabase = undefined
    throw error
  })
  return opened.spillwayDatabase
}

const hasCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code

/** Prisma's code for a database that stayed locked for longer than a write waits. */
const TIMED_OUT = 'P1008'
const TRIES = 2

/** Retries once when SQLite was locked by another process. Only for work that has no effect when it fails. */
export async function whenFree<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === TRIES || !hasCode(error, TIMED_OUT)) throw error
    }
  }
}

/** A transaction in which several functions of the gateway write together. */
export type Transaction = Prisma.TransactionClient

/**
 * Runs the work in one transaction, again from its beginning where SQLite could not give it a turn. Work that writes
 * before it reads waits for other writers instead of failing.
 */
export async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  const db = await database()
  return whenFree(() => db.$transaction(work))
}

/** Whether a row with this key is there already. */
export const isTaken = (error: unknown): boolean => hasCode(error, 'P2002')

/** Connection, lock, pool and transaction errors of Prisma: the database's, and no matter of what was to be written. */
const UNAVAILABLE = /^P(1\d{3}|2024|2028|2034)$/

/** Whether the database could not do its work, rather than that it could not keep a value. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && UNAVAILABLE.test(String(error.code))
