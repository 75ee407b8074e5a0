// The worker with all its jobs, on the carrier of the database under test, against the simulator. Nobody opens a page.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { onWake } from '@/lib/background'
import { diffBalanceSettings } from '@/lib/domain/settings/balance-settings'
import { DAILY, editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { statusText } from '@/lib/features/background-status/text'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { NO_ORIGIN } from '@/lib/gateways/db/audit-log'
import { database, providerOf } from '@/lib/gateways/db/client'
import { beginIntent } from '@/lib/gateways/db/intents'
import { receiveStripeEvent } from '@/lib/gateways/db/stripe-events'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { readWorkerStatus } from '@/lib/record/worker-status'
import { Rig } from '@/simulator/testing/rig'
import type { Carrier } from './carrier'
import { inProcessCarrier } from './in-process'
import { JOBS } from './jobs'
import { pgBossCarrier } from './pg-boss'

const key = process.env.STRIPE_SECRET_KEY ?? ''
let rig: Rig
let url: string
let carrier: Carrier
beforeAll(async () => {
  rig = await Rig.start({ secretKey: key, accounts: 1 })
  process.env.STRIPE_SIMULATOR_URL = rig.address
  url = await openTestDatabase()
})
afterAll(() => rig.stop())
beforeEach(() => {
  carrier = providerOf(url) === 'sqlite' ? inProcessCarrier() : pgBossCarrier(url)
  onWake((job) => carrier.wake(job))
})
afterEach(async () => {
  onWake(undefined)
  await carrier.stop()
})

async function newAccount(): Promise<string> {
  const id = await rig.newAccount()
  await saveAccountProfiles([profileOf(id)], new Date())
  return id
}

const OURS = 'payments[payouts][statement_descriptor]=OURS'

/** What a process that died has left: an intent, and perhaps its effect at Stripe. */
async function leaveIntent(id: string, leaseUntil: Date, { isCarriedOut }: { isCarriedOut: boolean }): Promise<string> {
  const changes = diffBalanceSettings(DAILY, { ...DAILY, statementDescriptor: 'OURS' })
  const intent = { event: { type: 'balance_settings.update' as const, changes }, reason: null, origin: NO_ORIGIN }
  const begun = await beginIntent(editorOf(profileOf(id)), { ...intent, lock: id, confirmationId: null }, leaseUntil)
  if (begun.kind !== 'begun') throw new Error(begun.kind)
  if (isCarriedOut) await rig.post('/v1/balance_settings', OURS, { key, account: id, idempotencyKey: begun.entryId })
  return begun.entryId
}

/** Stripe has delivered an event about the settings, and nobody has processed it. */
async function deliver(id: string, accountId: string, idempotencyKey: string | null = null): Promise<void> {
  const type = 'balance_settings.updated'
  const createdAt = new Date()
  await receiveStripeEvent(
    { id, type, accountId, objectId: null, idempotencyKey, createdAt, livemode: false },
    createdAt,
  )
}

const outcomes = async (entryId: string) =>
  (await (await database()).auditOutcome.findMany({ where: { entryId } })).map(({ outcome }) => outcome)
const waiting = async () => (await database()).stripeEvent.count({ where: { processedAt: null } })
const soon = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 12_000, interval: 20 })

test('every job has its words on the status page', () => {
  expect(JOBS.map(({ name }) => name).filter((name) => !Object.hasOwn(statusText.jobs, name))).toEqual([])
})

test('what a dead process left open is resolved at the start', async () => {
  const done = await leaveIntent(await newAccount(), new Date(), { isCarriedOut: true })
  const never = await leaveIntent(await newAccount(), new Date(), { isCarriedOut: false })
  await carrier.start(JOBS)
  await soon(async () => expect([await outcomes(done), await outcomes(never)]).toEqual([['applied'], ['refused']]))
})

