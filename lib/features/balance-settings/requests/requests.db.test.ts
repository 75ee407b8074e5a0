// Requests against a real database and the simulator, whose settings and ledger say what was really sent.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ApprovalRule } from '@/lib/domain/access/approval-rules'
import { openAccount, openForJob, openPlatform, type Person } from '@/lib/domain/access/permissions'
import { DEFAULT_RULES } from '@/lib/domain/access/platform-rules'
import type { BalanceSettingsPatch } from '@/lib/domain/settings/balance-settings'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { markAccountGone, saveAccountProfiles } from '@/lib/gateways/db/accounts'
import {
  countOpenRequests,
  findCarriedOut,
  findRequest,
  listOpenRequests,
  listRequests,
} from '@/lib/gateways/db/change-requests'
import { database } from '@/lib/gateways/db/client'
import { savePlatformRules } from '@/lib/gateways/db/platform-rules'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { readBalanceSettings, writeBalanceSettings } from '@/lib/gateways/stripe/balance-settings'
import { Rig } from '@/simulator/testing/rig'
import { saveBalanceSettings } from '../save-balance-settings'
import { addWish } from './add-request'
import { carryOutApproved, decide, withdraw } from './decide-request'
import { proposeChange } from './propose-change'

vi.mock('@/lib/auth/request', () => ({ requestOrigin: async () => ({ requestId: null, ipAddress: null }) }))

const GRACE: Person = { ...ADMIN, id: 'p2', name: 'Grace', email: 'grace@x' }
const OLGA: Person = { ...ADMIN, id: 'p3', name: 'Olga', email: 'olga@x', staffRole: 'operator' }

let rig: Rig
beforeAll(async () => {
  rig = await Rig.start({ secretKey: process.env.STRIPE_SECRET_KEY ?? '', accounts: 1 })
  process.env.STRIPE_SIMULATOR_URL = rig.address
  await openTestDatabase()
  const { person } = await database()
  for (const { id, name, email, staffRole } of [ADMIN, GRACE, OLGA])
    await person.create({ data: { id, name, email, staffRole, emailVerified: true } })
}, 60_000)
afterAll(() => rig.stop())

const platform = () => openPlatform(ADMIN, 'platform_rules:update') ?? raise()
function raise(): never {
  throw new Error('an admin may')
}
const setRules = (needed: readonly ApprovalRule[]) =>
  savePlatformRules(
    platform(),
    { ...DEFAULT_RULES, approvals: { needed, tolerance: null, mostAccounts: null } },
    new Date(),
  )
beforeEach(() => setRules(['debits_off', 'to_automatic']))

async function newAccount() {
  const id = await rig.newAccount()
  const profile = profileOf(id)
  await saveAccountProfiles([profile], new Date())
  const as = <P extends 'balance_settings:update' | 'balance_settings:approve' | 'balance_settings:request'>(
    person: Person,
    permission: P,
  ) => openAccount(person, profile, permission) ?? raise()
  await writeBalanceSettings(as(ADMIN, 'balance_settings:update'), { debitNegativeBalances: true }, crypto.randomUUID())
  const read = async () => {
    const answer = await readBalanceSettings(openForJob('sync', profile))
    return answer.ok ? answer.value.value : raise()
  }
  const save = async (person: Person, patch: BalanceSettingsPatch, reason: string | null = 'They moved banks') => {
    const { delayDays: _, payoutsStatus: __, replaceOnly: ___, ...base } = await read()
    return saveBalanceSettings(as(person, 'balance_settings:update'), { patch, base, reason })
  }
  const ask = async (person = ADMIN) => {
    const outcome = await save(person, { debitNegativeBalances: false })
    if (outcome.kind !== 'requested') throw new Error(outcome.kind)
    return outcome.requestId
  }
  const approve = (person: Person, requestId: string, now = new Date()) =>
    decide(as(person, 'balance_settings:approve'), { requestId, decision: 'approve', because: null }, now)
  const entries = async () =>
    (
      await (
        await database()
      ).auditEntry.findMany({
        where: { accountId: id },
        orderBy: { at: 'asc' },
        include: { outcomes: true },
      })
    ).map(({ type, actorName, outcomes }) => [type, actorName, outcomes.at(-1)?.outcome ?? null])
  return { id, profile, as, read, save, ask, approve, entries }
}

