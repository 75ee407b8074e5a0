import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Grant, openAccount, openForJob, openPlatform, type PlatformAccess } from '@/lib/domain/access/permissions'
import { profileOf } from '@/lib/domain/testing/connected-account'
import type { PeopleQuery } from '@/lib/gateways/db/people'

vi.mock('./request', () => ({ requestOrigin: async () => ({ requestId: null, ipAddress: null }) }))
vi.mock('@node-rs/argon2', () => ({ hash: async (password: string) => `hash of ${password}`, verify: vi.fn() }))

const {
  addPerson,
  changeAccountRole,
  COMMAND_LINE,
  disablePerson,
  enablePerson,
  removeAccess,
  removeFromAccount,
  setAccountAccess,
  resetPassword,
  signOutEverywhere,
} = await import('./people')
const { acceptLink, createResetLink, findUsableLink, invitePerson, resendInvitation, revokeInvitation } = await import(
  './access-links'
)
const { saveAccountProfiles } = await import('@/lib/gateways/db/accounts')
const { recordEntry, NO_ORIGIN } = await import('@/lib/gateways/db/audit-log')
const { findFeedAccountId, saveCalendarFeed } = await import('@/lib/gateways/db/calendar-feeds')
const { database } = await import('@/lib/gateways/db/client')
const { listRecipients } = await import('@/lib/gateways/db/outbox')
const { findOpenSession, findPerson, listPeople } = await import('@/lib/gateways/db/people')
const { openTestDatabase } = await import('@/lib/gateways/db/testing/test-database')

const PASSWORD = 'correct horse battery'
const SHOP = 'acct_people1'
const shop = { id: SHOP, name: 'Shop' }

beforeAll(async () => {
  await openTestDatabase()
  vi.stubEnv('APP_URL', 'https://spillway.example')
  await saveAccountProfiles([{ ...profileOf(SHOP), name: 'Shop' }], new Date())
})

const mail = { ada: 'ada@people.example', bob: 'bob@people.example', olga: 'olga@people.example' }
const addStaff = (email: string, staffRole: 'admin' | 'viewer', password: string | null = PASSWORD) =>
  addPerson(COMMAND_LINE, { staffRole }, { name: email, email, password })
const addOwner = (password: string | null = PASSWORD, accountId = SHOP) =>
  addPerson(COMMAND_LINE, { role: 'owner', accountId }, { name: 'Olga', email: mail.olga, password })

async function idOf(email: string): Promise<string> {
  return (await (await database()).person.findUniqueOrThrow({ where: { email } })).id
}

async function giveSession(email: string): Promise<string> {
  const userId = await idOf(email)
  const expiresAt = new Date(Date.now() + 3_600_000)
  const token = randomUUID()
  await (await database()).authSession.create({ data: { id: randomUUID(), token, userId, expiresAt } })
  return token
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
  await Promise.all([db.person.deleteMany(), db.accessLink.deleteMany()])
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
  expect(await removeAccess(COMMAND_LINE, mail.ada, 'staff')).toEqual(refused)
  expect(await removeAccess(COMMAND_LINE, mail.ada, 'everything')).toEqual(refused)
})

test('a removed person has no session, no password and no membership, and the record still names them', async () => {
  await addOwner()
  await giveSession(mail.olga)
  const id = await idOf(mail.olga)
  expect(await removeAccess(COMMAND_LINE, mail.olga, 'everything')).toEqual({ ok: true, value: { removed: null } })
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
  expect(await removeAccess(COMMAND_LINE, mail.olga, { accountId: SHOP })).toEqual({
    ok: true,
    value: { removed: `owner of ${SHOP}` },
  })
  expect(await sessionsLeft()).toBe(0)
  const person = await (await database()).person.findUniqueOrThrow({
    where: { email: mail.olga },
    include: { memberships: true },
  })
  expect(person).toMatchObject({ staffRole: 'viewer', memberships: [] })
  expect(await removeAccess(COMMAND_LINE, mail.olga, { accountId: SHOP })).toEqual({
    ok: false,
    failure: 'has_no_such_access',
  })
})

