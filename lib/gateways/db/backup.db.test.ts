// BACKUPS in the environment takes so many copies.
import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { restoreBackup } from './testing/restore'
import { openTestDatabase } from './testing/test-database'

const url = await openTestDatabase()
const { BackupError, backUpDatabase } = await import('./backup')
const { NO_ORIGIN, recordEntry } = await import('./audit-log')
const { openDatabase, providerOf } = await import('./client')
const { applyMigrations } = await import('./migrate')

const folder = mkdtempSync(join(tmpdir(), 'spillway-backup-'))

const record = () =>
  recordEntry({
    event: { type: 'sign_out' },
    actor: { kind: 'system', name: 'test' },
    account: null,
    origin: NO_ORIGIN,
  })

test('a copy taken while entries are written holds every entry from before it, restores, and stays append-only', async () => {
  let copies = 0
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 4 }), async (earlier, writers) => {
      const before = await Promise.all(Array.from({ length: earlier }, record))
      let isWriting = true
      const write = async () => {
        let written = 0
        for (; isWriting; written++) {
          await record()
          // SQLite answers within one turn of the event loop, and the copy needs turns too.
          await setImmediate()
        }
        return written
      }
      const during = Array.from({ length: writers }, write)
      const file = join(folder, `under-load-${copies++}.backup`)
      const bytes = await backUpDatabase(url, file)
      isWriting = false
      for (const written of await Promise.all(during)) expect(written).toBeGreaterThan(0)

      expect(bytes).toBe(statSync(file).size)
      expect(statSync(file).mode & 0o777).toBe(0o600)
      const restored = await restoreBackup(url, file)
      expect(await applyMigrations(restored), 'the copy has every migration').toEqual([])
      const copy = await openDatabase(restored)
      const ids = new Set((await copy.auditEntry.findMany({ select: { id: true } })).map(({ id }) => id))
      expect(before.filter((id) => !ids.has(id))).toEqual([])
      await expect(copy.$executeRawUnsafe('DELETE FROM "AuditEntry"')).rejects.toThrow(/append-only/)
      await copy.$disconnect()
    }),
    { numRuns: Number(process.env.BACKUPS ?? 1), endOnFailure: true },
  )
}, 3_600_000)

test('an existing file is never overwritten, and a failed backup leaves nothing behind', async () => {
  const taken = join(folder, 'taken')
  writeFileSync(taken, 'kept')
  await expect(backUpDatabase(url, taken)).rejects.toThrow(BackupError)
  expect(statSync(taken).size).toBe(4)

  const absent =
    providerOf(url) === 'sqlite' ? `file:${join(folder, 'absent.db')}` : url.replace(/\/[^/]+$/, '/no_such_database')
  const there = readdirSync(folder)
  await expect(backUpDatabase(absent, join(folder, 'never'))).rejects.toThrow()
  expect(readdirSync(folder)).toEqual(there)
})
