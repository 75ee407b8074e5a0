// A view as owner on a real database: it begins, it is read, and it ends once. npm test runs it on both databases.
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { openAccount, type Person } from '@/lib/domain/access/permissions'
import { profileOf } from '@/lib/domain/testing/connected-account'

const { endOverdueViews, endView, personInView, startView } = await import('./support-view')
const { findAccount, saveAccountProfiles } = await import('@/lib/gateways/db/accounts')
const { NO_ORIGIN } = await import('@/lib/gateways/db/audit-log')
const { database } = await import('@/lib/gateways/db/client')
const { listViews } = await import('@/lib/gateways/db/support-views')
const { openTestDatabase } = await import('@/lib/gateways/db/testing/test-database')

const SHOP = 'acct_View1'
const MINUTE = 60_000
const START = Date.parse('2026-11-29T10:00:00Z')
const at = (minutes: number) => new Date(START + minutes * MINUTE)

beforeAll(async () => {
  await openTestDatabase()
  await saveAccountProfiles([{ ...profileOf(SHOP), name: 'Shop' }], new Date())
})

let ada: Person
let since: string
beforeEach(async () => {
  const db = await database()
  await Promise.all([db.person.deleteMany(), db.supportView.deleteMany()])
  const id = randomUUID()
  const email = 'ada@view.example'
  await db.person.create({ data: { id, name: 'Ada', email, staffRole: 'admin' } })
  ada = { id, name: 'Ada', email, staffRole: 'admin', memberships: [] }
  const session = { id: `session of ${id}`, token: id, userId: id, expiresAt: new Date(Date.now() + 3_600_000) }
  await db.authSession.create({ data: session })
  since = (await db.auditEntry.findFirst({ orderBy: { id: 'desc' } }))?.id ?? ''
})

const accessTo = async (person = ada) => {
  const account = await findAccount(SHOP)
  const access = account && openAccount(person, account, 'support_view:start')
  if (!access) throw new Error('no access')
  return access
}
const start = async (minutes = 0) => startView(await accessTo(), `session of ${ada.id}`, NO_ORIGIN, at(minutes))
const viewId = async () => (await (await database()).authSession.findFirst({ where: { userId: ada.id } }))?.viewId ?? ''
const inView = async (minutes: number, person = ada) => personInView(person, await viewId(), NO_ORIGIN, at(minutes))
const recorded = async () => {
  const rows = await (await database()).auditEntry.findMany({ where: { id: { gt: since } }, orderBy: { id: 'asc' } })
  return rows.map(({ type, details, actorRole, accountId }) => [
    type,
    (details as { by?: string }).by,
    actorRole,
    accountId,
  ])
}
const STARTED = ['support_view.started', undefined, 'admin', SHOP]
const ended = (by: string) => ['support_view.ended', by, 'admin', SHOP]

test('for 15 minutes the person is somebody who reads the account, then staff again, and the end is recorded once', async () => {
  await start()
  for (const minute of [0, 14]) expect(await inView(minute)).toMatchObject({ id: ada.id, staffRole: null })
  const id = await viewId()
  expect(await inView(15)).toEqual(ada)
  expect(await viewId()).toBe('')
  expect(await personInView(ada, id, NO_ORIGIN, at(16))).toEqual(ada)
  expect(await recorded()).toEqual([STARTED, ended('time')])
})

test('who leaves is staff from the next request on, and nothing more is recorded when the time is over', async () => {
  await start()
  const id = await viewId()
  await endView(id, 'left', NO_ORIGIN, at(3))
  expect(await inView(4)).toEqual(ada)
  expect(await endOverdueViews(at(20), 10)).toBe(0)
  expect(await recorded()).toEqual([STARTED, ended('left')])
})

test('the view of a session that nobody uses any more ends in the record when its time is over', async () => {
  await start()
  await (await database()).authSession.deleteMany()
  expect(await endOverdueViews(at(14), 10)).toBe(0)
  expect(await endOverdueViews(at(15), 10)).toBe(1)
  expect(await recorded()).toEqual([STARTED, ended('time')])
  const access = await accessTo()
  expect(await listViews(access, 5)).toMatchObject([{ staffRole: 'admin', startedAt: at(0), endedAt: at(15) }])
})

test.each([
  ['is demoted', { staffRole: 'viewer' as const }],
  ['is no longer staff', { staffRole: null }],
])('somebody who %s sees nothing of the account by the view from the next request on', async (_, change) => {
  await start()
  const changed = { ...ada, ...change }
  expect(await inView(1, changed)).toEqual(changed)
})

test('a view is of one person: in the session of another one it is nothing', async () => {
  await start()
  const other = { ...ada, id: 'other' }
  expect(await personInView(other, await viewId(), NO_ORIGIN, at(1))).toEqual(other)
})

test('a view that begins while another is open ends that one when its time is over', async () => {
  await start()
  await start(1)
  expect(await inView(2)).toMatchObject({ view: { until: at(16) } })
  expect(await endOverdueViews(at(15), 10)).toBe(1)
  expect(await inView(15.5)).toMatchObject({ view: { until: at(16) } })
})
