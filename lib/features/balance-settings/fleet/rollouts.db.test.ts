// Rollouts against a real database and the simulator, whose ledger says what was really written.
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openPlatform, type Person } from '@/lib/domain/access/permissions'
import { DEFAULT_RULES, type PlatformRules } from '@/lib/domain/access/platform-rules'
import type { ItemReason } from '@/lib/domain/fleet/plan'
import type { PolicyValues } from '@/lib/domain/fleet/policy'
import { type ItemState, type Pace, type RolloutMove, USUAL_PACE } from '@/lib/domain/fleet/rollout'
import { EVERY_ACCOUNT } from '@/lib/domain/fleet/segment'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { ADMIN, editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { database } from '@/lib/gateways/db/client'
import { Prisma } from '@/lib/gateways/db/generated/sqlite/client'
import { setStaffRole } from '@/lib/gateways/db/people'
import { savePlatformRules } from '@/lib/gateways/db/platform-rules'
import { findPolicy, listDriftCounts, listPolicies } from '@/lib/gateways/db/policies'
import { countItems, listFailures, listItems } from '@/lib/gateways/db/rollout-items'
import { findRollout, listRollouts } from '@/lib/gateways/db/rollouts'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { readSettings } from '@/lib/record/read-settings'
import { resolveIntents } from '@/lib/record/resolve-intents'
import { sweepAccounts } from '@/lib/record/sweep'
import { Rig } from '@/simulator/testing/rig'
import { runRollouts } from './carry-out'
import { countDrift } from './count-drift'
import { exportItems } from './export-items'
import { loadRollout } from './load-fleet'
import { askForChange, askForPlan, askForWayBack, askToRetry, move } from './move-rollout'
import { retirePolicy, savePolicy } from './save-policy'

vi.mock('@/lib/auth/request', () => ({
  requestOrigin: async () => ({ requestId: null, ipAddress: null }),
  withoutRequest: <T>(work: () => Promise<T>) => work(),
}))

/** What happens to the next writes: the process dies before or after Stripe has carried one out. */
let fates: ('dies before' | 'dies after')[]
vi.mock('@/lib/gateways/stripe/balance-settings', async (importOriginal) => {
  const real = await importOriginal<typeof import('@/lib/gateways/stripe/balance-settings')>()
  return {
    ...real,
    writeBalanceSettings: async (...write: Parameters<typeof real.writeBalanceSettings>) => {
      const fate = 'person' in write[0] ? fates.shift() : undefined
      if (fate === 'dies before') return new Promise(() => {})
      const answer = await real.writeBalanceSettings(...write)
      return fate === 'dies after' ? new Promise(() => {}) : answer
    },
  }
})

const ALL = { state: null, because: null }
const key = process.env.STRIPE_SECRET_KEY ?? ''
const GRACE: Person = { ...ADMIN, id: 'p2', name: 'Grace', email: 'grace@x' }
const LIN: Person = { ...ADMIN, id: 'p3', name: 'Lin', email: 'lin@x' }
let rig: Rig
beforeAll(async () => {
  rig = await Rig.start({ secretKey: key, accounts: 1 })
  process.env.STRIPE_SIMULATOR_URL = rig.address
  await openTestDatabase()
  for (const { id, name, email } of [ADMIN, GRACE, LIN])
    await (await database()).person.create({ data: { id, name, email, staffRole: 'admin' } })
}, 60_000)
afterAll(() => rig.stop())
beforeEach(async () => {
  fates = []
  const db = await database()
  for (const table of [db.drift, db.rolloutItem, db.rollout, db.policy, db.connectedAccount] as {
    deleteMany(): unknown
  }[])
    await table.deleteMany()
  await setRules(DEFAULT_RULES)
})

const raise = (): never => {
  throw new Error('an admin may')
}
const managerOf = (person: Person) => openPlatform(person, 'fleet:manage') ?? raise()
const setRules = (rules: PlatformRules) =>
  savePlatformRules(openPlatform(ADMIN, 'platform_rules:update') ?? raise(), rules, new Date())
const ada = managerOf(ADMIN)
const AT_ONCE: Pace = { canary: 0, share: 100, haltAbove: 0, waits: false, hours: null }
const RARELY = { delayDaysOverride: 10 }

async function newAccounts(count: number): Promise<string[]> {
  const ids = await Promise.all(Array.from({ length: count }, () => rig.newAccount()))
  for (const id of ids) {
    await saveAccountProfiles([profileOf(id)], new Date())
    await read(id)
  }
  return ids.sort()
}
async function read(id: string): Promise<BalanceSettings> {
  const answer = await readSettings(editorOf(profileOf(id)))
  return answer.ok ? answer.value.value : raise()
}
const outside = (id: string, payouts: Record<string, unknown>) =>
  rig.control('POST', `/accounts/${id}/balance_settings`, { payments: payouts })
/** Keys of the writes that Stripe has carried out for us. */
async function writesOf(id: string): Promise<string[]> {
  const { data } = await rig.control('GET', `/ledger?account=${id}`)
  const changes = data as unknown as { type: string; actor: string; idempotency_key: string }[]
  return changes.flatMap(({ type, actor, idempotency_key }) =>
    type === 'balance_settings.updated' && actor !== 'dashboard' ? [idempotency_key] : [],
  )
}

async function plan(values: PolicyValues = RARELY) {
  const saved = await savePolicy(
    ada,
    { name: 'Slow', segment: EVERY_ACCOUNT, values, variants: [], priority: 0, isDefault: false },
    null,
  )
  if (!saved.ok) throw new Error(saved.failure)
  const asked = await askForPlan(ada, saved.value)
  if (!asked.ok) throw new Error(asked.failure)
  await work()
  return { policyId: saved.value, ...rolloutOf(asked.value) }
}
const work = () => runRollouts(new AbortController().signal)
function rolloutOf(id: string) {
  const does = (person: Person, what: RolloutMove, pace: Pace | null = null, reason: string | null = 'as agreed') =>
    move(managerOf(person), { rolloutId: id, move: what, reason, pace })
  return {
    id,
    does,
    start: async (pace: Pace = AT_ONCE) => {
      expect(await does(ADMIN, 'start', pace)).toEqual({ ok: true, value: null })
      await work()
    },
    status: async () => (await findRollout(ada, id))?.status,
    counts: () => countItems(ada, id),
    items: async (state: ItemState | null = null) =>
      listItems(ada, id, { states: state && [state], after: 0, limit: 100 }),
    moves: async () =>
      (await (await database()).auditEntry.findMany({ where: { type: 'rollout.moved' }, orderBy: { id: 'asc' } }))
        .filter(({ details }) => (details as { rolloutId: string }).rolloutId === id)
        .map(({ details, actorName }) => `${actorName}: ${(details as { move: string }).move}`),
  }
}

test('a plan changes nothing at Stripe, and its rollout writes each account once, with an entry that names the rollout', async () => {
  const ids = await newAccounts(3)
  await outside(ids[1] ?? '', { settlement_timing: { delay_days_override: 10 } })
  await read(ids[1] ?? '')
  const rollout = await plan()
  expect([await rollout.status(), await rollout.counts()]).toEqual(['draft', { pending: 2, unchanged: 1 }])
  expect((await findRollout(ada, rollout.id))?.summary).toMatchObject({ change: 2, unchanged: 1, payoutsPerYear: 0 })
  expect((await Promise.all(ids.map(writesOf))).flat()).toEqual([])

  await rollout.start()
  expect([await rollout.status(), await rollout.counts()]).toEqual(['complete', { applied: 2, unchanged: 1 }])
  for (const { account, entryId } of await rollout.items('applied')) {
    expect(await writesOf(account.id)).toEqual([entryId])
    const entry = await (await database()).auditEntry.findUnique({
      where: { id: entryId ?? '' },
      include: { outcomes: true },
    })
    expect(entry).toMatchObject({ actorName: 'Ada', reason: 'as agreed', details: { rolloutId: rollout.id } })
    expect(entry?.outcomes.map(({ outcome }) => outcome)).toEqual(['applied'])
    expect((await read(account.id)).delayDaysOverride).toBe(10)
  }
  expect(await rollout.moves()).toEqual(['Ada: plan', 'Ada: start', 'Rollout: complete'])
})

test('a policy whose variant is for an account changes it to the variant’s value, and plan and file name the variant', async () => {
  const [id = ''] = await newAccounts(1)
  const country = profileOf(id).country ?? raise()
  const variants = [{ countries: [country], types: [], values: { delayDaysOverride: 12 } }]
  const draft = { name: 'By country', segment: EVERY_ACCOUNT, values: RARELY, variants, priority: 0, isDefault: false }
  const saved = await savePolicy(ada, draft, null)
  const asked = await askForPlan(ada, saved.ok ? saved.value : raise())
  const rollout = rolloutOf(asked.ok ? asked.value : raise())
  await work()
  expect(await rollout.items()).toMatchObject([{ state: 'pending', variant: country }])
  expect(await (await exportItems(openPlatform(ADMIN, 'fleet:read') ?? raise(), rollout.id, ALL))?.text()).toContain(
    `,${country},`,
  )
  await rollout.start()
  expect((await read(id)).delayDaysOverride).toBe(12)
  expect(await rollout.items()).toMatchObject([{ state: 'applied', variant: country }])
})

test('an account that was changed since the plan is a conflict, also where nobody here has noticed yet', async () => {
  const [known = '', unnoticed = '', fine = ''] = await newAccounts(3)
  const rollout = await plan()
  for (const id of [known, unnoticed]) await outside(id, { settlement_timing: { delay_days_override: 5 } })
  await read(known)
  await rollout.start()
  expect(await rollout.counts()).toEqual({ conflict: 2, applied: 1 })
  expect([(await read(known)).delayDaysOverride, (await read(unnoticed)).delayDaysOverride]).toEqual([5, 5])
  expect((await read(fine)).delayDaysOverride).toBe(10)
})

test('a rollout that waits after its canary continues when somebody resumes it, and one that is canceled writes no more', async () => {
  const ids = await newAccounts(4)
  const rollout = await plan()
  await rollout.start({ ...AT_ONCE, canary: 1, share: 50, waits: true })
  expect([await rollout.status(), await rollout.counts()]).toEqual(['paused', { applied: 1, pending: 3 }])
  await rollout.does(GRACE, 'resume')
  await work()
  expect([await rollout.status(), await rollout.counts()]).toEqual(['paused', { applied: 2, pending: 2 }])
  await rollout.does(GRACE, 'cancel')
  await work()
  expect((await Promise.all(ids.map(writesOf))).flat()).toHaveLength(2)
  expect(await rollout.does(ADMIN, 'resume')).toEqual({ ok: false, failure: 'meanwhile' })
})

test('a rollout halts by itself when Stripe refuses too much, and finishes the others when it is resumed', async () => {
  const ids = await newAccounts(30)
  for (const id of ids.slice(0, 8)) {
    const match = { account: id, path: '/v1/balance_settings', method: 'POST' }
    await rig.control('POST', '/faults', { match, times: 9, fault: { kind: 'status', status: 403 } })
  }
  const rollout = await plan()
  await rollout.start({ ...AT_ONCE, haltAbove: 20 })
  expect([await rollout.status(), (await rollout.counts()).refused]).toEqual(['halted', 8])
  expect((await rollout.counts()).pending).toBeGreaterThan(0)
  await rollout.does(ADMIN, 'resume')
  await work()
  expect([await rollout.status(), await rollout.counts()]).toEqual(['complete', { refused: 8, applied: 22 }])
  expect(await rollout.moves()).toContain('Rollout: halt')
})

test('of two rollouts over the same accounts, the second changes none that the first has changed', async () => {
  const ids = await newAccounts(3)
  const first = await plan()
  const change = { name: 'Slower', values: { delayDaysOverride: 14 } }
  const second = rolloutOf(await askForChange(ada, change, { accounts: ids }))
  await work()
  for (const rollout of [first, second]) await rollout.does(ADMIN, 'start', { ...AT_ONCE, haltAbove: 100 })
  await Promise.all([work(), work()])
  await work()
  const counts = [await first.counts(), await second.counts()]
  expect(counts.map(({ applied = 0, conflict = 0 }) => applied + conflict)).toEqual([3, 3])
  expect(counts.reduce((sum, { applied = 0 }) => sum + applied, 0)).toBe(3)
  expect((await Promise.all(ids.map(writesOf))).map((writes) => writes.length)).toEqual([1, 1, 1])
})

test('accounts of a rollout that failed for one reason are planned again, and no others', async () => {
  const [refused = '', changed = ''] = await newAccounts(3)
  const match = { account: refused, path: '/v1/balance_settings', method: 'POST' }
  const fault = await rig.control('POST', '/faults', { match, times: 9, fault: { kind: 'status', status: 403 } })
  const rollout = await plan()
  await outside(changed, { settlement_timing: { delay_days_override: 5 } })
  await rollout.start({ ...AT_ONCE, haltAbove: 100 })
  expect(await rollout.counts()).toEqual({ refused: 1, conflict: 1, applied: 1 })
  await rig.control('DELETE', `/faults/${fault.id}`)
  const failures = await listFailures(ada, rollout.id, 20)
  expect(failures.map(({ state, count }) => [state, count])).toEqual([
    ['refused', 1],
    ['conflict', 1],
  ])
  const { state, message } = failures[0] ?? raise()
  const asked = await askToRetry(ada, { rolloutId: rollout.id, state, message })
  const again = rolloutOf(asked.ok ? asked.value : raise())
  await work()
  expect((await again.items()).map(({ account }) => account.id)).toEqual([refused])
  await again.start()
  expect((await read(refused)).delayDaysOverride).toBe(10)
  expect((await read(changed)).delayDaysOverride).toBe(5)
})

test.each([
  ['start is still to come', { startsAt: Date.now() + 3_600_000, quiet: null }],
  ['quiet hours are now', { startsAt: null, quiet: quietNow() }],
])('a rollout whose %s writes nothing, and continues by itself then', async (_, hours) => {
  const [id = ''] = await newAccounts(1)
  const rollout = await plan()
  await rollout.start({ ...AT_ONCE, hours: { zone: 'Etc/UTC', ...hours } })
  expect([await rollout.status(), await rollout.counts()]).toEqual(['in_progress', { pending: 1 }])
  expect(await writesOf(id)).toEqual([])
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7_200_000 })
  await work().finally(() => vi.useRealTimers())
  expect([await rollout.status(), await rollout.counts()]).toEqual(['complete', { applied: 1 }])
})

