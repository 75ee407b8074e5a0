// Saves while the database is in trouble: locked, cut off or restarted under load, and read-only. DISTURBANCES sets how many random
// ones are tried (npm test: 4 on each database).
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openForJob } from '@/lib/domain/access/permissions'
import { editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { database } from '@/lib/gateways/db/client'
import { applyMigrations } from '@/lib/gateways/db/migrate'
import { disturb, findCutConnections, makeReadOnly } from '@/lib/gateways/db/testing/disturb'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { readBalanceSettings } from '@/lib/gateways/stripe/balance-settings'
import { resolveIntents } from '@/lib/record/resolve-intents'
import { createDatabase, startOwnPostgres } from '@/scripts/postgres.mjs'
import { Rig } from '@/simulator/testing/rig'
import { saveBalanceSettings } from './save-balance-settings'

vi.mock('@/lib/auth/request', () => ({ requestOrigin: async () => ({ requestId: null, ipAddress: null }) }))

let rig: Rig
let url: string
/** PostgreSQL is one of this file's own, because it is killed. */
let server: Awaited<ReturnType<typeof ownServer>>

async function ownServer() {
  if (!process.env.TEST_DATABASE_URL) return null
  const own = await startOwnPostgres()
  if ('missing' in own) return null
  return own
}
async function openOwn(address: string): Promise<string> {
  process.env.DATABASE_URL = await createDatabase(address, 'faults')
  await applyMigrations(process.env.DATABASE_URL)
  return process.env.DATABASE_URL
}
beforeAll(async () => {
  rig = await Rig.start({ secretKey: process.env.STRIPE_SECRET_KEY ?? '', accounts: 1 })
  process.env.STRIPE_SIMULATOR_URL = rig.address
  server = await ownServer()
  url = server ? await openOwn(server.url) : await openTestDatabase()
})
afterAll(async () => {
  await rig.stop()
  await (await database()).$disconnect()
  server?.stop()
})

async function newAccount(): Promise<string> {
  const id = await rig.newAccount()
  await saveAccountProfiles([profileOf(id)], new Date())
  return id
}
async function save(id: string, statementDescriptor: string) {
  const access = openForJob('sync', profileOf(id))
  const current = await readBalanceSettings(access)
  if (!current.ok) throw new Error(current.failure.kind)
  const submission = { patch: { statementDescriptor }, base: current.value.value, reason: null }
  return saveBalanceSettings(editorOf(profileOf(id)), submission)
}
const ledgerOf = async (id: string) =>
  (await rig.control('GET', `/ledger?account=${id}&type=balance_settings.updated`)).data as unknown as {
    idempotency_key: string
  }[]
async function outcomesOf(id: string) {
  const entries = await (await database()).auditEntry.findMany({
    where: { accountId: id, isIntent: true },
    include: { outcomes: { orderBy: { id: 'asc' } } },
  })
  return entries.map((entry) => ({ id: entry.id, outcome: entry.outcomes.at(-1)?.outcome }))
}

const anyTrouble = fc.record({ ms: fc.nat({ max: 120 }), isRestart: fc.boolean() })

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('while the database is locked, cut off or restarted, no save is lost, done twice or recorded as what it was not', async () => {
  const seen = { applied: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(anyTrouble, { minLength: 1, maxLength: 4 }), async (troubles) => {
      const ids = [await newAccount(), await newAccount(), await newAccount()]
      const saves = ids.map(async (id) => {
        for (let count = 0; count < 3; count++) await save(id, `SAVE ${count}`).catch(() => null)
      })
      for (const { ms, isRestart } of troubles) {
        await pause(ms)
        if (server && isRestart) {
          server.kill()
          server.again()
        } else await disturb(url, ms)
      }
      await Promise.all(saves)
      await findCutConnections()
      // What a cut connection left is found out once its lease has ended.
      const { openIntent } = await database()
      await openIntent.updateMany({ where: { accountId: { in: ids } }, data: { leaseUntil: new Date() } })
      await resolveIntents(20)
      expect(await openIntent.count({ where: { accountId: { in: ids } } })).toBe(0)
      for (const id of ids) {
        const carriedOut = (await ledgerOf(id)).map((change) => change.idempotency_key)
        const outcomes = await outcomesOf(id)
        expect(outcomes.map((entry) => entry.id)).toEqual(expect.arrayContaining(carriedOut))
        expect(new Set(carriedOut).size).toBe(carriedOut.length)
        for (const { id: entryId, outcome } of outcomes) {
          if (outcome === 'conflict') continue
          expect(outcome).toBe(carriedOut.includes(entryId) ? 'applied' : 'refused')
          if (outcome === 'applied') seen.applied++
        }
      }
    }),
    { numRuns: Number(process.env.DISTURBANCES ?? 4), endOnFailure: true },
  )
  expect(seen.applied).toBeGreaterThan(0)
}, 3_600_000)

test('while the database is read-only nothing is sent, the person learns it, and the next save works', async () => {
  const id = await newAccount()
  await makeReadOnly(url, true)
  const refused = await save(id, 'READ ONLY')
  await makeReadOnly(url, false)
  expect(refused).toMatchObject({ kind: 'refused', message: expect.stringContaining('Nothing was sent') })
  expect(await ledgerOf(id)).toEqual([])
  expect(await save(id, 'AGAIN')).toMatchObject({ kind: 'saved' })
})
