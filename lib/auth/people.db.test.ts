import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openForJob } from '@/lib/domain/access/permissions'
import { profileOf } from '@/lib/domain/testing/connected-account'

vi.mock('@node-rs/argon2', () => ({ hash: async (password: string) => `hash of ${password}`, verify: vi.fn() }))

const { addPerson, removeAccess, resetPassword, signOutEverywhere } = await import('./people')
const { saveAccountProfiles } = await import('@/lib/gateways/db/accounts')
const { recordEntry, NO_ORIGIN } = await import('@/lib/gateways/db/audit-log')
const { findFeedAccountId, saveCalendarFeed } = await import('@/lib/gateways/db/calendar-feeds')
const { database } = await import('@/lib/gateways/db/client')
const { openTestDatabase } = await import('@/lib/gateways/db/testing/test-database')

const PASSWORD = 'correct horse battery'
const SHOP = 'acct_people1'
const shop = { id: SHOP, name: 'Shop' }

beforeAll(async () => {
  await openTestDatabase()
  await saveAccountProfiles([{ ...profileOf(SHOP), name: 'Shop' }], new Date())
})

const mail = { ada: 'ada@people.example', bob: 'bob@people.example', olga: 'olga@people.example' }
const addStaff = (email: string, staffRole: 'admin' | 'viewer', password: string | null = PASSWORD) =>
  addPerson({ name: email, email, password, staffRole })
const addOwner = (password: string | null = PASSWORD, accountId = SHOP) =>
  addPerson({ name: 'Olga', email: mail.olga, password, role: 'owner', accountId })

async function idOf(email: string): Promise<string> {
  return (await (await database()).person.findUniqueOrThrow({ where: { email } })).id
}

async function giveSession(email: string): Promise<void> {
  const userId = await idOf(email)
  const expiresAt = new Date(Date.now() + 3_600_000)
  await (await database()).authSession.create({ data: { id: randomUUID(), token: randomUUID(), userId, expiresAt } })
}

const sessionsLeft = async () => (await database()).authSession.count()

/** What was recorded about people since the test began, oldest first. */
async function recorded() {
  const rows = await (await database()).auditEntry.findMany({ where: { id: { gt: since } }, orderBy: { id: 'asc' } })
  return rows
    .filter(({ type }) => type.startsWith('person.'))
    .map(({ type, details, accountId }) => ({ type, ...(details as object), accountId }))
}

let since = ''
beforeEach(async () => {
  const db = await database()
  await db.person.deleteMany()
  since = (await db.auditEntry.findFirst({ orderBy: { id: 'desc' } }))?.id ?? ''
})

test('an owner of an account that nobody has synced is refused, and nobody is left with a password that nobody saw', async () => {
  expect(await addOwner(PASSWORD, 'acct_nobody')).toEqual({ ok: false, failure: 'unknown_account' })
  expect(await (await database()).person.count()).toBe(0)
  expect(await recorded()).toEqual([])
})

test('a new owner is in the record of their account', async () => {
  expect(await addOwner()).toEqual({ ok: true, value: { isNew: true, isChanged: true } })
  expect(await recorded()).toEqual([
    { type: 'person.added', email: mail.olga, role: `owner of ${SHOP}`, accountId: SHOP },
  ])
})

test('a password for somebody who has one already is refused, and changes nothing', async () => {
  await addStaff(mail.ada, 'admin')
  expect(await addStaff(mail.ada, 'viewer', 'another good password')).toEqual({ ok: false, failure: 'has_password' })
  const person = await (await database()).person.findUniqueOrThrow({ where: { email: mail.ada } })
  expect(person.staffRole).toBe('admin')
})

test('a changed role is recorded with the former one, and the same role again is no change', async () => {
  await addStaff(mail.ada, 'admin')
  await addStaff(mail.bob, 'admin')
  expect(await addStaff(mail.bob, 'viewer', null)).toEqual({ ok: true, value: { isNew: false, isChanged: true } })
  expect(await addStaff(mail.bob, 'viewer', null)).toEqual({ ok: true, value: { isNew: false, isChanged: false } })
  expect((await recorded()).slice(2)).toEqual([
    { type: 'person.role_changed', email: mail.bob, from: 'admin', to: 'viewer', accountId: null },
  ])
})