/** From an hour ago until in an hour, in UTC. */
function quietNow() {
  const minute = (hours: number) => {
    const at = new Date(Date.now() + hours * 3_600_000)
    return at.getUTCHours() * 60 + at.getUTCMinutes()
  }
  return { from: minute(-1), until: minute(1) }
}

test('a rollout halts when the person who carries it out may no longer', async () => {
  await newAccounts(1)
  const rollout = await plan()
  await rollout.does(ADMIN, 'start', AT_ONCE)
  const db = await database()
  await db.$transaction((tx) => setStaffRole(ADMIN.id, 'viewer', tx))
  await work()
  expect([await rollout.status(), await rollout.counts()]).toEqual(['halted', { pending: 1 }])
  await rollout.does(GRACE, 'resume')
  await work()
  expect(await rollout.status()).toBe('complete')
  await db.$transaction((tx) => setStaffRole(ADMIN.id, 'admin', tx))
})

test('a rollout whose approver loses the right writes no more until another admin approves it, and the record says why', async () => {
  const ids = await newAccounts(3)
  await setRules({ ...DEFAULT_RULES, approvals: { needed: [], tolerance: null, mostAccounts: 1 } })
  const rollout = await plan()
  await rollout.start({ ...AT_ONCE, canary: 1, waits: true })
  await rollout.does(GRACE, 'approve')
  await work()
  expect([await rollout.status(), await rollout.counts()]).toEqual(['paused', { applied: 1, pending: 2 }])

  const db = await database()
  await db.person.update({ where: { id: GRACE.id }, data: { disabledAt: new Date() } })
  await rollout.does(ADMIN, 'resume')
  await work()
  expect([await rollout.status(), await rollout.counts()]).toEqual(['awaiting_approval', { applied: 1, pending: 2 }])
  expect((await findRollout(ada, rollout.id))?.haltedBecause).toBe('approver')
  expect((await rollout.moves()).at(-1)).toBe('Rollout: lapse')
  expect(await rollout.does(ADMIN, 'approve'), 'who started it doesn’t approve it').toEqual({
    ok: false,
    failure: 'not_allowed',
  })
  expect((await Promise.all(ids.map(writesOf))).flat()).toHaveLength(1)

  await rollout.does(LIN, 'approve')
  await work()
  expect([await rollout.status(), await rollout.counts()]).toEqual(['complete', { applied: 3 }])
  expect(await findRollout(ada, rollout.id)).toMatchObject({ approvedBy: { id: LIN.id }, haltedBecause: null })
  await db.person.update({ where: { id: GRACE.id }, data: { disabledAt: null } })
})

