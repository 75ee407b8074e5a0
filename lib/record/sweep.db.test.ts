// The sweep against the simulator, on a real database. npm test runs it on SQLite and on PostgreSQL.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { profileOf } from '@/lib/domain/testing/connected-account'
import { HEARD_OF_WITHIN, saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { database } from '@/lib/gateways/db/client'
import { claimForSweep, readSweepProgress } from '@/lib/gateways/db/sweep'
import { watchStatements } from '@/lib/gateways/db/testing/statements'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { Rig } from '@/simulator/testing/rig'
import { sweepAccounts } from './sweep'

const key = process.env.STRIPE_SECRET_KEY ?? ''
let rig: Rig
let url: string
beforeAll(async () => {
  rig = await Rig.start({ secretKey: key, accounts: 1 })
  process.env.STRIPE_SIMULATOR_URL = rig.address
  url = await openTestDatabase()
})
afterAll(() => rig.stop())
beforeEach(async () => {
  const db = await database()
  await rig.control('DELETE', '/faults')
  await db.unreadAccount.deleteMany()
  await db.connectedAccount.deleteMany()
})

const DAY_AGO = () => new Date(Date.now() - HEARD_OF_WITHIN)

/** Accounts that were read whole more than a day ago. */
async function oldAccounts(count: number): Promise<string[]> {
  const ids = []
  for (let made = 0; made < count; made++) ids.push(await rig.newAccount())
  await saveAccountProfiles(
    ids.map((id) => profileOf(id)),
    DAY_AGO(),
  )
  await sweepAccounts()
  await letADayPass(ids)
  return ids
}

async function letADayPass(ids: readonly string[]): Promise<void> {
  const [at, next] = [DAY_AGO(), new Date()]
  const read = { syncedAt: at, settingsReadAt: at, balanceReadAt: at, externalAccountsReadAt: at }
  await (await database()).connectedAccount.updateMany({
    where: { id: { in: [...ids] } },
    data: { ...read, settingsRecordedAt: at, sweepAt: next },
  })
}

async function callsAbout(id: string): Promise<string[]> {
  const { data } = await rig.control('GET', `/requests?account=${id}`)
  return data.map(({ method, path }) => `${method} ${path}`)
}
const readings = async (id: string) =>
  (await callsAbout(id)).filter((call) => call === 'GET /v1/balance_settings').length
const progress = () => readSweepProgress(new Date(), 20)
const entries = async (accountId: string) =>
  (await database()).auditEntry.findMany({ where: { accountId }, orderBy: { id: 'asc' } })

test('an account that nothing was heard of for a day is read, and what was changed outside is recorded', async () => {
  const [id = ''] = await oldAccounts(1)
  const payouts = { statement_descriptor: 'THEIRS' }
  await rig.control('POST', `/accounts/${id}/balance_settings`, { payments: { payouts } })
  const bank =
    'external_account[object]=bank_account&external_account[country]=US&external_account[currency]=usd&external_account[routing_number]=110000000&external_account[account_number]=000333444551'
  await rig.post(`/v1/accounts/${id}/external_accounts`, bank, { key })
  expect(await progress()).toMatchObject({ waiting: 1 })
  await sweepAccounts()
  expect((await entries(id)).map(({ type }) => type).sort()).toEqual([
    'balance_settings.changed_outside',
    'external_account.changed',
  ])
  expect(await progress()).toEqual({ waiting: 0, unread: [], unreadCount: 0 })
})

test('an account that something was heard of within the day is not asked about', async () => {
  const [id = ''] = await oldAccounts(1)
  await sweepAccounts()
  const before = await callsAbout(id)
  await (await database()).connectedAccount.updateMany({ data: { sweepAt: null } })
  await sweepAccounts()
  expect(await callsAbout(id)).toEqual(before)
  expect(await progress()).toMatchObject({ waiting: 0 })
})

test('an account that was just added is first looked at a day later', async () => {
  const id = await rig.newAccount()
  await saveAccountProfiles([profileOf(id)], new Date())
  await sweepAccounts()
  expect(await callsAbout(id)).toEqual([])
})

test('an account that has left the platform is marked and recorded once, and not asked about again', async () => {
  const [id = '', other = ''] = await oldAccounts(2)
  await rig.control('DELETE', `/accounts/${id}`)
  await sweepAccounts()
  await letADayPass([id, other])
  const before = await callsAbout(id)
  await sweepAccounts()
  expect(await callsAbout(id)).toEqual(before)
  expect((await entries(id)).map(({ type }) => type)).toEqual(['account.disconnected'])
  expect(await readings(other)).toBe(3)
})

test('an account that cannot be read stops no other, is named, and is forgotten once it can be read', async () => {
  const ids = await oldAccounts(6)
  const [broken = ''] = ids
  const match = { account: broken, path: '/v1/balance_settings' }
  await rig.control('POST', '/faults', { match, times: 1, fault: { kind: 'status', status: 403 } })
  await sweepAccounts()
  expect(await Promise.all(ids.map(readings))).toEqual([2, 2, 2, 2, 2, 2])
  expect(await progress()).toMatchObject({
    waiting: 0,
    unreadCount: 1,
    unread: [{ accountId: broken, part: 'settings' }],
  })
  await letADayPass(ids)
  await sweepAccounts()
  expect(await progress()).toMatchObject({ waiting: 0, unreadCount: 0 })
})

test('while Stripe answers nothing the run ends with a sentence, and the rest is left for the next', async () => {
  const ids = await oldAccounts(24)
  await rig.control('POST', '/faults', {
    match: { path: '/v1/accounts/*' },
    times: 'always',
    fault: { kind: 'status', status: 500 },
  })
  await expect(sweepAccounts()).rejects.toThrow('Stripe')
  expect((await progress()).waiting).toBeGreaterThanOrEqual(15)
  await rig.control('DELETE', '/faults')
  expect((await Promise.all(ids.map(readings))).filter((times) => times === 2)).toEqual([])
})

test('several that sweep at once read each account once', async () => {
  const ids = await oldAccounts(12)
  await Promise.all(Array.from({ length: 4 }, () => sweepAccounts()))
  expect(await Promise.all(ids.map(readings))).toEqual(ids.map(() => 2))
})

test('accounts that a process had claimed when it died are read when its claim has ended', async () => {
  const ids = await oldAccounts(3)
  const now = new Date()
  expect(await claimForSweep(now, new Date(now.getTime() + 60_000), 2)).toHaveLength(2)
  await sweepAccounts()
  expect((await Promise.all(ids.map(readings))).toSorted()).toEqual([1, 1, 2])
  await (await database()).connectedAccount.updateMany({
    where: { sweepAt: { lt: new Date(now.getTime() + 120_000) } },
    data: { sweepAt: now },
  })
  await sweepAccounts()
  expect(await Promise.all(ids.map(readings))).toEqual([2, 2, 2])
})

test('what is due is found by an index in its order, among however many accounts', async () => {
  const before = Reflect.get(globalThis, 'spillwayDatabase')
  const statements = watchStatements(url)
  await claimForSweep(new Date(), new Date(), 20)
  expect(await statements.faults()).toEqual([])
  await statements.db.$disconnect()
  Reflect.set(globalThis, 'spillwayDatabase', before)
})