test.each([
  ['Olga, who made it, the link stops working', true, false],
  ['Olga, but somebody else made it, the link continues to work', false, false],
  ['Olga, who made it and still reaches the account as staff, the link continues to work', true, true],
])('with the access of %s', async (_, isHers, isStaff) => {
  await addOwner()
  if (isStaff) await addStaff(mail.olga, 'viewer', null)
  const person = { id: await idOf(mail.olga), name: 'Olga', email: mail.olga, staffRole: null, memberships: [] }
  const token = randomUUID()
  await saveCalendarFeed({ person, role: 'owner', account: shop } as never, token, new Date())
  await recordEntry({
    event: { type: 'calendar_feed.created' },
    actor: { kind: 'person', id: isHers ? person.id : 'somebody-else', name: 'x', role: 'owner' },
    account: openForJob('sync', shop as never).account,
    origin: NO_ORIGIN,
  })
  await removeAccess(COMMAND_LINE, mail.olga, { accountId: SHOP })
  expect(await findFeedAccountId(token)).toBe(isHers && !isStaff ? null : SHOP)
})

test('a reset ends every session, and only a password that is long enough is taken', async () => {
  await addStaff(mail.ada, 'admin')
  await giveSession(mail.ada)
  expect(await resetPassword(COMMAND_LINE, mail.ada, 'too short')).toEqual({ ok: false, failure: 'short_password' })
  expect(await resetPassword(COMMAND_LINE, mail.ada, 'Qwerty123456')).toEqual({ ok: false, failure: 'common_password' })
  expect(await resetPassword(COMMAND_LINE, mail.ada, mail.ada)).toEqual({ ok: false, failure: 'personal_password' })
  expect(await sessionsLeft()).toBe(1)
  expect(await resetPassword(COMMAND_LINE, mail.ada, 'another good password')).toEqual({ ok: true, value: null })
  expect(await sessionsLeft()).toBe(0)
  const { password } = await (await database()).credential.findFirstOrThrow({ where: { userId: await idOf(mail.ada) } })
  expect(password).toBe('hash of another good password')
  expect((await recorded()).at(-1)).toMatchObject({ type: 'person.password_reset', email: mail.ada })
})

test('signing someone out everywhere is recorded only if there was a session', async () => {
  await addStaff(mail.ada, 'admin')
  await giveSession(mail.ada)
  await giveSession(mail.ada)
  expect(await signOutEverywhere(COMMAND_LINE, mail.ada)).toEqual({ ok: true, value: 2 })
  expect(await signOutEverywhere(COMMAND_LINE, mail.ada)).toEqual({ ok: true, value: 0 })
  expect((await recorded()).slice(1)).toEqual([
    { type: 'person.signed_out', email: mail.ada, sessions: 2, accountId: null },
  ])
})

test.each([removeAccess, resetPassword, signOutEverywhere])('nobody by that email: nothing is done', async (act) => {
  expect(await act(COMMAND_LINE, 'nobody@people.example', 'everything' as never)).toMatchObject({ ok: false })
  expect(await recorded()).toEqual([])
})

const NOW = new Date('2026-11-28T12:00:00Z')
type Made = Awaited<ReturnType<typeof invitePerson>>
const tokenOf = (made: Made) => (made.ok && made.value.kind === 'link' ? made.value.link : '').split('/').at(-1) ?? ''
const accept = (token: string, at = NOW, password = PASSWORD) => acceptLink(token, { name: 'Olga', password }, at)
const ENDED = { ok: false, failure: 'link_ended' }

async function invite(email = mail.olga) {
  return tokenOf(await invitePerson(COMMAND_LINE, { role: 'owner', accountId: SHOP }, email, NOW))
}

test('who is invited sets a password by the link and is then owner of the account, and the link works once', async () => {
  const token = await invite()
  expect(await (await database()).person.count()).toBe(0)
  expect(await accept(token)).toEqual({ ok: true, value: { email: mail.olga } })
  expect(await accept(token)).toEqual(ENDED)
  const person = await (await database()).person.findUniqueOrThrow({
    where: { email: mail.olga },
    include: { memberships: { select: { accountId: true, role: true } } },
  })
  expect(person.memberships).toEqual([{ accountId: SHOP, role: 'owner' }])
  expect((await recorded()).map(({ type }) => type)).toEqual(['person.invited', 'person.added'])
})

test('of two browsers with the same link one gets in', async () => {
  const token = await invite()
  const answers = await Promise.allSettled([accept(token), accept(token)])
  const done = answers.filter((answer) => answer.status === 'fulfilled' && answer.value.ok)
  expect(done).toHaveLength(1)
  expect(await (await database()).person.count()).toBe(1)
})