test('a rollout whose approver loses the right before its start writes nothing', async () => {
  const [id = ''] = await newAccounts(1)
  await setRules({ ...DEFAULT_RULES, approvals: { needed: [], tolerance: null, mostAccounts: 0 } })
  const rollout = await plan()
  const hours = { zone: 'Etc/UTC', startsAt: Date.now() + 3_600_000, quiet: null }
  await rollout.start({ ...AT_ONCE, hours })
  await rollout.does(GRACE, 'approve')
  await work()
  expect(await rollout.status()).toBe('in_progress')
  const db = await database()
  await db.$transaction((tx) => setStaffRole(GRACE.id, 'viewer', tx))
  await work()
  expect([await rollout.status(), await writesOf(id)]).toEqual(['awaiting_approval', []])
  await db.$transaction((tx) => setStaffRole(GRACE.id, 'admin', tx))
})

test('a rollout that an earlier version approved, without who it was, is carried out', async () => {
  await newAccounts(1)
  await setRules({ ...DEFAULT_RULES, approvals: { needed: [], tolerance: null, mostAccounts: 0 } })
  const rollout = await plan()
  await rollout.start()
  await rollout.does(GRACE, 'approve')
  await (await database()).rollout.update({ where: { id: rollout.id }, data: { approvedById: null } })
  await work()
  expect([await rollout.status(), await rollout.counts()]).toEqual(['complete', { applied: 1 }])
})

