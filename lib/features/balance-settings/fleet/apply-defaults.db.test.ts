// Default policies and new accounts, against a real database and the simulator's ledger.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openPlatform, type Person } from '@/lib/domain/access/permissions'
import { DEFAULT_RULES } from '@/lib/domain/access/platform-rules'
import type { PolicyValues } from '@/lib/domain/fleet/policy'
import { EVERY_ACCOUNT } from '@/lib/domain/fleet/segment'
import { ADMIN, editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { database } from '@/lib/gateways/db/client'
import { setStaffRole } from '@/lib/gateways/db/people'
import { savePlatformRules } from '@/lib/gateways/db/platform-rules'
import { findPolicy } from '@/lib/gateways/db/policies'
import { receiveStripeEvent } from '@/lib/gateways/db/stripe-events'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { processWaitingEvents } from '@/lib/record/process-events'
import { readSettings } from '@/lib/record/read-settings'
import { Rig } from '@/simulator/testing/rig'
import { applyDefaults } from './apply-defaults'
import { checkDrift } from './count-drift'
import { savePolicy } from './save-policy'

vi.mock('@/lib/auth/request', () => ({
  requestOrigin: async () => ({ requestId: null, ipAddress: null }),
  withoutRequest: <T>(work: () => Promise<T>) => work(),
}))

const GRACE: Person = { ...ADMIN, id: 'p2', name: 'Grace', email: 'grace@x' }
let rig: Rig
beforeAll(async () => {
  rig = await Rig.start({ secretKey: process.env.STRIPE_SECRET_KEY ?? '', accounts: 1 })
  process.env.STRIPE_SIMULATOR_URL = rig.address
  await openTestDatabase()
  for (const { id, name, email } of [ADMIN, GRACE])
    await (await database()).person.create({ data: { id, name, email, staffRole: 'admin' } })
}, 60_000)
afterAll(() => rig.stop())
beforeEach(async () => {
  const db = await database()
  for (const table of [db.drift, db.changeRequest, db.policy, db.connectedAccount] as { deleteMany(): unknown }[])
    await table.deleteMany()
  await savePlatformRules(openPlatform(ADMIN, 'platform_rules:update') ?? raise(), DEFAULT_RULES, new Date())
})

const raise = (): never => {
  throw new Error('missing')
}
const managerOf = (person: Person) => openPlatform(person, 'fleet:manage') ?? raise()
const SLOW: PolicyValues = { delayDaysOverride: 10 }
const draftOf = (values: PolicyValues) => ({
  ...{ name: 'Slow', segment: EVERY_ACCOUNT, values, variants: [], priority: 0, isDefault: true },
})
async function newDefault(values = SLOW, person = ADMIN): Promise<string> {
  const saved = await savePolicy(managerOf(person), draftOf(values), null)
  return saved.ok ? saved.value : raise()
}
/** An account that Stripe created so many milliseconds from now, as it is after its first read. */
async function connect(inMs: number, payments: Record<string, unknown> = {}): Promise<string> {
  const id = await rig.newAccount()
  await rig.control('POST', `/accounts/${id}/balance_settings`, { payments })
  await saveAccountProfiles([profileOf(id, { createdAt: new Date(Date.now() + inMs) })], new Date())
  await delayOf(id)
  return id
}
async function delayOf(id: string) {
  const read = await readSettings(editorOf(profileOf(id)))
  return read.ok ? read.value.value.delayDaysOverride : raise()
}
async function work(): Promise<void> {
  const { signal } = new AbortController()
  await checkDrift(signal)
  await applyDefaults(signal)
}
const drifted = async (accountId: string) => (await database()).drift.findMany({ where: { accountId } })
const entriesOf = async (accountId: string) =>
  (await database()).auditEntry.findMany({ where: { accountId, type: 'balance_settings.update' } })

test('an account that connects gets the default policy once, with the policy as reason, and one from before doesn’t', async () => {
  const earlier = await connect(-60_000)
  await newDefault()
  const created = await connect(1000)
  await Promise.all([work(), work()])
  expect([await delayOf(earlier), await delayOf(created)]).toEqual([null, 10])
  expect(await entriesOf(created)).toMatchObject([
    { actorName: 'Ada', reason: 'Default for new accounts: policy “Slow”', isIntent: true },
  ])

  // What somebody changes afterwards is drift, and nobody's to overwrite.
  await rig.control('POST', `/accounts/${created}/balance_settings`, {
    payments: { settlement_timing: { delay_days_override: 5 } },
  })
  expect(await delayOf(created)).toBe(5)
  await work()
  expect(await delayOf(created)).toBe(5)
  expect(await entriesOf(created)).toHaveLength(1)
})

describe('An account that was created long before', () => {
  const LONG_AGO = -365 * 24 * 3_600_000
  /** What Stripe has said of the account since this was last called, processed. */
  const seen = new Set<string>()
  async function hear(account: string): Promise<void> {
    const { data } = await rig.control('GET', `/events?account=${account}`)
    for (const { id, type } of data as unknown as { id: string; type: string }[]) {
      if (seen.has(id)) continue
      seen.add(id)
      const event = { id, type, accountId: account, objectId: null, idempotencyKey: null, livemode: false }
      await receiveStripeEvent({ ...event, createdAt: new Date() }, new Date())
    }
    await processWaitingEvents()
  }
  const disconnect = (id: string) => rig.control('DELETE', `/accounts/${id}`)
  const authorize = (id: string) => rig.control('POST', `/accounts/${id}/authorize`)

  test('gets the default policy when somebody connects it again, though its settings were changed meanwhile', async () => {
    const id = await connect(LONG_AGO)
    await disconnect(id)
    await hear(id)
    await newDefault()
    await work()
    await authorize(id)
    await rig.control('POST', `/accounts/${id}/balance_settings`, {
      payments: { settlement_timing: { delay_days_override: 5 } },
    })
    await hear(id)
    await Promise.all([work(), work()])
    expect(await delayOf(id)).toBe(10)
    expect(await entriesOf(id)).toMatchObject([{ reason: 'Default for new accounts: policy “Slow”' }])
    await work()
    expect(await drifted(id)).toEqual([])

    // From then on it is like all others.
    await rig.control('POST', `/accounts/${id}/balance_settings`, {
      payments: { settlement_timing: { delay_days_override: 6 } },
    })
    await hear(id)
    await work()
    expect((await drifted(id)).map(({ cause, applyAt }) => [cause, applyAt])).toEqual([['outside', null]])
    expect(await delayOf(id)).toBe(6)
  })

  test('gets it when it is connected for the first time', async () => {
    const id = await rig.newAccount()
    await disconnect(id)
    await newDefault()
    await authorize(id)
    await hear(id)
    await work()
    expect(await delayOf(id)).toBe(10)
  })

  test('keeps its settings when it was connected all the time and is authorized once more', async () => {
    const id = await connect(LONG_AGO)
    await (await database()).connectedAccount.update({ where: { id }, data: { listedSince: new Date(0) } })
    await newDefault()
    await disconnect(id)
    await authorize(id)
    await hear(id)
    await work()
    expect([await delayOf(id), await entriesOf(id)]).toEqual([null, []])
    expect((await drifted(id)).map(({ cause }) => cause)).toEqual(['policy'])
  })

  test('keeps them when Spillway reads a whole platform for the first time', async () => {
    await newDefault()
    const id = await connect(LONG_AGO)
    await work()
    expect([await delayOf(id), await entriesOf(id)]).toEqual([null, []])
  })

  test('keeps what was accepted as an exception before it was disconnected', async () => {
    const id = await connect(LONG_AGO)
    await newDefault()
    await work()
    const exception = {
      isAccepted: true,
      acceptedByName: 'Ada',
      acceptedReason: 'agreed',
      acceptedUntil: new Date(1e14),
    }
    await (await database()).drift.updateMany({ where: { accountId: id }, data: exception })
    await disconnect(id)
    await authorize(id)
    await (await database()).connectedAccount.update({ where: { id }, data: { listedSince: new Date() } })
    await hear(id)
    await work()
    expect([await delayOf(id), await entriesOf(id)]).toEqual([null, []])
  })
})

test('a policy that isn’t a default changes no new account', async () => {
  await savePolicy(managerOf(ADMIN), { ...draftOf(SLOW), isDefault: false }, null)
  const created = await connect(1000)
  await work()
  expect(await delayOf(created)).toBeNull()
})

test('where a second person has to approve it, the default policy becomes one request and nothing is written', async () => {
  const rules = {
    ...DEFAULT_RULES,
    approvals: { needed: ['debits_off' as const], tolerance: null, mostAccounts: null },
  }
  await savePlatformRules(openPlatform(ADMIN, 'platform_rules:update') ?? raise(), rules, new Date())
  await newDefault({ debitNegativeBalances: false })
  const created = await connect(1000, { debit_negative_balances: true })
  await work()
  await work()
  const requests = await (await database()).changeRequest.findMany()
  expect(requests).toMatchObject([
    { accountId: created, status: 'open', requestedByName: 'Ada', reason: 'Default for new accounts: policy “Slow”' },
  ])
  expect(await entriesOf(created)).toEqual([])
})

test('a default policy whose last editor lost their rights changes nothing until another admin saves it', async () => {
  const policyId = await newDefault(SLOW, GRACE)
  const db = await database()
  await db.$transaction((tx) => setStaffRole(GRACE.id, 'viewer', tx))
  const created = await connect(60_000)
  await work()
  expect(await delayOf(created)).toBeNull()
  const { version } = (await findPolicy(managerOf(ADMIN), policyId)) ?? raise()
  await savePolicy(managerOf(ADMIN), { ...draftOf(SLOW), priority: 3 }, { id: policyId, version })
  await db.drift.updateMany({ data: { applyAt: new Date(0) } })
  await work()
  expect(await entriesOf(created)).toMatchObject([{ actorName: 'Ada' }])
  expect(await delayOf(created)).toBe(10)
  await db.$transaction((tx) => setStaffRole(GRACE.id, 'admin', tx))
})

test('a policy that one admin keeps can be changed by nobody else, until that person is no admin any more', async () => {
  const grace = managerOf(GRACE)
  const saved = await savePolicy(grace, draftOf(SLOW), null, 'own')
  const id = saved.ok ? saved.value : raise()
  const change = (person: Person, version: number) =>
    savePolicy(managerOf(person), { ...draftOf(SLOW), priority: version }, { id, version })
  expect(await change(ADMIN, 1)).toEqual({ ok: false, failure: 'not_yours' })
  expect((await change(GRACE, 1)).ok).toBe(true)
  const db = await database()
  await db.$transaction((tx) => setStaffRole(GRACE.id, 'viewer', tx))
  expect((await change(ADMIN, 2)).ok).toBe(true)
  await db.$transaction((tx) => setStaffRole(GRACE.id, 'admin', tx))
})
