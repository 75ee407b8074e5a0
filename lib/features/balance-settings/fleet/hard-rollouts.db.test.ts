// Rollouts that meet each other, lower limits and accounts that vanish, against a real database and the simulator, whose
// ledger says what was really written. npm test runs it on SQLite and on PostgreSQL.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openForJob, openPlatform, type Person } from '@/lib/domain/access/permissions'
import type { Pace } from '@/lib/domain/fleet/rollout'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { database } from '@/lib/gateways/db/client'
import { countItems, listItems } from '@/lib/gateways/db/rollout-items'
import { findRollout } from '@/lib/gateways/db/rollouts'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { readSettings } from '@/lib/record/read-settings'
import { Rig } from '@/simulator/testing/rig'
import { runRollouts } from './carry-out'
import { askForChange, move } from './move-rollout'

vi.mock('@/lib/auth/request', () => ({
  requestOrigin: async () => ({ requestId: null, ipAddress: null }),
  withoutRequest: <T>(work: () => Promise<T>) => work(),
}))

/** What happens just before the next write of a person is sent. */
let beforeWrite: ((account: string) => Promise<unknown>) | null
vi.mock('@/lib/gateways/stripe/balance-settings', async (importOriginal) => {
  const real = await importOriginal<typeof import('@/lib/gateways/stripe/balance-settings')>()
  return {
    ...real,
    writeBalanceSettings: async (...write: Parameters<typeof real.writeBalanceSettings>) => {
      if ('person' in write[0]) await beforeWrite?.(write[0].account.id)
      return real.writeBalanceSettings(...write)
    },
  }
})

/** Called with whom somebody looked for, and who that is. */
let afterLook: ((id: string, found: Person | null) => void) | null
vi.mock('@/lib/gateways/db/people', async (importOriginal) => {
  const real = await importOriginal<typeof import('@/lib/gateways/db/people')>()
  return {
    ...real,
    findPerson: async (id: string) => {
      const person = await real.findPerson(id)
      afterLook?.(id, person)
      return person
    },
  }
})

let rig: Rig
beforeAll(async () => {
  rig = await Rig.start({ secretKey: process.env.STRIPE_SECRET_KEY ?? '', accounts: 1 })
  process.env.STRIPE_SIMULATOR_URL = rig.address
  await openTestDatabase()
  for (const { id, name, email } of [ADMIN, GRACE])
    await (await database()).person.create({ data: { id, name, email, staffRole: 'admin' } })
}, 60_000)
afterAll(() => rig.stop())
beforeEach(() => {
  beforeWrite = null
  afterLook = null
})
afterEach(() => rig.control('POST', '/limits', { mode: 'off' }))

const raise = (): never => {
  throw new Error('an admin may')
}
const ada = openPlatform(ADMIN, 'fleet:manage') ?? raise()
const GRACE: Person = { ...ADMIN, id: 'p2', name: 'Grace', email: 'grace@x' }
const PACE: Pace = { canary: 0, share: 100, haltAbove: 100, waits: false, hours: null }
const work = () => runRollouts(new AbortController().signal)
const read = (id: string) => readSettings(openForJob('sync', profileOf(id)))

async function newAccounts(count: number): Promise<string[]> {
  const ids = await Promise.all(Array.from({ length: count }, () => rig.newAccount()))
  await saveAccountProfiles(
    ids.map((id) => profileOf(id)),
    new Date(),
  )
  await Promise.all(ids.map(read))
  return ids.sort()
}

async function planned(accounts: string[], delayDaysOverride: number): Promise<string> {
  const id = await askForChange(ada, { name: `${delayDaysOverride} days`, values: { delayDaysOverride } }, { accounts })
  await work()
  return id
}
const start = (rolloutId: string) => move(ada, { rolloutId, move: 'start', reason: 'as agreed', pace: PACE })