test.each([
  ['before Stripe got the write', 'dies before'],
  ['after Stripe had carried it out', 'dies after'],
] as const)('a process that dies %s leaves an account that is written exactly once', async (_, fate) => {
  const ids = await newAccounts(3)
  const rollout = await plan()
  fates = [fate, fate]
  await rollout.does(ADMIN, 'start', AT_ONCE)
  void work()
  await vi.waitFor(async () => expect((await rollout.counts()).applied).toBe(1), { timeout: 10_000 })
  expect((await rollout.counts()).sending).toBe(2)

  // The dead process renews nothing any more.
  const db = await database()
  await db.openIntent.updateMany({ data: { leaseUntil: new Date(0) } })
  await resolveIntents(10)
  await vi.waitFor(
    async () => {
      await work()
      expect([await rollout.status(), await rollout.counts()]).toEqual(['complete', { applied: 3 }])
    },
    { timeout: 10_000 },
  )
  for (const id of ids) expect(await writesOf(id)).toHaveLength(1)
})

test('an account is still written after several processes have died while they held it', async () => {
  await newAccounts(1)
  const rollout = await plan()
  const db = await database()
  await db.rolloutItem.updateMany({ data: { attempts: 5 } })
  fates = ['dies before']
  await rollout.does(ADMIN, 'start', AT_ONCE)
  void work()
  await vi.waitFor(async () => expect(await db.openIntent.count()).toBe(1), { timeout: 10_000 })
  // The process that stands for the dead one may renew its lease once more.
  await vi.waitFor(async () => {
    await db.openIntent.updateMany({ data: { leaseUntil: new Date(0) } })
    await resolveIntents(10)
    expect(await db.openIntent.count(), 'nothing came of it').toBe(0)
  })
  await vi.waitFor(
    async () => {
      await work()
      expect([await rollout.status(), await rollout.counts()]).toEqual(['complete', { applied: 1 }])
    },
    { timeout: 10_000 },
  )
})