test.each([
  ['expired', async () => ({ token: await invite(), at: new Date(NOW.getTime() + 8 * 24 * 3_600_000) })],
  ['tampered with', async () => ({ token: `${await invite()}x`, at: NOW })],
  ['made up', async () => ({ token: 'x'.repeat(43), at: NOW })],
  [
    'revoked',
    async () => {
      const token = await invite()
      expect(await revokeInvitation(COMMAND_LINE, mail.olga, SHOP)).toEqual({ ok: true, value: null })
      return { token, at: NOW }
    },
  ],
  [
    'replaced',
    async () => {
      const token = await invite()
      await invite()
      return { token, at: NOW }
    },
  ],
  [
    'sent again, which made another one',
    async () => {
      const token = await invite()
      expect(await resendInvitation(COMMAND_LINE, mail.olga, SHOP, NOW)).toMatchObject({
        ok: true,
        value: { kind: 'link' },
      })
      return { token, at: NOW }
    },
  ],
])('a link that is %s does nothing', async (_, make) => {
  const { token, at } = await make()
  expect(await accept(token, at)).toEqual(ENDED)
  expect(await (await database()).person.count()).toBe(0)
})

test('an invitation that is sent again has a new term and gives the same role', async () => {
  const DAY = 24 * 3_600_000
  await invite()
  const sentAgain = await resendInvitation(COMMAND_LINE, mail.olga, SHOP, new Date(NOW.getTime() + 6 * DAY))
  expect(await accept(tokenOf(sentAgain), new Date(NOW.getTime() + 12 * DAY))).toMatchObject({ ok: true })
  expect((await recorded()).map((entry) => [entry.type, entry.accountId])).toEqual([
    ['person.invited', SHOP],
    ['person.invited', SHOP],
    ['person.added', SHOP],
  ])
  expect(await resendInvitation(COMMAND_LINE, mail.olga, SHOP, NOW)).toEqual(ENDED)
})

test('a password that is too short uses no link up', async () => {
  const token = await invite()
  expect(await accept(token, NOW, 'too short')).toEqual({ ok: false, failure: 'short_password' })
  expect(await accept(token, NOW, 'iloveyou2026')).toEqual({ ok: false, failure: 'common_password' })
  expect(await accept(token)).toMatchObject({ ok: true })
})

test('an invitation gives nothing to somebody who got a password since', async () => {
  const token = await invite()
  await addStaff(mail.olga, 'viewer')
  expect(await accept(token, NOW, 'the password of a thief')).toEqual(ENDED)
  const { password } = await (await database()).credential.findFirstOrThrow({
    where: { userId: await idOf(mail.olga) },
  })
  expect(password).toBe(`hash of ${PASSWORD}`)
})

test('who can sign in already gets the role at once, without a link', async () => {
  await addStaff(mail.olga, 'viewer')
  expect(await invitePerson(COMMAND_LINE, { role: 'owner', accountId: SHOP }, mail.olga, NOW)).toEqual({
    ok: true,
    value: { kind: 'given' },
  })
  expect((await recorded()).at(-1)).toMatchObject({ type: 'person.added', role: `owner of ${SHOP}`, accountId: SHOP })
})

test('until a reset link is used the old password and the sessions stay; then both have ended, and the link too', async () => {
  await addStaff(mail.ada, 'admin')
  await giveSession(mail.ada)
  const created = await createResetLink(COMMAND_LINE, mail.ada, NOW)
  const token = tokenOf(created)
  expect(await sessionsLeft()).toBe(1)
  expect(await accept(token, NOW, 'another good password')).toEqual({ ok: true, value: { email: mail.ada } })
  expect(await sessionsLeft()).toBe(0)
  expect(await accept(token)).toEqual(ENDED)
  expect((await recorded()).map(({ type }) => type)).toEqual([
    'person.added',
    'person.reset_link',
    'person.password_reset',
  ])
})

test('with somebody’s access their reset link ends', async () => {
  await addOwner()
  const created = await createResetLink(COMMAND_LINE, mail.olga, NOW)
  await removeAccess(COMMAND_LINE, mail.olga, 'everything')
  expect(await accept(tokenOf(created))).toEqual(ENDED)
})