test('a change that needs a second person sends nothing, and another admin’s approval saves exactly what was asked', async () => {
  const account = await newAccount()
  const requestId = await account.ask()
  expect((await account.read()).debitNegativeBalances).toBe(true)
  const [open] = await listOpenRequests(account.as(ADMIN, 'balance_settings:update'), new Date(), 5)
  expect(open).toMatchObject({ id: requestId, lines: ['Negative-balance debits: On → Off'], because: ['debits_off'] })
  expect(await account.approve(GRACE, requestId)).toEqual({ kind: 'saved', outcome: 'saved', message: null })
  expect((await account.read()).debitNegativeBalances).toBe(false)
  expect(await account.entries()).toEqual([
    ['change_request.created', 'Ada', null],
    ['change_request.approved', 'Grace', null],
    ['balance_settings.update', 'Grace', 'applied'],
  ])
})

test('a proposal for which no rule wants a second person waits for one all the same, and is saved as it was asked', async () => {
  const account = await newAccount()
  const proposer = account.as(OLGA, 'balance_settings:update')
  const proposed = await proposeChange(proposer, { statementDescriptor: 'NEW NAME' }, 'a new brand')
  const requestId = proposed.ok ? proposed.value : raise()
  expect((await account.read()).statementDescriptor).not.toBe('NEW NAME')
  expect(await account.approve(GRACE, requestId)).toEqual({ kind: 'saved', outcome: 'saved', message: null })
  expect((await account.read()).statementDescriptor).toBe('NEW NAME')
  expect(await proposeChange(proposer, { statementDescriptor: 'x'.repeat(99) }, 'longer')).toMatchObject({
    ok: false,
    failure: { code: 'not_possible', fields: { statementDescriptor: expect.any(String) } },
  })
})

test('nobody approves their own, nor in a role that doesn’t approve; the attempt is recorded and nothing is sent', async () => {
  const account = await newAccount()
  const requestId = await account.ask()
  expect(await account.approve(ADMIN, requestId)).toEqual({ kind: 'not_decided', because: 'not_allowed' })
  expect(openAccount(OLGA, account.profile, 'balance_settings:approve')).toBeNull()
  expect((await account.read()).debitNegativeBalances).toBe(true)
  expect((await account.entries()).map(([type]) => type)).toEqual(['change_request.created', 'denied'])
})

test('settings that were changed since are a conflict, and nothing is overwritten', async () => {
  const account = await newAccount()
  const requestId = await account.ask()
  await account.save(OLGA, { statementDescriptor: 'SINCE THEN' })
  expect(await account.approve(GRACE, requestId)).toEqual({ kind: 'saved', outcome: 'conflict', message: null })
  expect(await account.read()).toMatchObject({ debitNegativeBalances: true, statementDescriptor: 'SINCE THEN' })
})

test('of two admins who approve and reject at the same moment one decides', async () => {
  const account = await newAccount()
  const requestId = await account.ask(OLGA)
  const reject = { requestId, decision: 'reject', because: 'not now' } as const
  const answers = await Promise.all([
    account.approve(GRACE, requestId),
    account.approve(ADMIN, requestId),
    decide(account.as(ADMIN, 'balance_settings:approve'), reject, new Date()),
  ])
  expect(answers.filter(({ kind }) => kind !== 'not_decided')).toHaveLength(1)
  expect((await account.entries()).filter(([type]) => /approved|rejected/.test(String(type)))).toHaveLength(1)
})

test.each([
  ['disabled', { disabledAt: new Date() }],
  ['a viewer', { staffRole: 'viewer' as const }],
])('the request of somebody who is %s by now can be rejected, but not approved', async (_, change) => {
  const account = await newAccount()
  const requestId = await account.ask(OLGA)
  const { person } = await database()
  await person.update({ where: { id: OLGA.id }, data: change })
  expect(await account.approve(GRACE, requestId)).toEqual({ kind: 'not_decided', because: 'requester_lost_it' })
  expect((await account.read()).debitNegativeBalances).toBe(true)
  const rejected = { requestId, decision: 'reject', because: 'Olga has left' } as const
  expect(await decide(account.as(GRACE, 'balance_settings:approve'), rejected, new Date())).toEqual({ kind: 'decided' })
  await person.update({ where: { id: OLGA.id }, data: { disabledAt: null, staffRole: 'operator' } })
})

test('an expired request can’t be approved', async () => {
  const account = await newAccount()
  const requestId = await account.ask()
  const inEightDays = new Date(Date.now() + 8 * 24 * 3_600_000)
  expect(await account.approve(GRACE, requestId, inEightDays)).toEqual({ kind: 'not_decided', because: 'meanwhile' })
  expect((await account.read()).debitNegativeBalances).toBe(true)
})