test('an account that a dead process had only just begun is written by the next', async () => {
  const [id = ''] = await newAccounts(1)
  const rollout = await plan()
  await rollout.does(ADMIN, 'start', AT_ONCE)
  await (await database()).rolloutItem.updateMany({ data: { state: 'sending' } })
  await work()
  expect([await rollout.status(), await writesOf(id)]).toEqual(['complete', [expect.any(String)]])
})

test('two runs at the same time write no account twice', async () => {
  const ids = await newAccounts(12)
  const rollout = await plan()
  await rollout.does(ADMIN, 'start', { ...AT_ONCE, haltAbove: 100 })
  await Promise.all([work(), work(), work()])
  await vi.waitFor(
    async () => {
      await work()
      expect([await rollout.status(), await rollout.counts()]).toEqual(['complete', { applied: 12 }])
    },
    { timeout: 10_000 },
  )
  for (const id of ids) expect(await writesOf(id)).toHaveLength(1)
})

test('what another process works on is left to it, until it has been silent for too long', async () => {
  await newAccounts(1)
  const rollout = await plan()
  await rollout.does(ADMIN, 'start', AT_ONCE)
  const lease = async (leaseUntil: Date) =>
    (await database()).rollout.updateMany({ data: { owner: 'another process', leaseUntil } })
  await lease(new Date(Date.now() + 60_000))
  await work()
  expect(await rollout.counts()).toEqual({ pending: 1 })
  await lease(new Date())
  await work()
  expect(await rollout.status()).toBe('complete')
})

test('a rollout that needs a second person is carried out once another admin approves it, with a reason', async () => {
  const [id = ''] = await newAccounts(1)
  await outside(id, { debit_negative_balances: true })
  await read(id)
  await setRules({ ...DEFAULT_RULES, approvals: { needed: ['debits_off'], tolerance: null, mostAccounts: null } })
  const rollout = await plan({ debitNegativeBalances: false })
  expect(await rollout.does(ADMIN, 'start', AT_ONCE, null)).toEqual({ ok: false, failure: 'reason' })
  await rollout.start()
  expect([await rollout.status(), await writesOf(id)]).toEqual(['awaiting_approval', []])
  expect(await rollout.does(ADMIN, 'approve')).toEqual({ ok: false, failure: 'not_allowed' })
  await rollout.does(GRACE, 'approve')
  await work()
  expect([await rollout.status(), (await read(id)).debitNegativeBalances]).toEqual(['complete', false])
})

