// Every way in which SQL can change, remove or replace a row, tried on the audit log and its leaves in the database under test.
import { beforeAll, describe, expect, test } from 'vitest'
import { addOutcome, NO_ORIGIN, recordEntry } from './audit-log'
import { type Database, database, providerOf } from './client'
import { appendLeaves } from './log/append'
import { openTestDatabase } from './testing/test-database'

let db: Database
let entryId: string
const isSqlite = !process.env.TEST_DATABASE_URL

beforeAll(async () => {
  expect(providerOf(await openTestDatabase())).toBe(isSqlite ? 'sqlite' : 'postgresql')
  db = await database()
  entryId = await recordEntry({
    event: { type: 'sign_in' },
    actor: { kind: 'system', name: 'as it was' },
    origin: NO_ORIGIN,
  })
  await addOutcome(entryId, { outcome: 'applied', stripeRequestId: null, message: 'as it was' }, db)
  const event = { type: 'record.started', origin: 'test', key: 'none', earlier: 0 } as const
  while (
    await appendLeaves((tx) => recordEntry({ event, actor: { kind: 'system', name: 'log' }, origin: NO_ORIGIN }, tx))
  );
  expect(await db.logLeaf.count()).toBe(3)
})

/** All columns as they are, with some replaced. */
async function copyOf(table: string, changed: Record<string, string>): Promise<string> {
  const [row] = await db.$queryRawUnsafe<object[]>(`SELECT * FROM "${table}"`)
  const columns = Object.keys(row ?? {})
  return `(${columns.map((name) => `"${name}"`)}) SELECT ${columns.map((name) => changed[name] ?? `"${name}"`)} FROM "${table}"`
}

const stored = async () => [
  await db.auditEntry.findMany(),
  await db.auditOutcome.findMany(),
  await db.logLeaf.findMany({ orderBy: { seq: 'asc' } }),
]

/** The primary key of each table, and a value of it that no row has. */
const KEYS: Record<string, { key: string; other: string }> = {
  AuditEntry: { key: 'id', other: `'another'` },
  AuditOutcome: { key: 'id', other: `'another'` },
  LogLeaf: { key: 'seq', other: '99' },
}

type Attempt = (
  table: string,
  column: string,
  { key, other }: { key: string; other: string },
) => string | Promise<string>

const ANYWHERE: Record<string, Attempt> = {
  UPDATE: (table, column) => `UPDATE "${table}" SET "${column}" = 'rewritten'`,
  'UPDATE of nothing but the id': (table, _, { key, other }) => `UPDATE "${table}" SET "${key}" = ${other}`,
  DELETE: (table) => `DELETE FROM "${table}"`,
  'DELETE with RETURNING': (table) => `DELETE FROM "${table}" RETURNING *`,
  'INSERT with ON CONFLICT DO UPDATE': async (table, column, { key }) =>
    `INSERT INTO "${table}" ${await copyOf(table, {})} WHERE true ON CONFLICT ("${key}") DO UPDATE SET "${column}" = 'rewritten'`,
}

const ON_SQLITE: Record<string, Attempt> = {
  'INSERT OR REPLACE': async (table, column) =>
    `INSERT OR REPLACE INTO "${table}" ${await copyOf(table, { [column]: `'rewritten'` })}`,
  'REPLACE INTO': async (table, column) =>
    `REPLACE INTO "${table}" ${await copyOf(table, { [column]: `'rewritten'` })}`,
  'INSERT OR REPLACE over the rowid, under another id': async (table, _, { key, other }) =>
    `INSERT OR REPLACE INTO "${table}" ${(await copyOf(table, { [key]: other })).replace('(', '(rowid, ').replace('SELECT ', 'SELECT rowid, ')}`,
  'UPDATE OR REPLACE': (table, column) => `UPDATE OR REPLACE "${table}" SET "${column}" = 'rewritten'`,
  'UPDATE OR IGNORE': (table, column) => `UPDATE OR IGNORE "${table}" SET "${column}" = 'rewritten'`,
  'UPDATE FROM': (table, column) =>
    `UPDATE "${table}" SET "${column}" = other.word FROM (SELECT 'rewritten' AS word) AS other`,
  'DELETE behind WITH': (table, _, { key }) =>
    `WITH gone AS (SELECT "${key}" FROM "${table}") DELETE FROM "${table}" WHERE "${key}" IN gone`,
}

const ON_POSTGRES: Record<string, Attempt> = {
  TRUNCATE: (table) => `TRUNCATE "${table}" CASCADE`,
  'TRUNCATE of all tables that point to it': (table) => `TRUNCATE "OpenIntent", "${table}" CASCADE`,
  'DELETE and INSERT in one statement': async (table, column, { key, other }) =>
    `WITH gone AS (DELETE FROM "${table}" RETURNING *) INSERT INTO "${table}" ${(await copyOf(table, { [key]: other, [column]: `'rewritten'` })).replace(/FROM .*/, 'FROM gone')}`,
  'MERGE that updates': (table, column) =>
    `MERGE INTO "${table}" USING (SELECT 1) AS one ON true WHEN MATCHED THEN UPDATE SET "${column}" = 'rewritten'`,
  'MERGE that deletes': (table) => `MERGE INTO "${table}" USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE`,
  'DELETE with USING': (table) => `DELETE FROM "${table}" USING (SELECT 1) AS one`,
}

describe.each([
  ['AuditEntry', 'actorName'],
  ['AuditOutcome', 'message'],
  ['LogLeaf', 'hashes'],
])('%s is not changed by', (table, column) => {
  const key = KEYS[table] as { key: string; other: string }
  const attempts = Object.entries({ ...ANYWHERE, ...(isSqlite ? ON_SQLITE : ON_POSTGRES) })

  test.each(attempts)('%s', async (_, attempt) => {
    const before = await stored()
    await expect(db.$executeRawUnsafe(await attempt(table, column, key))).rejects.toThrow(/append-only/)
    expect(await stored()).toEqual(before)
  })

  const switches = isSqlite
    ? ['PRAGMA recursive_triggers = OFF', 'PRAGMA foreign_keys = OFF', 'PRAGMA ignore_check_constraints = ON']
    : [`SET LOCAL session_replication_role = 'replica'`]

  test.each(switches)('any of these after %s', async (setting) => {
    const before = await stored()
    // SQLite has one connection here, which a setting concerns from now on; PostgreSQL has several.
    if (isSqlite) await db.$queryRawUnsafe(setting)
    for (const [, attempt] of attempts) {
      const sql = await attempt(table, column, key)
      const rewrite = db.$transaction(async (tx) => {
        if (!isSqlite) await tx.$executeRawUnsafe(setting)
        await tx.$executeRawUnsafe(sql)
      })
      await expect(rewrite).rejects.toThrow(/append-only/)
    }
    expect(await stored()).toEqual(before)
  })
})

test('an entry with an id of its own is still added', async () => {
  const count = await db.auditEntry.count()
  await db.$executeRawUnsafe(
    `INSERT INTO "AuditEntry" ${await copyOf('AuditEntry', { id: `'another'` })} WHERE "id" = '${entryId}'`,
  )
  expect(await db.auditEntry.count()).toBe(count + 1)
})
