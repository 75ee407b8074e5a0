import 'server-only'
import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { environment } from '@/lib/env'
import type { Prisma, PrismaClient } from './generated/sqlite/client'

/** The only database type above this file: the PostgreSQL client is a superset of the SQLite one. */
export type Database = PrismaClient

export type DatabaseProvider = 'sqlite' | 'postgresql'

export const providerOf = (url: string): DatabaseProvider => (url.startsWith('file:') ? 'sqlite' : 'postgresql')

/** The absolute path of an SQLite address; its folder is made. */
export function sqlitePath(url: string): string {
  const path = resolve(/* turbopackIgnore: true */ process.cwd(), url.slice('file:'.length))
  mkdirSync(dirname(path), { recursive: true })
  return path
}

export async function openDatabase(url: string): Promise<Database> {
  if (providerOf(url) === 'postgresql') {
    const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
      import('./generated/postgresql/client'),
      import('@prisma/adapter-pg'),
    ])
    const schema = new URL(url).searchParams.get('schema') ?? undefined
    return new PrismaClient({
      adapter: new PrismaPg({ connectionString: url, max: 10 }, { schema }),
    }) as unknown as Database
  }
  // better-sqlite3 13 needs a newer Node-API and would crash the process on an older Node.
  if (Number(process.versions.node.split('.')[0]) < 22)
    throw new Error('SQLite needs Node 22.12 or newer; start through npm run.')
  const [{ PrismaClient }, { PrismaBetterSqlite3 }] = await Promise.all([
    import('./generated/sqlite/client'),
    import('@prisma/adapter-better-sqlite3'),
  ])
  const db = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: `file:${sqlitePath(url)}` }) })
  await db.$queryRawUnsafe('PRAGMA busy_timeout = 5000')
  await db.$queryRawUnsafe('PRAGMA journal_mode = WAL')
  // FULL: an audit intent must survive a power cut before anything is sent to Stripe.
  await db.$queryRawUnsafe('PRAGMA synchronous = FULL')
  await db.$queryRawUnsafe('PRAGMA foreign_keys = ON')
  return db
}

// On globalThis, because the development server evaluates modules again after each edit.
const opened = globalThis as typeof globalThis & { spillwayDatabase?: Promise<Database> | undefined }

/** The process's database, opened at the first use; one that could not be opened is tried again at the next. */
export function database(): Promise<Database> {
  opened.spillwayDatabase ??= openDatabase(environment().DATABASE_URL).catch((error: unknown) => {
    opened.spillwayDatabase = undefined
    throw error
  })
  return opened.spillwayDatabase
}

const hasCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code

/** Prisma's code for a database that another process was writing. */
const TIMED_OUT = 'P1008'
const TRIES = 5

/**
 * Repeats the work while SQLite refuses because another process, such as `npm run sync`, is writing: a transaction
 * that has begun by reading cannot wait for its turn and fails at once. Only for work that has then done nothing.
 */
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
