// What strays from a policy, against a real database and the simulator.
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openForJob, openPlatform } from '@/lib/domain/access/permissions'
import type { PolicyValues } from '@/lib/domain/fleet/policy'
import { EVERY_ACCOUNT } from '@/lib/domain/fleet/segment'
import { ADMIN, editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { markAccountGone, saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { database } from '@/lib/gateways/db/client'
import { type DriftQuery, listDrift } from '@/lib/gateways/db/drift'
import { findPolicy, listDriftCounts } from '@/lib/gateways/db/policies'
import { replaceBalance } from '@/lib/gateways/db/recorded-balances'
import { countItems, listItems } from '@/lib/gateways/db/rollout-items'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { readSettings } from '@/lib/record/read-settings'
import { Rig } from '@/simulator/testing/rig'
import { saveBalanceSettings } from '../save-balance-settings'
import { runRollouts } from './carry-out'
import { checkDrift, countDrift } from './count-drift'
import { acceptDifferences, askToReapply, endExceptions } from './decide-drift'
import { askForPlan, move } from './move-rollout'
import { retirePolicy, savePolicy } from './save-policy'

vi.mock('@/lib/auth/request', () => ({
  requestOrigin: async () => ({ requestId: null, ipAddress: null }),
  withoutRequest: <T>(work: () => Promise<T>) => work(),
}))

let rig: Rig
beforeAll(async () => {
  rig = await Rig.start({ secretKey: process.env.STRIPE_SECRET_KEY ?? '', accounts: 1 })
  process.env.STRIPE_SIMULATOR_URL = rig.address
  await openTestDatabase()
  const { id, name, email } = ADMIN
  await (await database()).person.create({ data: { id, name, email, staffRole: 'admin' } })
}, 60_000)
afterAll(() => rig.stop())
beforeEach(async () => {
  const db = await database()
  for (const table of [db.drift, db.rolloutItem, db.rollout, db.policy, db.connectedAccount] as {
    deleteMany(): unknown
  }[])
    await table.deleteMany()
})

const raise = (): never => {
  throw new Error('missing')
}
const ada = openPlatform(ADMIN, 'fleet:manage') ?? raise()
const signal = new AbortController().signal
const ALL: DriftQuery = { policyId: null, cause: null, isAccepted: false, after: null }
const board = async (query: Partial<DriftQuery> = {}) => (await listDrift(ada, { ...ALL, ...query }, 50)).drift
const differing = async (query: Partial<DriftQuery> = {}) =>
  (await board(query)).map(({ account, cause, causeName }) => [account.id, cause, causeName])

async function newAccounts(count: number): Promise<string[]> {
  const ids = await Promise.all(Array.from({ length: count }, () => rig.newAccount()))
  for (const id of ids) {
    await saveAccountProfiles([profileOf(id)], new Date())
    await read(id)
  }
  return ids.sort()
}
const read = (id: string) => readSettings(editorOf(profileOf(id)))
async function outside(id: string, delay: number): Promise<void> {
  const payments = { settlement_timing: { delay_days_override: delay } }
  await rig.control('POST', `/accounts/${id}/balance_settings`, { payments })
  await read(id)
}
async function newPolicy(name: string, values: PolicyValues): Promise<string> {
  const saved = await savePolicy(
    ada,
    { name, segment: EVERY_ACCOUNT, values, variants: [], priority: 0, isDefault: false },
    null,
  )
  return saved.ok ? saved.value : raise()
}
async function carryOut(asked: { ok: boolean; value?: string }): Promise<string> {
  const id = asked.value ?? raise()
  await runRollouts(signal)
  const pace = { canary: 0, share: 100, haltAbove: 0, waits: false, hours: null }
  await move(ada, { rolloutId: id, move: 'start', reason: null, pace })
  await runRollouts(signal)
  return id
}

/** A policy that every account obeys, so that what differs later has strayed. */
async function obeyed(values: PolicyValues = { delayDaysOverride: 10 }): Promise<string> {
  const policyId = await newPolicy('Slow', values)
  await carryOut(await askForPlan(ada, policyId))
  await countDrift(signal)
  expect(await board()).toEqual([])
  return policyId
}

test('an account that is changed outside, or by one of us, differs with the time, the person and the entry, without a walk through all', async () => {
  const [outsider = '', ours = ''] = await newAccounts(2)
  const policyId = await obeyed()
  await outside(outsider, 5)
  const before = await read(ours)
  const base = before.ok ? before.value.value : raise()
  await saveBalanceSettings(
    editorOf(profileOf(ours)),
    { patch: { delayDaysOverride: 7 }, base, reason: 'urgent' },
    { requestId: crypto.randomUUID() },
  )
  await checkDrift(signal)
  expect((await differing()).sort()).toEqual(
    [
      [outsider, 'outside', null],
      [ours, 'person', 'Ada'],
    ].sort(),
  )
  for (const { account, entryId, since, changes } of await board()) {
    const entry = await (await database()).auditEntry.findUnique({ where: { id: entryId ?? '' } })
    expect([entry?.accountId, entry?.at]).toEqual([account.id, since])
    expect(changes).toMatchObject([{ field: 'delayDaysOverride', after: 10 }])
  }
  expect((await listDriftCounts(ada)).get(policyId)).toMatchObject({ members: 2, differing: 2 })
  expect(await differing({ cause: 'person', policyId })).toEqual([[ours, 'person', 'Ada']])

  await outside(outsider, 10)
  await checkDrift(signal)
  expect(await differing()).toEqual([[ours, 'person', 'Ada']])
})

test('an account joins a policy for negative balances when it owes something, and leaves it with its settings afterwards', async () => {
  const [id = ''] = await newAccounts(1)
  const segment = {
    ...EVERY_ACCOUNT,
    facts: { balance: ['negative'] },
    available: { currency: 'eur', min: null, max: -1 },
  }
  const draft = { name: 'Owing', values: { delayDaysOverride: 10 }, variants: [], priority: 0, isDefault: false }
  const saved = await savePolicy(ada, { ...draft, segment }, null)
  const policyId = saved.ok ? saved.value : raise()
  expect((await findPolicy(ada, policyId))?.segment).toEqual(segment)
  const owes = async (amount: number, minutes: number) => {
    const readAt = new Date(Date.now() + minutes * 60_000)
    const balance = { available: [{ currency: 'eur', amount }], pending: [] }
    await replaceBalance(openForJob('sync', profileOf(id)), { balance, readAt }, () => [])
    await checkDrift(signal)
    return differing()
  }
  await countDrift(signal)
  // Its balance was never read.
  expect((await listDriftCounts(ada)).get(policyId)).toMatchObject({ members: 1, differing: 0, unread: 1 })
  expect(await owes(5, 1)).toEqual([])
  expect(await owes(-5, 2)).toEqual([[id, 'unknown', null]])
  expect(await owes(5, 3)).toEqual([])
  await countDrift(signal)
  expect((await listDriftCounts(ada)).get(policyId)).toMatchObject({ members: 0, differing: 0, unread: 0 })
  const after = await read(id)
  expect(after.ok && after.value.value.delayDaysOverride).toBeNull()
})

test('accounts that the policy has left behind differ because of it, and no longer once it is archived', async () => {
  const [id = ''] = await newAccounts(1)
  const policyId = await newPolicy('Slow', { delayDaysOverride: 10 })
  await (await database()).connectedAccount.updateMany({ data: { createdAtStripe: new Date('2020-01-01') } })
  await countDrift(signal)
  expect(await differing()).toEqual([[id, 'policy', 'Ada']])
  await retirePolicy(ada, policyId)
  expect(await board()).toEqual([])
})

test('a disconnected account differs from nothing', async () => {
  const [id = ''] = await newAccounts(1)
  await obeyed()
  await outside(id, 5)
  await checkDrift(signal)
  expect(await board()).toHaveLength(1)
  await markAccountGone(openForJob('sync', profileOf(id)), new Date())
  await checkDrift(signal)
  expect(await board()).toEqual([])
})

test('an accepted difference is no drift and is left alone by plans, until its day or another change', async () => {
  const [id = '', other = ''] = await newAccounts(2)
  const policyId = await obeyed()
  for (const each of [id, other]) await outside(each, 5)
  await checkDrift(signal)
  const ids = (await board()).map((drift) => drift.id)
  const until = new Date(Date.now() + 3_600_000)
  expect(await acceptDifferences(ada, ids, { reason: 'Agreed with risk', until })).toEqual({ ok: true, value: 2 })
  expect(await acceptDifferences(ada, ids, { reason: 'Again', until })).toEqual({ ok: false, failure: 'meanwhile' })
  await checkDrift(signal)
  await countDrift(signal)
  expect([await board(), await differing({ isAccepted: true })]).toEqual([
    [],
    expect.arrayContaining([expect.anything()]),
  ])
  expect((await listDriftCounts(ada)).get(policyId)).toMatchObject({ members: 2, differing: 0 })
  const asked = await askForPlan(ada, policyId)
  await runRollouts(signal)
  const planned = await listItems(ada, asked.ok ? asked.value : raise(), { states: null, after: 0, limit: 9 })
  expect(planned).toMatchObject([{ because: 'exception' }, { because: 'exception' }])

  await outside(id, 6)
  await checkDrift(signal)
  expect((await differing()).map(([account]) => account)).toEqual([id])
  await (await database()).drift.updateMany({ where: { isAccepted: true }, data: { acceptedUntil: new Date() } })
  await checkDrift(signal)
  expect((await differing()).map(([account]) => account).sort()).toEqual([id, other])
  const entries = await (await database()).auditEntry.findMany({
    where: { type: 'policy.exception', accountId: other },
    orderBy: { id: 'asc' },
  })
  expect(
    entries.map(({ actorName, reason, details }) => [actorName, reason, (details as { step: string }).step]),
  ).toEqual([
    ['Ada', 'Agreed with risk', 'accepted'],
    ['Drift', null, 'expired'],
  ])
})

test('an exception that a person ends is drift again', async () => {
  const [id = ''] = await newAccounts(1)
  await obeyed()
  await outside(id, 5)
  await checkDrift(signal)
  const ids = (await board()).map((drift) => drift.id)
  await acceptDifferences(ada, ids, { reason: 'For now', until: new Date(Date.now() + 3_600_000) })
  expect(await endExceptions(ada, ids)).toEqual({ ok: true, value: 1 })
  expect(await differing()).toEqual([[id, 'outside', null]])
})

test('selected accounts are brought back by a plan of their policy, and no others', async () => {
  const [strays = '', left = ''] = await newAccounts(2)
  await obeyed()
  for (const each of [strays, left]) await outside(each, 5)
  await checkDrift(signal)
  const selected = (await board()).filter(({ account }) => account.id === strays).map(({ id }) => id)
  const rolloutId = await carryOut(await askToReapply(ada, selected))
  expect(await countItems(ada, rolloutId)).toEqual({ applied: 1 })
  await checkDrift(signal)
  expect((await differing()).map(([account]) => account)).toEqual([left])
})

test('accounts that differ from several policies can’t be planned together', async () => {
  await newAccounts(1)
  for (const values of [{ delayDaysOverride: 10 }, { debitNegativeBalances: true }])
    await newPolicy('One of two', values)
  await countDrift(signal)
  const ids = (await board()).map((drift) => drift.id)
  expect(ids).toHaveLength(2)
  expect(await askToReapply(ada, ids)).toEqual({ ok: false, failure: 'several' })
})

test('a policy that is changed is held against all accounts again, and an exception from it as it was ends where they differ otherwise', async () => {
  const [id = ''] = await newAccounts(1)
  const policyId = await obeyed()
  await outside(id, 5)
  await checkDrift(signal)
  await acceptDifferences(
    ada,
    (await board()).map((drift) => drift.id),
    { reason: 'For now', until: new Date(Date.now() + 3_600_000) },
  )
  const policy = (await findPolicy(ada, policyId)) ?? raise()
  await savePolicy(ada, { ...policy, values: { delayDaysOverride: 12 } }, { id: policyId, version: 1 })
  await countDrift(signal)
  expect(await board()).toMatchObject([{ account: { id }, changes: [{ before: 5, after: 12 }] }])
})

test('pages hold every account once, however the accounts differ at the same moment', async () => {
  await newAccounts(7)
  await newPolicy('Slow', { delayDaysOverride: 10 })
  await countDrift(signal)
  const found: string[] = []
  for (let after: string | null = null; ; ) {
    const { drift, hasMore } = await listDrift(ada, { ...ALL, after }, 3)
    found.push(...drift.map(({ id }) => id))
    after = drift.at(-1)?.id ?? null
    if (!hasMore) break
  }
  expect([found.length, new Set(found).size]).toEqual([7, 7])
})
