import 'server-only'
import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { environment } from '@/lib/env'
import type { PrismaClient } from './generated/sqlite/client'

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
  await db.$queryRawUnsafe('PRAGMA journal_mode = WAL')
  // FULL: an audit intent must survive a power cut before anything is sent to Stripe.
  await db.$queryRawUnsafe('PRAGMA synchronous = FULL')
  await db.$queryRawUnsafe('PRAGMA busy_timeout = 5000')
  await db.$queryRawUnsafe('PRAGMA foreign_keys = ON')
  return db
}

// On globalThis, because the development server evaluates modules anew after each edit.
const opened = globalThis as typeof globalThis & { spillwayDatabase?: Promise<Database> }

/** The process's database, opened at the first use. */
export function database(): Promise<Database> {
  opened.spillwayDatabase ??= openDatabase(environment().DATABASE_URL)
  return opened.spillwayDatabase
}

/** Prisma's code for a database that another process was writing. */
const TIMED_OUT = 'P1008'

/**
 * Whether SQLite refused because another process, such as `npm run sync`, was writing. A transaction that has begun by
 * reading cannot wait for its turn, so it fails at once and may simply be tried again.
 */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === TIMED_OUT
}
