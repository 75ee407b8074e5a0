// A page of the database that the disk gave back as something else, on SQLite and on a PostgreSQL with checksums.
import { execFileSync } from 'node:child_process'
import { closeSync, copyFileSync, mkdtempSync, openSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { KnownRoot } from '@/lib/domain/audit/tampering'
import { profileOf } from '@/lib/domain/testing/connected-account'
import { NO_ORIGIN, recordEntry } from '@/lib/gateways/db/audit-log'
import { database, openDatabase } from '@/lib/gateways/db/client'
import { applyMigrations } from '@/lib/gateways/db/migrate'
import { createDatabase, startOwnPostgres } from '@/scripts/postgres.mjs'
import { signCheckpoint } from './checkpoints'
import { verifyLog } from './verify-log'

const folder = mkdtempSync(join(tmpdir(), 'spillway-corrupt-'))
const PAGE = 4096

/** Pages that are tried; CORRUPTIONS in the environment tries so many. */
const RUNS = Number(process.env.CORRUPTIONS ?? (process.env.TEST_DATABASE_URL ? 4 : 15))

const whole = join(folder, 'whole.db')
const roots: KnownRoot[] = []
beforeAll(async () => {
  process.env.CHECKPOINT_KEY_FILE = join(folder, 'checkpoint.key')
  process.env.CHECKPOINTS_DIR = join(folder, 'checkpoints')
  server = await ownServer()
  process.env.DATABASE_URL = server ? await createDatabase(server.url, 'corrupt') : `file:${whole}`
  await applyMigrations(process.env.DATABASE_URL)
  for (let count = 0; count < 60; count++)
    await recordEntry({
      event: { type: 'sign_in.refused', email: `${count}@x` },
      actor: { kind: 'person', id: `person ${count}`, name: `Person ${count}`, role: null },
      account: profileOf(`acct_${count % 5}`),
      reason: `A reason that takes some room: ${'x'.repeat(100)}`,
      origin: NO_ORIGIN,
    })
  roots.push(await signCheckpoint())
  if (!server) await (await database()).$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)')
  return async () => {
    await (await database()).$disconnect()
    server?.stop()
  }
}, 60_000)

let server: Awaited<ReturnType<typeof ownServer>>

/** One that is stopped while its files are written to. */
async function ownServer() {
  if (!process.env.TEST_DATABASE_URL) return null
  const own = await startOwnPostgres()
  if ('missing' in own) throw new Error(own.missing)
  return own
}

/** Read from the table itself, without its indexes. */
async function contents(url: string): Promise<unknown> {
  const db = await openDatabase(url)
  try {
    if (server) await db.$executeRawUnsafe('SET enable_indexscan = off; SET enable_bitmapscan = off')
    const table = server ? '"AuditEntry"' : '"AuditEntry" NOT INDEXED'
    const rows = await db.$queryRawUnsafe<{ id: string }[]>(`SELECT * FROM ${table}`)
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1))
  } finally {
    await db.$disconnect()
  }
}

function overwrite(file: string, at: number, bytes: Uint8Array): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, bytes, 0, bytes.length, at)
  closeSync(handle)
}

/** No wrong entry passes the verification, and no write that failed counts as done. @returns whether anything was noticed */
async function isNoticed(url: string, right: unknown): Promise<boolean> {
  const isVerified = await verifyLog(url, { roots }).then(
    ({ faults, size }) => faults.length === 0 && size === 61,
    () => false,
  )
  if (isVerified) expect(await contents(url)).toEqual(right)
  const db = await openDatabase(url)
  const id = await db
    .$transaction((tx) =>
      recordEntry({ event: { type: 'sign_out' }, actor: { kind: 'system', name: '' }, origin: NO_ORIGIN }, tx),
    )
    .catch(() => null)
  if (id !== null)
    expect(await db.auditEntry.findUnique({ where: { id } }).catch(() => null)).toMatchObject({ type: 'sign_out' })
  await db.$disconnect()
  return !isVerified
}

const garbage = (size: number) =>
  fc.oneof(fc.constant(new Uint8Array(size)), fc.uint8Array({ minLength: size, maxLength: size }))

async function tryPagesOfSqlite(): Promise<number> {
  const pages = statSync(whole).size / PAGE
  const right = await contents(`file:${whole}`)
  const [{ page: entries } = { page: 0 }] = await (await database()).$queryRawUnsafe<{ page: number }[]>(
    `SELECT rootpage AS page FROM sqlite_schema WHERE name = 'AuditEntry'`,
  )
  let noticed = 0
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: pages }), garbage(PAGE), async (page, bytes) => {
      const file = join(folder, `page-${page}.db`)
      copyFileSync(whole, file)
      overwrite(file, (page - 1) * PAGE, bytes)
      if (await isNoticed(`file:${file}`, right)) noticed++
    }),
    // Most pages belong to other tables, so one page of the record is always tried.
    { numRuns: RUNS, endOnFailure: true, examples: [[Number(entries), new Uint8Array(PAGE)]] },
  )
  return noticed
}

const PAGE_OF_POSTGRESQL = 8192

/** Tables and indexes of the record, each in a cluster as it was. */
async function tryPagesOfPostgres(own: NonNullable<typeof server>): Promise<number> {
  const url = process.env.DATABASE_URL ?? ''
  const db = await database()
  const right = await contents(url)
  const files = await db.$queryRawUnsafe<{ path: string }[]>(
    `SELECT pg_relation_filepath(oid) AS path FROM pg_class WHERE relname IN ('AuditEntry', 'LogLeaf', 'AuditEntry_pkey', 'LogLeaf_pkey')
     ORDER BY relname`,
  )
  const [entries = { path: '' }] = files
  await db.$executeRawUnsafe('CHECKPOINT')
  own.kill()
  const before = join(folder, 'before')
  execFileSync('cp', ['-a', own.data, before])
  let noticed = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.nat(),
      garbage(PAGE_OF_POSTGRESQL),
      async ({ path }, page, bytes) => {
        execFileSync('rm', ['-r', own.data])
        execFileSync('cp', ['-a', before, own.data])
        const file = join(own.data, path)
        overwrite(file, (page % (statSync(file).size / PAGE_OF_POSTGRESQL)) * PAGE_OF_POSTGRESQL, bytes)
        own.again()
        // Each connection of the pool that was cut is found by its next query.
        await Promise.all(Array.from({ length: 20 }, () => db.person.count().catch(() => null)))
        if (await isNoticed(url, right).finally(own.kill)) noticed++
      },
    ),
    { numRuns: RUNS, endOnFailure: true, examples: [[entries, 0, new Uint8Array(PAGE_OF_POSTGRESQL).fill(1)]] },
  )
  own.again()
  return noticed
}

test('whichever page is corrupt, no wrong entry passes the verification, and no write that failed counts as done', async () => {
  expect(await (server ? tryPagesOfPostgres(server) : tryPagesOfSqlite())).toBeGreaterThan(0)
}, 600_000)