test('a rollout that nobody approved writes nothing for which the platform now wants a second person', async () => {
  const [id = ''] = await newAccounts(1)
  await outside(id, { debit_negative_balances: true })
  await read(id)
  const rollout = await plan({ debitNegativeBalances: false })
  await rollout.does(ADMIN, 'start', AT_ONCE)
  await setRules({ ...DEFAULT_RULES, approvals: { needed: ['debits_off'], tolerance: null, mostAccounts: null } })
  await work()
  expect(await rollout.items()).toMatchObject([{ state: 'skipped', because: 'needs_approval' }])
  expect(await writesOf(id)).toEqual([])
})

test('a rollout to more accounts than one person may change waits for a second one, whatever it changes', async () => {
  const ids = await newAccounts(3)
  const setMost = (mostAccounts: number) =>
    setRules({ ...DEFAULT_RULES, approvals: { needed: [], tolerance: null, mostAccounts } })
  await setMost(2)
  const rollout = await plan()
  expect(await rollout.does(ADMIN, 'start', AT_ONCE, null)).toEqual({ ok: false, failure: 'reason' })
  await rollout.start()
  await work()
  expect(await rollout.status()).toBe('awaiting_approval')
  await rollout.does(GRACE, 'approve')
  await work()
  expect(await rollout.counts()).toEqual({ applied: 3 })

  await setMost(3)
  const asked = await askForWayBack(ada, rollout.id)
  const back = rolloutOf(asked.ok ? asked.value : raise())
  await work()
  await back.does(ADMIN, 'start', AT_ONCE)
  expect(await back.status()).toBe('in_progress')
  await setMost(2)
  await work()
  expect(await back.items()).toMatchObject(ids.map(() => ({ state: 'skipped', because: 'needs_approval' })))
})

test('a change that one person splits into several rollouts waits for a second one as if it were one', async () => {
  const ids = await newAccounts(4)
  const setMost = (mostAccounts: number) =>
    setRules({ ...DEFAULT_RULES, approvals: { needed: [], tolerance: null, mostAccounts } })
  await setMost(2)
  const partOf = async (person: Person, some: string[]) => {
    const id = await askForChange(managerOf(person), { name: 'Part', values: RARELY }, { accounts: some })
    await work()
    return rolloutOf(id)
  }
  const tooMany = async (person: Person, { id }: { id: string }) =>
    (await loadRollout(openPlatform(person, 'fleet:read') ?? raise(), id, { state: null, because: null, after: 0 }))
      ?.tooMany
  const [first, second, third] = [
    await partOf(ADMIN, ids.slice(0, 2)),
    await partOf(ADMIN, ids.slice(2, 3)),
    await partOf(ADMIN, ids.slice(3)),
  ]
  expect(await tooMany(ADMIN, second)).toBeNull()
  await first.start()
  expect(await first.counts()).toEqual({ applied: 2 })
  expect(await tooMany(ADMIN, second)).toEqual({ mostAccounts: 2, earlier: 2 })
  expect(await tooMany(GRACE, second), 'what somebody else would start is theirs').toBeNull()
  expect(await second.does(ADMIN, 'start', AT_ONCE, null)).toEqual({ ok: false, failure: 'reason' })
  await second.start()
  expect([await second.status(), await writesOf(ids[2] ?? '')]).toEqual(['awaiting_approval', []])
  await second.does(GRACE, 'approve')
  await work()
  expect(await second.counts()).toEqual({ applied: 1 })

  const { rollout } = await database()
  await rollout.update({ where: { id: first.id }, data: { startedAt: new Date(Date.now() - 25 * 3_600_000) } })
  await third.start()
  expect(await third.status(), 'a day later, and what Grace approved doesn’t count').toBe('complete')
})

test('of rollouts that one person starts at the same moment, only as many write as one person may change', async () => {
  const ids = await newAccounts(3)
  await setRules({ ...DEFAULT_RULES, approvals: { needed: [], tolerance: null, mostAccounts: 2 } })
  const parts = await Promise.all(
    ids.map((id) => askForChange(ada, { name: 'Part', values: RARELY }, { accounts: [id] })),
  )
  await work()
  const { rollout } = await database()
  const startedBy = { startedById: ADMIN.id, startedByName: ADMIN.name, carriedById: ADMIN.id }
  await rollout.updateMany({
    where: { id: { in: parts } },
    data: { ...startedBy, startedAt: new Date(), status: 'in_progress', openUpTo: 1 },
  })
  await work()
  const counts = await Promise.all(parts.map((id) => countItems(ada, id)))
  expect(counts.filter(({ applied }) => applied === 1)).toHaveLength(2)
  expect(counts.filter(({ skipped }) => skipped === 1)).toHaveLength(1)
})