test.each([
  ['disabled', (email: string) => disablePerson(COMMAND_LINE, email, NOW)],
  ['made a viewer', (email: string) => addStaff(email, 'viewer', null)],
  ['removed', (email: string) => removeAccess(COMMAND_LINE, email, 'everything')],
])('the links of an admin who is %s since open nothing, so that nobody leaves a way in behind', async (_, lose) => {
  await addStaff(mail.ada, 'admin')
  await addStaff(mail.bob, 'admin')
  await addOwner()
  const bob = { ...COMMAND_LINE, personId: await idOf(mail.bob) }
  const invited = (email: string, grant: Grant) => invitePerson(bob, grant, email, NOW)
  const asAdmin = tokenOf(await invited('eve@people.example', { staffRole: 'admin' }))
  const asOwner = tokenOf(await invited('max@people.example', { role: 'owner', accountId: SHOP }))
  const reset = tokenOf(await createResetLink(bob, mail.olga, NOW))
  expect((await findUsableLink(reset, NOW))?.email).toBe(mail.olga)
  await lose(mail.bob)
  for (const token of [asAdmin, asOwner, reset]) expect(await accept(token)).toEqual(ENDED)
  const again = await resendInvitation(
    { ...COMMAND_LINE, personId: await idOf(mail.ada) },
    'max@people.example',
    SHOP,
    NOW,
  )
  expect(await accept(tokenOf(again)), 'unless another admin makes it again').toMatchObject({ ok: true })
})

test('an admin changes neither their own role nor removes themselves, even beside another admin', async () => {
  await addStaff(mail.ada, 'admin')
  await addStaff(mail.bob, 'admin')
  const ada = { ...COMMAND_LINE, personId: await idOf(mail.ada) }
  const refused = { ok: false, failure: 'own_access' }
  expect(await addPerson(ada, { staffRole: 'viewer' }, { name: '', email: mail.ada, password: null })).toEqual(refused)
  expect(await removeAccess(ada, mail.ada, 'staff')).toEqual(refused)
  expect(await removeAccess(ada, mail.ada, 'everything')).toEqual(refused)
  expect(await removeAccess(ada, mail.bob, 'staff')).toMatchObject({ ok: true })
})

test('of two admins who remove each other at the same moment one stays', async () => {
  await addStaff(mail.ada, 'admin')
  await addStaff(mail.bob, 'admin')
  await Promise.allSettled([
    removeAccess(COMMAND_LINE, mail.ada, 'staff'),
    removeAccess(COMMAND_LINE, mail.bob, 'staff'),
  ])
  expect(await (await database()).person.count({ where: { staffRole: 'admin' } })).toBe(1)
})

describe('An owner', () => {
  const OTHER = 'acct_people2'
  const ref = { ...profileOf(SHOP), name: 'Shop' } as never
  const addTo = (accountId: string, email: string, role: 'owner' | 'member') =>
    addPerson(COMMAND_LINE, { role, accountId }, { name: email, email, password: PASSWORD })
  const remove = async (email: string) => removeFromAccount(COMMAND_LINE, await idOf(email), ref)

  test('removes somebody, whose session ends, while another account of theirs stays', async () => {
    await saveAccountProfiles([{ ...profileOf(OTHER), name: 'Other' }], new Date())
    await addTo(SHOP, mail.ada, 'owner')
    await addTo(SHOP, mail.bob, 'owner')
    await addPerson(COMMAND_LINE, { role: 'member', accountId: OTHER }, { name: 'b', email: mail.bob, password: null })
    await giveSession(mail.bob)
    expect(await remove(mail.bob)).toEqual({ ok: true, value: null })
    expect(await sessionsLeft()).toBe(0)
    const left = await (await database()).membership.findMany({ where: { personId: await idOf(mail.bob) } })
    expect(left.map(({ accountId }) => accountId)).toEqual([OTHER])
    expect((await recorded()).at(-1)).toEqual({
      type: 'person.removed',
      email: mail.bob,
      role: `owner of ${SHOP}`,
      accountId: SHOP,
    })
  })

  test('leaves an account only where another owner stays, and a member is no owner', async () => {
    await addTo(SHOP, mail.ada, 'owner')
    await addTo(SHOP, mail.bob, 'member')
    expect(await remove(mail.ada)).toEqual({ ok: false, failure: 'last_owner' })
    expect(await remove(mail.bob)).toMatchObject({ ok: true })
  })

  test('of two owners who remove each other at the same moment, one stays', async () => {
    await addTo(SHOP, mail.ada, 'owner')
    await addTo(SHOP, mail.bob, 'owner')
    await Promise.allSettled([remove(mail.ada), remove(mail.bob)])
    expect(await (await database()).membership.count({ where: { accountId: SHOP } })).toBe(1)
  })

  test('finds nobody of another account by their id, and changes nothing there', async () => {
    await saveAccountProfiles([{ ...profileOf(OTHER), name: 'Other' }], new Date())
    await addTo(OTHER, mail.bob, 'owner')
    await addStaff(mail.ada, 'admin')
    for (const email of [mail.bob, mail.ada])
      expect(await remove(email)).toEqual({ ok: false, failure: 'unknown_person' })
    expect(await removeFromAccount(COMMAND_LINE, 'nobody', ref)).toEqual({ ok: false, failure: 'unknown_person' })
    expect(await (await database()).membership.count()).toBe(1)
  })
})