describe('An account that disconnects while a request waits', () => {
  const disconnect = (account: Awaited<ReturnType<typeof newAccount>>) =>
    markAccountGone(openForJob('sweep', account.profile), new Date())

  test('ends the request: nobody can decide it, no list or count has it, and the record says that nothing was sent', async () => {
    const account = await newAccount()
    const requestId = await account.ask()
    const reader = openPlatform(ADMIN, 'requests:read') ?? raise()
    const waiting = await countOpenRequests(reader, new Date(), 1_000)
    await disconnect(account)
    expect(await countOpenRequests(reader, new Date(), 1_000)).toBe(waiting - 1)
    expect(await listOpenRequests(account.as(ADMIN, 'balance_settings:update'), new Date(), 5)).toEqual([])
    const { requests } = await listRequests(reader, { group: 'all', after: null }, { now: new Date(), limit: 1 })
    expect(requests).toMatchObject([{ id: requestId, status: 'ended', decision: null }])
    expect(await account.approve(GRACE, requestId)).toEqual({ kind: 'not_decided', because: 'meanwhile' })
    // Also where this process's clock is behind the one that ended it.
    expect(await account.approve(GRACE, requestId, new Date(Date.now() - 60_000))).toMatchObject({
      because: 'meanwhile',
    })
    expect(await account.entries()).toEqual([
      ['change_request.created', 'Ada', null],
      ['change_request.ended', 'Spillway', null],
    ])
    expect((await account.read()).debitNegativeBalances).toBe(true)
  })

  test('keeps its request ended when it connects again, and takes a new one only then', async () => {
    const account = await newAccount()
    const requestId = await account.ask()
    await disconnect(account)
    expect(await account.save(ADMIN, { debitNegativeBalances: false })).toEqual({
      kind: 'refused',
      message: expect.stringContaining('no longer connected'),
    })
    const wish = { field: 'delayDaysOverride', wanted: '3 days', reason: 'Rent is due' } as const
    expect(await addWish(account.as(ADMIN, 'balance_settings:request'), wish)).toBeNull()
    await saveAccountProfiles([account.profile], new Date())
    const access = account.as(ADMIN, 'balance_settings:update')
    expect((await findRequest(access, requestId, new Date()))?.request.status).toBe('ended')
    const again = await account.ask()
    expect(await account.approve(GRACE, again)).toMatchObject({ kind: 'saved', outcome: 'saved' })
  })

  test('either ends a request that is made at the same moment, or is there before it', async () => {
    const account = await newAccount()
    const asked = [1, 2, 3].map(() => account.save(OLGA, { debitNegativeBalances: false }))
    const outcomes = (await Promise.all([disconnect(account), ...asked])).flatMap((each) =>
      typeof each === 'object' ? each.kind : [],
    )
    expect(outcomes.every((kind) => kind === 'requested' || kind === 'refused')).toBe(true)
    expect(await listOpenRequests(account.as(ADMIN, 'balance_settings:update'), new Date(), 5)).toEqual([])
  })

  test('before Spillway has heard of it: the approval changes nothing, and the request says why', async () => {
    const account = await newAccount()
    const requestId = await account.ask()
    await rig.control('DELETE', `/accounts/${account.id}`)
    expect(await account.approve(GRACE, requestId)).toEqual({
      kind: 'saved',
      outcome: 'refused',
      message: expect.stringMatching(/Nothing was sent: .*no longer connected/),
    })
    expect(await findCarriedOut(account.as(GRACE, 'balance_settings:approve'), requestId)).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('no longer connected'),
    })
  })
})

describe('Rules that change while a request waits', () => {
  test('a rule that is gone lets nobody approve their own request, but they can withdraw it and save alone', async () => {
    const account = await newAccount()
    const requestId = await account.ask(ADMIN)
    await setRules([])
    expect(await account.approve(ADMIN, requestId)).toEqual({ kind: 'not_decided', because: 'not_allowed' })
    expect((await account.read()).debitNegativeBalances).toBe(true)
    const own = account.as(ADMIN, 'balance_settings:request')
    expect(await withdraw(own, requestId, new Date())).toEqual({ kind: 'decided' })
    expect((await account.save(ADMIN, { debitNegativeBalances: false })).kind).toBe('saved')
  })

  test('another person can approve it all the same, also where further rules want one by then', async () => {
    for (const rules of [[], ['delay_down', 'debits_off'] as const]) {
      const account = await newAccount()
      const requestId = await account.ask(OLGA)
      await setRules(rules)
      expect(await account.approve(GRACE, requestId)).toEqual({ kind: 'saved', outcome: 'saved', message: null })
      expect((await account.entries()).filter(([type]) => type === 'balance_settings.update')).toHaveLength(1)
      await setRules(['debits_off'])
    }
  })
})