test('what a process that died a moment ago still holds is resolved as soon as its lease has ended', async () => {
  const id = await newAccount()
  await carrier.start(JOBS)
  const entryId = await leaveIntent(id, new Date(Date.now() + 2_000), { isCarriedOut: true })
  carrier.wake('intents')
  await soon(async () => expect(await outcomes(entryId)).toEqual(['applied']))
})

test('a lease that ends while others are resolved is not left for the next round', async () => {
  const id = await newAccount()
  const entryId = await leaveIntent(id, new Date(Date.now() + 300), { isCarriedOut: true })
  // Stripe's answer about another account's write takes longer than the lease lasts.
  const slow = await newAccount()
  await leaveIntent(slow, new Date(), { isCarriedOut: true })
  const match = { account: slow, path: '/v1/balance_settings' }
  await rig.control('POST', '/faults', { match, times: 1, fault: { kind: 'delay', ms: 1_000 } })
  await carrier.start(JOBS)
  await soon(async () => expect(await outcomes(entryId)).toEqual(['applied']))
})

test('an event that was kept before the server died is processed at the start', async () => {
  const id = await newAccount()
  await deliver(`evt_${id}`, id)
  await carrier.start(JOBS)
  await soon(async () => expect(await waiting()).toBe(0))
})

test('an event that confirms a save whose answer is still awaited waits for no other event', async () => {
  const id = await newAccount()
  const entryId = await leaveIntent(id, new Date(Date.now() + 1_500), { isCarriedOut: true })
  await carrier.start(JOBS)
  const { data } = (await rig.get('/v1/events?type=balance_settings.updated', { key, account: id })).body
  await deliver(data[0].id, id, entryId)
  carrier.wake('events')
  await soon(async () => expect([await outcomes(entryId), await waiting()]).toEqual([['applied'], 0]))
})

test('an event that Stripe does not let us follow now is tried again, and holds up no other account', async () => {
  const [troubled, fine] = [await newAccount(), await newAccount()]
  const match = { account: troubled, path: '/v1/balance_settings' }
  await rig.control('POST', '/faults', { match, times: 2, fault: { kind: 'reset_before' } })
  for (const id of [troubled, fine]) await deliver(`evt_${id}`, id)
  await carrier.start(JOBS)
  await soon(async () => expect(await waiting()).toBe(1))
  await soon(async () => expect(await waiting()).toBe(0))
})

test('events of a time without a running instance are fetched at the start', async () => {
  const db = await database()
  await db.stripeEvent.deleteMany()
  const lastSeen = new Date(Date.now() - 10 * 60_000)
  await db.workerRun.upsert({
    where: { job: 'watch' },
    create: { job: 'watch', startedAt: lastSeen, finishedAt: lastSeen, failures: 0 },
    update: { startedAt: lastSeen, finishedAt: lastSeen },
  })
  const id = await newAccount()
  await rig.control('POST', `/accounts/${id}/balance_settings`, {
    payments: { payouts: { statement_descriptor: 'X' } },
  })
  await carrier.start(JOBS)
  const of = { accountId: id, processedAt: { not: null } }
  await soon(async () => expect(await db.stripeEvent.count({ where: of })).toBe(1))
})

test('the status says when each job ran last, what waits since when, and when no instance ran', async () => {
  await deliver('evt_waits', await newAccount())
  await leaveIntent(await newAccount(), new Date(), { isCarriedOut: true })
  const before = await readWorkerStatus()
  for (const since of [before.oldestEvent, before.oldestIntent])
    expect(Date.now() - (since?.getTime() ?? 0)).toBeLessThan(60_000)
  await carrier.start(JOBS)
  await soon(async () => {
    const { jobs, oldestEvent, oldestIntent, gaps } = await readWorkerStatus()
    expect([oldestEvent, oldestIntent, gaps.length]).toEqual([null, null, 1])
    expect(jobs.map(({ job }) => job)).toEqual(JOBS.map(({ name }) => name).sort())
    for (const { failures, finishedAt } of jobs)
      expect([failures, Date.now() - finishedAt.getTime() < 60_000]).toEqual([0, true])
  })
})