describe('An owner who disables somebody of their account', () => {
  const OTHER = 'acct_people2'
  const ref = profileOf(SHOP)
  const addTo = (accountId: string, email: string, role: 'owner' | 'member') =>
    addPerson(COMMAND_LINE, { role, accountId }, { name: email, email, password: PASSWORD })
  const set = async (email: string, disabledAt: Date | null, by = COMMAND_LINE) =>
    setAccountAccess(by, await idOf(email), ref, disabledAt)
  const OK = { ok: true, value: null }

  test('shuts them out from the next request on, and from that account only, until they are enabled again', async () => {
    await saveAccountProfiles([{ ...profileOf(OTHER), name: 'Other' }], new Date())
    await addTo(SHOP, mail.ada, 'owner')
    await addTo(SHOP, mail.bob, 'owner')
    await addPerson(COMMAND_LINE, { role: 'member', accountId: OTHER }, { name: 'b', email: mail.bob, password: null })
    const bob = await idOf(mail.bob)
    const token = await giveSession(mail.bob)
    const reached = async () => {
      const [loaded, session] = [await findPerson(bob), await findOpenSession(token, new Date())]
      expect(session?.person.memberships).toEqual(loaded?.memberships)
      return loaded?.memberships.map(({ accountId }) => accountId).sort()
    }
    expect(await reached()).toEqual([SHOP, OTHER])
    expect(await set(mail.bob, NOW)).toEqual(OK)
    expect(await set(mail.bob, NOW), 'twice is once').toEqual(OK)
    expect(await reached()).toEqual([OTHER])
    const people = await listRecipients(SHOP, 'bank_accounts')
    expect(
      people.map(({ person }) => person.email),
      'and gets no notices of it',
    ).not.toContain(mail.bob)
    expect(await changeAccountRole(COMMAND_LINE, bob, ref, 'member')).toEqual({ ok: false, failure: 'is_disabled' })
    expect(await set(mail.bob, null)).toEqual(OK)
    expect((await findPerson(bob))?.memberships).toContainEqual({ accountId: SHOP, role: 'owner' })
    expect((await recorded()).slice(-2)).toEqual([
      { type: 'person.disabled', email: mail.bob, accountId: SHOP },
      { type: 'person.enabled', email: mail.bob, accountId: SHOP },
    ])
  })

  test('can’t do so to themselves, to the last owner or to a stranger', async () => {
    await addTo(SHOP, mail.ada, 'owner')
    await addTo(SHOP, mail.bob, 'member')
    await addStaff(mail.olga, 'admin')
    expect(await set(mail.ada, NOW)).toEqual({ ok: false, failure: 'last_owner' })
    expect(await set(mail.ada, NOW, { ...COMMAND_LINE, personId: await idOf(mail.ada) })).toEqual({
      ok: false,
      failure: 'own_access',
    })
    expect(await set(mail.olga, NOW)).toEqual({ ok: false, failure: 'unknown_person' })
  })

  test('leaves one owner, also where two disable each other at the same moment', async () => {
    await addTo(SHOP, mail.ada, 'owner')
    await addTo(SHOP, mail.bob, 'owner')
    const outcomes = await Promise.all([set(mail.ada, NOW), set(mail.bob, NOW)])
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    const left = await (await database()).membership.count({ where: { accountId: SHOP, disabledAt: null } })
    expect(left).toBe(1)
  })

  test('can remove them for good, and an admin who gives them a role lets them in again', async () => {
    await addTo(SHOP, mail.ada, 'owner')
    await addTo(SHOP, mail.bob, 'member')
    await set(mail.bob, NOW)
    expect(
      await addPerson(
        COMMAND_LINE,
        { role: 'member', accountId: SHOP },
        { name: 'b', email: mail.bob, password: null },
      ),
    ).toMatchObject({ ok: true, value: { isChanged: true } })
    expect((await findPerson(await idOf(mail.bob)))?.memberships).toEqual([{ accountId: SHOP, role: 'member' }])
    await set(mail.bob, NOW)
    expect(await removeFromAccount(COMMAND_LINE, await idOf(mail.bob), ref)).toEqual(OK)
    expect(await (await database()).membership.count({ where: { accountId: SHOP } })).toBe(1)
  })
})