test('what was approved before the process ended is saved once, however often somebody tries', async () => {
  const account = await newAccount()
  const requestId = await account.ask()
  await (await database()).changeRequest.update({
    where: { id: requestId },
    data: { status: 'approved', decidedById: GRACE.id, decidedByName: GRACE.name, decidedAt: new Date() },
  })
  const access = account.as(GRACE, 'balance_settings:approve')
  const answers = await Promise.all([1, 2, 3].map(() => carryOutApproved(access, requestId, new Date())))
  expect(answers.filter((answer) => answer.kind === 'saved' && answer.outcome === 'saved')).toHaveLength(1)
  expect((await account.entries()).filter(([type]) => type === 'balance_settings.update')).toHaveLength(1)
  expect(await carryOutApproved(access, requestId, new Date())).toEqual({ kind: 'not_decided', because: 'meanwhile' })
})

test('rejecting and breaking the glass need a reason, and the broken glass stays in the record', async () => {
  const account = await newAccount()
  const requestId = await account.ask()
  const access = account.as(ADMIN, 'balance_settings:approve')
  const glass = (because: string | null) => decide(access, { requestId, decision: 'break_glass', because }, new Date())
  expect(await glass(null)).toEqual({ kind: 'not_decided', because: 'reason' })
  expect(await glass('The bank closes at noon')).toEqual({ kind: 'saved', outcome: 'saved', message: null })
  expect((await account.read()).debitNegativeBalances).toBe(false)
  expect((await account.entries()).map(([type]) => type)).toContain('change_request.glass_broken')
})

test('without a reason nothing is asked for, and a harmless change needs nobody', async () => {
  const account = await newAccount()
  const without = await account.save(ADMIN, { debitNegativeBalances: false }, null)
  expect(without).toEqual({ kind: 'invalid', fields: { reason: expect.stringContaining('say why') } })
  expect((await account.save(ADMIN, { statementDescriptor: 'ALONE' }, null)).kind).toBe('saved')
  expect(await listOpenRequests(account.as(ADMIN, 'balance_settings:update'), new Date(), 5)).toEqual([])
})

test('an owner saves alone what the platform lets owners change, and asks for the rest', async () => {
  const account = await newAccount()
  await writeBalanceSettings(
    account.as(ADMIN, 'balance_settings:update'),
    { schedule: { interval: 'manual' } },
    crypto.randomUUID(),
  )
  const owner: Person = {
    ...ADMIN,
    id: 'p4',
    name: 'Otto',
    staffRole: null,
    memberships: [{ accountId: account.id, role: 'owner' }],
  }
  expect((await account.save(owner, { schedule: { interval: 'daily' } })).kind).toBe('saved')
  const access = account.as(owner, 'balance_settings:request')
  const wanted = { field: 'delayDaysOverride', wanted: '3 days', reason: 'Rent is due' } as const
  const requestId = (await addWish(access, wanted)) ?? raise()
  const [wish] = await listOpenRequests(access, new Date(), 5)
  expect(wish).toMatchObject({
    id: requestId,
    kind: 'wish',
    lines: ['Settlement delay: 3 days'],
    reason: 'Rent is due',
  })
  expect(await withdraw(access, requestId, new Date())).toEqual({ kind: 'decided' })
  expect(await listOpenRequests(access, new Date(), 5)).toEqual([])
})

test('the pages of open and of all requests hold each once, and the count stops at its limit', async () => {
  const account = await newAccount()
  for (let index = 0; index < 7; index++) await account.ask(OLGA)
  const reader = openPlatform(ADMIN, 'requests:read') ?? raise()
  for (const group of ['open', 'all'] as const) {
    const seen: string[] = []
    for (let after: string | null = null, more = true; more; ) {
      const page = await listRequests(reader, { group, after }, { now: new Date(), limit: 3 })
      seen.push(...page.requests.map(({ id }) => id))
      more = page.hasMore
      after = page.requests.at(-1)?.id ?? null
    }
    const statuses = group === 'open' ? (['open'] as const) : (['open', 'approved', 'rejected', 'withdrawn'] as const)
    const stored = await (await database()).changeRequest.count({
      where: { status: { in: [...statuses] }, ...(group === 'open' && { endedBecause: null }) },
    })
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toHaveLength(stored)
  }
  expect(await countOpenRequests(reader, new Date(), 4)).toBe(4)
})