test('the last admin can be neither demoted nor removed', async () => {
  await addStaff(mail.ada, 'admin')
  await addStaff(mail.bob, 'viewer')
  const refused = { ok: false, failure: 'last_admin' }
  expect(await addStaff(mail.ada, 'viewer', null)).toEqual(refused)
  expect(await removeAccess(mail.ada, 'staff')).toEqual(refused)
  expect(await removeAccess(mail.ada, 'everything')).toEqual(refused)
})

test('a removed person has no session, no password and no membership, and the record still names them', async () => {
  await addOwner()
  await giveSession(mail.olga)
  const id = await idOf(mail.olga)
  expect(await removeAccess(mail.olga, 'everything')).toEqual({ ok: true, value: { removed: null } })
  const db = await database()
  expect(await db.person.count()).toBe(0)
  expect(await sessionsLeft()).toBe(0)
  expect(await db.credential.count({ where: { userId: id } })).toBe(0)
  expect(await db.membership.count({ where: { personId: id } })).toBe(0)
  expect((await recorded()).at(-1)).toEqual({
    type: 'person.removed',
    email: mail.olga,
    role: null,
    accountId: null,
  })
})

test('who loses one account keeps the other role, and signs in again', async () => {
  await addOwner()
  await addStaff(mail.olga, 'viewer', null)
  await giveSession(mail.olga)
  expect(await removeAccess(mail.olga, { accountId: SHOP })).toEqual({
    ok: true,
    value: { removed: `owner of ${SHOP}` },
  })
  expect(await sessionsLeft()).toBe(0)
  const person = await (await database()).person.findUniqueOrThrow({
    where: { email: mail.olga },
    include: { memberships: true },
  })
  expect(person).toMatchObject({ staffRole: 'viewer', memberships: [] })
  expect(await removeAccess(mail.olga, { accountId: SHOP })).toEqual({ ok: false, failure: 'has_no_such_access' })
})

test.each([
  ['Olga, who made it, the link stops working', true],
  ['Olga, but somebody else made it, the link continues to work', false],
])('with the access of %s', async (_, isHers) => {
  await addOwner()
  const person = { id: await idOf(mail.olga), name: 'Olga', email: mail.olga, staffRole: null, memberships: [] }
  const token = randomUUID()
  await saveCalendarFeed({ person, role: 'owner', account: shop } as never, token, new Date())
  await recordEntry({
    event: { type: 'calendar_feed.created' },
    actor: { kind: 'person', id: isHers ? person.id : 'somebody-else', name: 'x', role: 'owner' },
    account: openForJob('sync', shop as never).account,
    origin: NO_ORIGIN,
  })
  await removeAccess(mail.olga, { accountId: SHOP })
  expect(await findFeedAccountId(token)).toBe(isHers ? null : SHOP)
})

test('a reset ends every session, and only a password that is long enough is taken', async () => {
  await addStaff(mail.ada, 'admin')
  await giveSession(mail.ada)
  expect(await resetPassword(mail.ada, 'too short')).toEqual({ ok: false, failure: 'short_password' })
  expect(await sessionsLeft()).toBe(1)
  expect(await resetPassword(mail.ada, 'another good password')).toEqual({ ok: true, value: null })
  expect(await sessionsLeft()).toBe(0)
  const { password } = await (await database()).credential.findFirstOrThrow({ where: { userId: await idOf(mail.ada) } })
  expect(password).toBe('hash of another good password')
  expect((await recorded()).at(-1)).toMatchObject({ type: 'person.password_reset', email: mail.ada })
})

test('signing someone out everywhere is recorded only if there was a session', async () => {
  await addStaff(mail.ada, 'admin')
  await giveSession(mail.ada)
  await giveSession(mail.ada)
  expect(await signOutEverywhere(mail.ada)).toEqual({ ok: true, value: 2 })
  expect(await signOutEverywhere(mail.ada)).toEqual({ ok: true, value: 0 })
  expect((await recorded()).slice(1)).toEqual([
    { type: 'person.signed_out', email: mail.ada, sessions: 2, accountId: null },
  ])
})

test.each([removeAccess, resetPassword, signOutEverywhere])('nobody by that email: nothing is done', async (act) => {
  expect(await act('nobody@people.example', 'everything' as never)).toMatchObject({ ok: false })
  expect(await recorded()).toEqual([])
})