test('invitations of one person to two accounts stay beside each other, and the access to one ends with its own', async () => {
  await saveAccountProfiles([{ ...profileOf('acct_people2'), name: 'Other' }], new Date())
  const first = await invite()
  const second = tokenOf(
    await invitePerson(COMMAND_LINE, { role: 'member', accountId: 'acct_people2' }, mail.olga, NOW),
  )
  expect(await revokeInvitation(COMMAND_LINE, mail.olga, 'acct_people2')).toMatchObject({ ok: true })
  expect(await accept(second)).toEqual(ENDED)
  expect(await accept(first)).toMatchObject({ ok: true })
})

const manage = openPlatform(
  { id: 'p', name: 'P', email: 'p@people.example', staffRole: 'admin', memberships: [] },
  'people:manage',
) as PlatformAccess<'people:manage'>
const list = async (query: Partial<PeopleQuery>, limit = 50) => {
  const { people, hasMore } = await listPeople(manage, { group: 'staff', search: '', after: null, ...query }, limit)
  return { emails: people.map(({ email }) => email), hasMore }
}

test('people are found by group, by the beginning of their email, and by the account they reach', async () => {
  await addStaff(mail.ada, 'admin')
  await addStaff(mail.bob, 'viewer')
  await addOwner()
  expect(await list({})).toEqual({ emails: [mail.ada, mail.bob], hasMore: false })
  expect(await list({ group: 'accounts' })).toEqual({ emails: [mail.olga], hasMore: false })
  expect(await list({ search: 'bo' })).toEqual({ emails: [mail.bob], hasMore: false })
  expect(await list({ search: SHOP })).toEqual({ emails: [mail.olga], hasMore: false })
  expect(await list({ search: '%' })).toEqual({ emails: [], hasMore: false })
  expect(await list({}, 1)).toEqual({ emails: [mail.ada], hasMore: true })
  expect(await list({ after: mail.ada }, 1)).toEqual({ emails: [mail.bob], hasMore: false })
})

test('an owner changes the role of another person of the account, never of strangers, of themselves or of the last owner', async () => {
  await addOwner()
  await addPerson(
    COMMAND_LINE,
    { role: 'member', accountId: SHOP },
    { name: 'Bob', email: mail.bob, password: PASSWORD },
  )
  await addStaff(mail.ada, 'admin')
  const [olga, bob, ada] = [await idOf(mail.olga), await idOf(mail.bob), await idOf(mail.ada)]
  const byOlga = { ...COMMAND_LINE, personId: olga }
  const change = (by: typeof COMMAND_LINE, id: string, role: 'owner' | 'member') =>
    changeAccountRole(by, id, profileOf(SHOP), role)
  expect(await change(byOlga, olga, 'member')).toEqual({ ok: false, failure: 'own_access' })
  expect(await change(byOlga, ada, 'owner')).toEqual({ ok: false, failure: 'unknown_person' })
  expect(await change(COMMAND_LINE, olga, 'member')).toEqual({ ok: false, failure: 'last_owner' })
  expect(await change(byOlga, bob, 'owner')).toEqual({ ok: true, value: null })
  expect((await recorded()).at(-1)).toEqual({
    type: 'person.role_changed',
    ...{ email: mail.bob, from: `member of ${SHOP}`, to: `owner of ${SHOP}`, accountId: SHOP },
  })
  expect(await change({ ...COMMAND_LINE, personId: bob }, olga, 'member')).toEqual({ ok: true, value: null })
})