test('a plan that is older than its policy can’t be started', async () => {
  await newAccounts(1)
  const rollout = await plan()
  const policy = await findPolicy(ada, rollout.policyId)
  await savePolicy(ada, { ...(policy ?? raise()), name: 'Slower' }, { id: rollout.policyId, version: 1 })
  expect(await rollout.does(ADMIN, 'start', AT_ONCE)).toEqual({ ok: false, failure: 'outdated' })
})

test('an archived policy is planned no more, and its rollouts stay', async () => {
  await newAccounts(1)
  const rollout = await plan()
  expect(await retirePolicy(ada, rollout.policyId)).toEqual({ ok: true, value: null })
  expect(await askForPlan(ada, rollout.policyId)).toEqual({ ok: false, failure: 'missing' })
  expect(await rollout.does(ADMIN, 'start', AT_ONCE)).toEqual({ ok: false, failure: 'outdated' })
  expect((await listRollouts(ada, { after: null, limit: 5 })).rollouts.map(({ id }) => id)).toEqual([rollout.id])
})

test('what strays after a rollout is counted, and planned again to bring it back', async () => {
  const [strays = '', stays = ''] = await newAccounts(2)
  const rollout = await plan()
  await rollout.start()
  await saveAccountProfiles([profileOf('acct_neverRead')], new Date())
  const count = async () => {
    await countDrift(new AbortController().signal)
    return (await listDriftCounts(ada)).get(rollout.policyId)
  }
  expect(await count()).toMatchObject({ members: 3, differing: 0, unread: 1 })

  await outside(strays, { settlement_timing: { delay_days_override: 5 } })
  await read(strays)
  expect(await count()).toMatchObject({ members: 3, differing: 1, unread: 1 })
  const asked = await askForPlan(ada, rollout.policyId)
  const again = rolloutOf(asked.ok ? asked.value : raise())
  await work()
  expect((await again.items('pending')).map(({ account }) => account.id)).toEqual([strays])
  expect((await again.items('unchanged')).map(({ account }) => account.id)).toEqual([stays])
})

test('accounts of a plan are listed and exported by the reason, and those read too long ago are read before others', async () => {
  const [stale = '', never = '', locked = '', good = ''] = await newAccounts(4)
  const { connectedAccount } = await database()
  const before = (id: string, data: object) =>
    connectedAccount.update({ where: { id }, data: { sweepAt: new Date(Date.now() + 3_600_000), ...data } })
  await before(stale, { settingsReadAt: new Date(Date.now() - 8 * 24 * 3_600_000) })
  await before(never, { settings: Prisma.DbNull, settingsReadAt: null })
  await before(locked, { isController: false })
  await before(good, {})
  const { id } = await plan()
  const listed = async (because: ItemReason) =>
    (await listItems(ada, id, { states: null, because, after: 0, limit: 9 })).map(({ account }) => account.id)
  expect(await listed('too_old')).toEqual([stale])
  expect(await listed('never_read')).toEqual([never])
  expect(await listed('controller')).toEqual([locked])
  expect(await listed('approval')).toEqual([])
  const file = await exportItems(openPlatform(ADMIN, 'fleet:read') ?? raise(), id, { state: null, because: 'too_old' })
  const [, ...rows] = (await file?.text())?.trim().split('\r\n') ?? []
  expect(rows.map((row) => row.split(',')[0])).toEqual([stale])
  await sweepAccounts()
  const read = await connectedAccount.findMany({ where: { settingsReadAt: { gt: new Date(Date.now() - 60_000) } } })
  expect(read.map((account) => account.id)).toEqual(expect.arrayContaining([stale, never]))
})

test('of a plan, the accounts that need a second person are listed', async () => {
  const ids = await newAccounts(2)
  for (const id of ids) {
    await outside(id, { debit_negative_balances: true })
    await read(id)
  }
  await setRules({ ...DEFAULT_RULES, approvals: { needed: ['debits_off'], tolerance: null, mostAccounts: null } })
  const { id } = await plan({ debitNegativeBalances: false })
  const items = await listItems(ada, id, { states: null, because: 'approval', after: 0, limit: 9 })
  expect(items.map(({ account }) => account.id).sort()).toEqual(ids.toSorted())
})

