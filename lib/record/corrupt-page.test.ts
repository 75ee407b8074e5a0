// A page of an SQLite file that the disk gave back as something else. PostgreSQL's own checksums are not tried here.
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
import { signCheckpoint } from './checkpoints'
import { verifyLog } from './verify-log'

const folder = mkdtempSync(join(tmpdir(), 'spillway-corrupt-'))
const PAGE = 4096

/** Pages that are tried; CORRUPTIONS in the environment tries so many. */
const RUNS = Number(process.env.CORRUPTIONS ?? 15)

const whole = join(folder, 'whole.db')
const roots: KnownRoot[] = []
beforeAll(async () => {
  process.env.CHECKPOINT_KEY_FILE = join(folder, 'checkpoint.key')
  process.env.CHECKPOINTS_DIR = join(folder, 'checkpoints')
  process.env.DATABASE_URL = `file:${whole}`
  await applyMigrations(`file:${whole}`)
  for (let count = 0; count < 60; count++)
    await recordEntry({
      event: { type: 'sign_in.refused', email: `${count}@x` },
      actor: { kind: 'person', id: `person ${count}`, name: `Person ${count}`, role: null },
      account: profileOf(`acct_${count % 5}`),
      reason: `A reason that takes some room: ${'x'.repeat(100)}`,
      origin: NO_ORIGIN,
    })
  roots.push(await signCheckpoint())
  await (await database()).$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)')
}, 60_000)

/** Read from the table itself, without its indexes. */
async function contents(file: string): Promise<unknown> {
  const db = await openDatabase(`file:${file}`)
  try {
    return await db.$queryRawUnsafe('SELECT * FROM "AuditEntry" NOT INDEXED ORDER BY "id"')
  } finally {
    await db.$disconnect()
  }
}

function corrupted(page: number, bytes: Uint8Array): string {
  const file = join(folder, `page-${page}.db`)
  copyFileSync(whole, file)
  const handle = openSync(file, 'r+')
  writeSync(handle, bytes, 0, bytes.length, (page - 1) * PAGE)
  closeSync(handle)
  return file
}

test('whichever page is corrupt, no wrong entry passes the verification, and no write that failed counts as done', async () => {
  const pages = statSync(whole).size / PAGE
  const seen = { noticed: 0, unused: 0 }
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: pages }),
      fc.oneof(fc.constant(new Uint8Array(PAGE)), fc.uint8Array({ minLength: PAGE, maxLength: PAGE })),
      async (page, bytes) => {
        const file = corrupted(page, bytes)
        const verified = await verifyLog(`file:${file}`, { roots }).then(
          ({ faults, size }) => faults.length === 0 && size === 61,
          () => false,
        )
        seen[verified ? 'unused' : 'noticed']++
        if (verified) expect(await contents(file)).toEqual(await contents(whole))
        const db = await openDatabase(`file:${file}`)
        const id = await db
          .$transaction((tx) =>
            recordEntry({ event: { type: 'sign_out' }, actor: { kind: 'system', name: '' }, origin: NO_ORIGIN }, tx),
          )
          .catch(() => null)
        if (id !== null)
          expect(await db.auditEntry.findUnique({ where: { id } }).catch(() => null)).toMatchObject({
            type: 'sign_out',
          })
        await db.$disconnect()
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  )
  expect(seen.noticed).toBeGreaterThan(0)
}, 600_000)