describe('A person who is disabled', () => {
  const disable = (email: string, by: Partial<typeof COMMAND_LINE> = {}) =>
    disablePerson({ ...COMMAND_LINE, ...by }, email, new Date())

  test('has no session, key or link any more, keeps role and password, and is recorded once', async () => {
    await addStaff(mail.ada, 'admin')
    await addStaff(mail.bob, 'viewer')
    await giveSession(mail.bob)
    const db = await database()
    const personId = await idOf(mail.bob)
    await db.apiKey.create({
      data: {
        ...{ id: 'k1', personId, name: 'Ledger', scopes: 'read', tokenHash: 'h1', ending: 'abcd' },
        ...{ createdAt: new Date(), expiresAt: new Date(Date.now() + 60_000) },
      },
    })
    await createResetLink(COMMAND_LINE, mail.bob, new Date())
    expect(await disable(mail.bob)).toEqual({ ok: true, value: true })
    expect(await disable(mail.bob)).toEqual({ ok: true, value: false })
    expect(await sessionsLeft()).toBe(0)
    expect([await db.apiKey.count(), await db.accessLink.count()]).toEqual([0, 0])
    const bob = await db.person.findUniqueOrThrow({ where: { email: mail.bob }, include: { credentials: true } })
    expect([bob.staffRole, bob.credentials[0]?.password]).toEqual(['viewer', `hash of ${PASSWORD}`])
    expect((await recorded()).filter(({ type }) => type === 'person.disabled')).toEqual([
      { type: 'person.disabled', email: mail.bob, accountId: null },
    ])

    expect(await createResetLink(COMMAND_LINE, mail.bob, new Date())).toEqual({ ok: false, failure: 'is_disabled' })
    expect(await enablePerson(COMMAND_LINE, mail.bob)).toEqual({ ok: true, value: true })
    expect(await enablePerson(COMMAND_LINE, mail.bob)).toEqual({ ok: true, value: false })
    expect((await recorded()).at(-1)).toEqual({ type: 'person.enabled', email: mail.bob, accountId: null })
  })

  test('reaches nothing even in a session that the disabling missed, and gets no notices', async () => {
    await addOwner()
    await disable(mail.olga)
    const token = randomUUID()
    const expiresAt = new Date(Date.now() + 3_600_000)
    const db = await database()
    await db.authSession.create({ data: { id: randomUUID(), token, userId: await idOf(mail.olga), expiresAt } })
    expect(await findOpenSession(token, new Date())).toBeNull()
    const person = await findPerson(await idOf(mail.olga))
    expect(person?.memberships).toEqual([{ accountId: SHOP, role: 'owner' }])
    expect(person && openAccount(person, profileOf(SHOP), 'account:read')).toBeNull()
    expect(await listRecipients(SHOP, 'bank_accounts')).toEqual([])
    await enablePerson(COMMAND_LINE, mail.olga)
    expect(await findOpenSession(token, new Date())).toMatchObject({ person: { email: mail.olga } })
    expect(await listRecipients(SHOP, 'bank_accounts')).toMatchObject([{ role: 'owner' }])
  })

  test('made private calendar links, which end', async () => {
    await addOwner()
    const owner = await findPerson(await idOf(mail.olga))
    const access = owner && openAccount(owner, profileOf(SHOP), 'calendar_feed:manage')
    if (!access) throw new Error('An owner manages calendar links.')
    await saveCalendarFeed(access, 'token of olga', new Date())
    const actor = { kind: 'person' as const, id: access.person.id, name: 'Olga', role: 'owner' as const }
    await recordEntry({ event: { type: 'calendar_feed.created' }, actor, account: shop, origin: NO_ORIGIN })
    expect(await findFeedAccountId('token of olga')).toBe(SHOP)
    await disable(mail.olga)
    expect(await findFeedAccountId('token of olga')).toBeNull()
  })

  test('is never the last admin who could act, nor the admin themselves', async () => {
    await addStaff(mail.ada, 'admin')
    await addStaff(mail.bob, 'admin')
    expect(await disable(mail.ada, { personId: await idOf(mail.ada) })).toEqual({ ok: false, failure: 'own_access' })
    await disable(mail.bob)
    expect(await disable(mail.ada)).toEqual({ ok: false, failure: 'last_admin' })
    expect(await removeAccess(COMMAND_LINE, mail.ada, 'everything')).toEqual({ ok: false, failure: 'last_admin' })
    expect(await removeAccess(COMMAND_LINE, mail.bob, 'everything')).toMatchObject({ ok: true })
  })
})
