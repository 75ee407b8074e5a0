// A backup that is taken while people work, and what a server makes of it that starts with the restored database.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { diffBalanceSettings } from '@/lib/domain/settings/balance-settings'
import { DAILY, editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { NO_ORIGIN, recordEntry } from '@/lib/gateways/db/audit-log'
import { backUpDatabase } from '@/lib/gateways/db/backup'
import { database, openDatabase } from '@/lib/gateways/db/client'
import { beginIntent } from '@/lib/gateways/db/intents'
import { applyMigrations } from '@/lib/gateways/db/migrate'
import { restoreBackup } from '@/lib/gateways/db/testing/restore'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { Rig } from '@/simulator/testing/rig'
import { closeLog, keepLog, knownRoots } from './checkpoints'
import { LEASE, newLease } from './lease'
import { resolveIntents } from './resolve-intents'
import { verifyLog } from './verify-log'

const key = process.env.STRIPE_SECRET_KEY ?? ''
const folder = mkdtempSync(join(tmpdir(), 'spillway-restored-'))
process.env.CHECKPOINT_KEY_FILE = join(folder, 'checkpoint.key')
process.env.CHECKPOINTS_DIR = join(folder, 'checkpoints')

let rig: Rig
let url: string
beforeAll(async () => {
  rig = await Rig.start({ secretKey: key, accounts: 1 })
  process.env.STRIPE_SIMULATOR_URL = rig.address
  url = await openTestDatabase()
})
afterAll(() => rig.stop())
afterEach(() => vi.useRealTimers())

/** A save of which only the intent is on disk, and that Stripe has carried out, or never got. */
async function leaveSave(isSent: boolean): Promise<string> {
  const id = await rig.newAccount()
  await saveAccountProfiles([profileOf(id)], new Date())
  const changes = diffBalanceSettings(DAILY, { ...DAILY, statementDescriptor: 'OURS' })
  const intent = { event: { type: 'balance_settings.update' as const, changes }, reason: null, origin: NO_ORIGIN }
  const begun = await beginIntent(editorOf(profileOf(id)), { ...intent, lock: id, confirmationId: null }, newLease())
  if (begun.kind !== 'begun') throw new Error(begun.kind)
  const form = 'payments[payouts][statement_descriptor]=OURS'
  if (isSent) await rig.post('/v1/balance_settings', form, { key, account: id, idempotencyKey: begun.entryId })
  return begun.entryId
}

const outcomesOf = async (entryId: string) =>
  (await (await database()).auditOutcome.findMany({ where: { entryId } })).map(({ outcome }) => outcome)

test('a backup taken under load restores, verifies with its checkpoints, and its open intents get their true outcome', async () => {
  const { signal } = new AbortController()
  await leaveSave(true)
  await keepLog(signal)
  await closeLog()
  const [sent, never] = [await leaveSave(true), await leaveSave(false)]

  let isWorking = true
  const work = async (what: () => Promise<unknown>) => {
    let done = 0
    for (; isWorking; done++) {
      await what()
      // SQLite answers within one turn of the event loop, and the copy needs turns too.
      await setImmediate()
    }
    return done
  }
  const actor = { kind: 'system', name: 'load' } as const
  const load = [
    work(() => recordEntry({ event: { type: 'sign_out' }, actor, origin: NO_ORIGIN })),
    work(() => leaveSave(true)),
    work(() => keepLog(signal)),
  ]
  const file = join(folder, 'under-load.backup')
  await backUpDatabase(url, file)
  isWorking = false
  for (const done of await Promise.all(load)) expect(done).toBeGreaterThan(0)

  const restored = await restoreBackup(url, file)
  expect(await applyMigrations(restored), 'the copy has every migration').toEqual([])
  await (await database()).$disconnect()
  process.env.DATABASE_URL = restored
  Object.assign(globalThis, { spillwayDatabase: openDatabase(restored) })
  const roots = knownRoots()
  expect(roots.length).toBeGreaterThan(0)
  expect(await verifyLog(restored, { roots })).toMatchObject({ faults: [], isComplete: true })

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + LEASE })
  await resolveIntents(10_000)
  expect(await (await database()).openIntent.count()).toBe(0)
  expect(await outcomesOf(sent)).toEqual(['applied'])
  expect(await outcomesOf(never)).toEqual(['refused'])
  await closeLog()
  expect(await verifyLog(restored, { roots: knownRoots() })).toMatchObject({ faults: [], isComplete: true })
  expect(knownRoots().length).toBeGreaterThan(roots.length)
}, 120_000)