test('the file of a rollout has every account with its outcome, runs no formula, and names who downloaded it', async () => {
  const [id = ''] = await newAccounts(1)
  await (await database()).connectedAccount.update({ where: { id }, data: { name: '=1+1' } })
  const rollout = await plan()
  const file = await exportItems(openPlatform(ADMIN, 'fleet:read') ?? raise(), rollout.id, ALL)
  expect((await file?.text())?.split('\r\n')).toEqual([
    'Account,Name,Outcome,Changes,First moved payout,Variant,Note,Entry',
    `${id},'=1+1,To be changed,Settlement delay: Minimum → 10 days,No date changes,,,`,
    '',
  ])
  const [entry] = await (await database()).auditEntry.findMany({
    where: { type: 'rollout.exported' },
    orderBy: { id: 'desc' },
  })
  expect(entry).toMatchObject({ actorName: 'Ada', details: { rolloutId: rollout.id } })
})

test('of two people who change a policy at once, the second learns of it', async () => {
  const { policyId } = await plan()
  const policy = (await findPolicy(ada, policyId)) ?? raise()
  const save = (name: string) => savePolicy(ada, { ...policy, name }, { id: policyId, version: 1 })
  const answers = await Promise.all([save('One'), save('Two')])
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect((await findPolicy(ada, policyId))?.version).toBe(2)
})

test.each(['selected in the list', 'left by the filters of the list'] as const)(
  'accounts %s are changed without a policy, no others with them, and brought back',
  async (how) => {
    const [first = '', second = '', other = ''] = await newAccounts(3)
    for (const id of [first, second]) await saveAccountProfiles([profileOf(id, { country: 'NZ' })], new Date())
    const list = { search: '', state: null, filters: { country: 'NZ' }, range: null }
    const chosen = how === 'selected in the list' ? { accounts: [second, first, second, 'acct_gone'] } : { list }
    await savePolicy(
      ada,
      {
        name: 'Never',
        segment: EVERY_ACCOUNT,
        values: { delayDaysOverride: 9 },
        variants: [],
        priority: 9,
        isDefault: false,
      },
      null,
    )
    const change = rolloutOf(await askForChange(ada, { name: 'Slow here', values: RARELY }, chosen))
    await work()
    const gone = how === 'selected in the list' ? { skipped: 1 } : {}
    expect([await change.status(), await change.counts()]).toEqual(['draft', { pending: 2, ...gone }])
    await change.start()
    expect([await change.status(), await change.counts()]).toEqual(['complete', { applied: 2, ...gone }])
    expect(await Promise.all([first, second, other].map(async (id) => (await read(id)).delayDaysOverride))).toEqual([
      10,
      10,
      null,
    ])
    expect((await listPolicies(ada)).map(({ name }) => name)).toEqual(['Never'])

    const asked = await askForWayBack(ada, change.id)
    const back = rolloutOf(asked.ok ? asked.value : raise())
    await work()
    await back.start()
    expect((await read(first)).delayDaysOverride).toBe(null)
  },
)

test('a change of accounts that nobody has is a plan without accounts, which can’t be started', async () => {
  await newAccounts(1)
  const list = { search: '', state: null, filters: { country: 'AQ' }, range: null }
  const change = rolloutOf(await askForChange(ada, { name: 'Nobody', values: RARELY }, { list }))
  await work()
  expect([await change.status(), await change.counts()]).toEqual(['draft', {}])
  expect(await change.does(ADMIN, 'start', AT_ONCE)).toEqual({ ok: false, failure: 'nothing' })
})

test('a rollback brings back what was there, and leaves alone what somebody has changed since', async () => {
  const [first = '', since = ''] = await newAccounts(2)
  await outside(first, { settlement_timing: { delay_days_override: 4 } })
  const before = await read(first)
  const rollout = await plan()
  await rollout.start()
  await outside(since, { settlement_timing: { delay_days_override: 9 } })
  await read(since)

  const asked = await askForWayBack(ada, rollout.id)
  const back = rolloutOf(asked.ok ? asked.value : raise())
  await work()
  expect(await back.counts()).toEqual({ pending: 1, skipped: 1 })
  await back.start()
  expect([await back.status(), await back.counts()]).toEqual(['complete', { applied: 1, skipped: 1 }])
  expect((await read(first)).delayDaysOverride).toBe(before.delayDaysOverride)
  expect((await read(since)).delayDaysOverride).toBe(9)
})

test('what was planned for is looked at again: an account that is disconnected meanwhile is skipped', async () => {
  const [id = ''] = await newAccounts(1)
  const rollout = await plan()
  await (await database()).connectedAccount.update({ where: { id }, data: { goneAt: new Date() } })
  await rollout.start({ ...USUAL_PACE })
  expect(await rollout.items()).toMatchObject([{ state: 'skipped', because: 'disconnected' }])
})
