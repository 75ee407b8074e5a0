// Two processes of their own that carry out a rollout, one of which is killed, on either database: where somebody starts a
// second one on SQLite against the advice, the claims in the database keep it from doing anything twice as well.
import { type ChildProcess, fork } from 'node:child_process'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openForJob, openPlatform } from '@/lib/domain/access/permissions'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { database } from '@/lib/gateways/db/client'
import { countItems } from '@/lib/gateways/db/rollout-items'
import { findRollout } from '@/lib/gateways/db/rollouts'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { readSettings } from '@/lib/record/read-settings'
import { Rig } from '@/simulator/testing/rig'
import { runRollouts } from './carry-out'
import { askForChange, move } from './move-rollout'

vi.mock('@/lib/auth/request', () => ({ requestOrigin: async () => ({ requestId: null, ipAddress: null }) }))

/** Enough that a process is killed in the middle, at Stripe's pace. */
const ACCOUNTS = 60

let rig: Rig
let url: string
const children: ChildProcess[] = []
beforeAll(async () => {
  rig = await Rig.start({ secretKey: process.env.STRIPE_SECRET_KEY ?? '', accounts: 1 })
  process.env.STRIPE_SIMULATOR_URL = rig.address
  url = await openTestDatabase()
}, 60_000)
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rig.stop()
})

function begin(): ChildProcess {
  const child = fork('lib/features/balance-settings/fleet/testing/work.ts', [], {
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
    env: { ...process.env, DATABASE_URL: url },
  })
  children.push(child)
  return child
}

test('a process that is killed in the middle of a rollout loses nothing, and another continues within 15 seconds', async () => {
  const { id, name, email } = ADMIN
  await (await database()).person.create({ data: { id, name, email, staffRole: 'admin' } })
  const ids = await Promise.all(Array.from({ length: ACCOUNTS }, () => rig.newAccount()))
  await saveAccountProfiles(
    ids.map((each) => profileOf(each)),
    new Date(),
  )
  await Promise.all(ids.map((each) => readSettings(openForJob('sync', profileOf(each)))))
  const access = openPlatform(ADMIN, 'fleet:manage')
  if (!access) throw new Error('an admin may')
  const rolloutId = await askForChange(access, { name: 'Slow', values: { delayDaysOverride: 10 } }, { accounts: ids })
  await runRollouts(new AbortController().signal)
  const pace = { canary: 0, share: 100, haltAbove: 100, waits: false, hours: null }
  await move(access, { rolloutId, move: 'start', reason: null, pace })

  const [first] = [begin(), begin()]
  const applied = async () => (await countItems(access, rolloutId)).applied ?? 0
  await vi.waitFor(async () => expect(await applied()).toBeGreaterThan(5), { timeout: 40_000, interval: 20 })
  const { owner } = (await (await database()).rollout.findUniqueOrThrow({ where: { id: rolloutId } })) as {
    owner: unknown
  }
  expect(owner).not.toBeNull()
  // Either of two may be the one that works: it is found by what stops.
  first.kill('SIGKILL')
  const before = await applied()
  const killedAt = Date.now()
  await vi.waitFor(async () => expect(await applied()).toBeGreaterThan(before), { timeout: 30_000, interval: 50 })
  expect(Date.now() - killedAt).toBeLessThan(15_000)
  // What the dead process had announced is its own for longer, so that a slow answer isn't taken for none.
  await (await database()).openIntent.updateMany({ data: { leaseUntil: new Date(0) } })
  await vi.waitFor(async () => expect((await findRollout(access, rolloutId))?.status).toBe('complete'), {
    timeout: 60_000,
    interval: 100,
  })
  expect(await countItems(access, rolloutId)).toEqual({ applied: ACCOUNTS })
  for (const account of ids) {
    const { data } = await rig.control('GET', `/ledger?account=${account}`)
    expect(data.filter(({ type }) => type === 'balance_settings.updated')).toHaveLength(1)
  }
}, 150_000)