/** Runs until a rollout is complete. */
const completed = (id: string) =>
  vi.waitFor(
    async () => {
      await work()
      expect((await findRollout(ada, id))?.status).toBe('complete')
    },
    { timeout: 60_000, interval: 50 },
  )

async function writesOf(id: string): Promise<number> {
  const { data } = await rig.control('GET', `/ledger?account=${id}`)
  return data.filter(({ type, actor }) => type === 'balance_settings.updated' && actor !== 'dashboard').length
}

test('of two rollouts over the same accounts, the second overwrites nothing that the first has written', async () => {
  const ids = await newAccounts(8)
  const [first, second] = [await planned(ids, 10), await planned(ids, 12)]
  await Promise.all([start(first), start(second)])
  await Promise.all([work(), work()])
  await Promise.all([completed(first), completed(second)])
  const [one, two] = [await listItems(ada, first, ALL), await listItems(ada, second, ALL)]
  for (const id of ids) {
    const states = [one, two].map((items) => items.find(({ account }) => account.id === id)?.state).sort()
    expect([id, states, await writesOf(id)]).toEqual([id, ['applied', 'conflict'], 1])
  }
}, 90_000)

test('where Stripe lowers its limits during a rollout, it takes longer, and no account is lost or written twice', async () => {
  const ids = await newAccounts(40)
  const id = await planned(ids, 11)
  await start(id)
  let sent = 0
  beforeWrite = async () => {
    if (++sent === 5) await rig.control('POST', '/limits', { mode: 'sandbox', per_second: 12, endpoint_per_second: 6 })
  }
  await completed(id)
  const { refused } = (await rig.control('GET', '/limits')) as unknown as { refused: Record<string, number> }
  expect(Object.values(refused).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0)
  expect(await countItems(ada, id)).toEqual({ applied: ids.length })
  expect(await Promise.all(ids.map(writesOf))).toEqual(ids.map(() => 1))
}, 90_000)

test('an account that is disconnected just before its write ends in a clear state, and the others are carried out', async () => {
  const ids = await newAccounts(4)
  const id = await planned(ids, 13)
  await start(id)
  const gone = ids[1] ?? ''
  beforeWrite = async (account) => {
    if (account === gone) await rig.control('DELETE', `/accounts/${gone}`)
  }
  await completed(id)
  const items = await listItems(ada, id, ALL)
  expect(items.filter(({ account }) => account.id !== gone).map(({ state }) => state)).toEqual([
    'applied',
    'applied',
    'applied',
  ])
  const left = items.find(({ account }) => account.id === gone)
  expect(left).toMatchObject({ state: 'refused', message: expect.stringMatching(/\w/) })
  expect(left?.entryId).not.toBeNull()
}, 60_000)

test('an approver who loses the right while accounts are being written stops the rollout before it begins others', async () => {
  const ids = await newAccounts(40)
  const id = await planned(ids, 14)
  expect(
    (await move(ada, { rolloutId: id, move: 'start', reason: 'as agreed', pace: PACE }, { needsApproval: true })).ok,
  ).toBe(true)
  const grace = openPlatform(GRACE, 'fleet:manage') ?? raise()
  await move(grace, { rolloutId: id, move: 'approve', reason: null, pace: null })
  const db = await database()
  const { promise: isSeen, resolve: see } = Promise.withResolvers<void>()
  afterLook = (person, found) => {
    if (person === GRACE.id && found && !openPlatform(found, 'fleet:manage')) see()
  }
  beforeWrite = async () => {
    await db.person.update({ where: { id: GRACE.id }, data: { disabledAt: new Date() } })
    await isSeen
  }
  await work()
  const counts = await countItems(ada, id)
  expect((await findRollout(ada, id))?.status).toBe('awaiting_approval')
  expect(counts).toEqual({ applied: 16, pending: 24 })
  expect((await Promise.all(ids.map(writesOf))).reduce((sum, writes) => sum + writes, 0)).toBe(16)
}, 60_000)

const ALL = { states: null, after: 0, limit: 100 }
