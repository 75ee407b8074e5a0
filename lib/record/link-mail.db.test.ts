// Links that go by mail, on a real database. npm test runs it on SQLite and on PostgreSQL.
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { WrittenMail } from '@/lib/domain/notices/message'
import { profileOf } from '@/lib/domain/testing/connected-account'

vi.mock('@/lib/auth/request', () => ({ requestOrigin: async () => NO_ORIGIN }))
vi.mock('@node-rs/argon2', () => ({ hash: async (password: string) => `hash of ${password}`, verify: vi.fn() }))

const NO_ORIGIN = { requestId: null, ipAddress: null }
const {
  acceptInvitation,
  acceptLink,
  createResetLink,
  invitePerson,
  inviteToAccount,
  requestReset,
  resendInvitation,
  revokeInvitation,
} = await import('@/lib/auth/access-links')
const { addPerson, COMMAND_LINE, removeAccess } = await import('@/lib/auth/people')
const { saveAccountProfiles } = await import('@/lib/gateways/db/accounts')
const { database } = await import('@/lib/gateways/db/client')
const { findPerson } = await import('@/lib/gateways/db/people')
const { readOutbox } = await import('@/lib/gateways/db/outbox')
const { openTestDatabase } = await import('@/lib/gateways/db/testing/test-database')
const { runMail } = await import('./mail')

const PASSWORD = 'correct horse battery'
const HOUR = 3_600_000
const olga = 'olga@links.example'

beforeAll(async () => {
  process.env.SMTP_URL = 'smtp://127.0.0.1:1'
  process.env.MAIL_FROM = 'payouts@example.com'
  await openTestDatabase()
  vi.stubEnv('APP_URL', 'https://spillway.example')
  await saveAccountProfiles([{ ...profileOf('acct_Links1'), name: 'Bakery' }], new Date())
})

let clock: number
let sent: { to: string; mail: WrittenMail }[]
const now = () => new Date(clock)
beforeEach(async () => {
  const db = await database()
  await Promise.all([db.person.deleteMany(), db.accessLink.deleteMany(), db.mail.deleteMany()])
  clock = Date.now()
  sent = []
})

async function deliver(): Promise<void> {
  await runMail(undefined, {
    now,
    send: async ({ to }, mail) => {
      sent.push({ to, mail })
      return { kind: 'accepted' }
    },
  })
}
const tokens = () => sent.map(({ mail }) => /\/set-password\/([\w-]{43})/.exec(mail.text)?.[1] ?? '')
const invite = () => invitePerson(COMMAND_LINE, { role: 'owner', accountId: 'acct_Links1' }, olga, now())
const accept = (token = '', password = PASSWORD) => acceptLink(token, { name: 'Olga', password }, now())
const addOlga = () =>
  addPerson(COMMAND_LINE, { staffRole: 'viewer' }, { name: 'Olga', email: olga, password: PASSWORD })
const entries = async () =>
  (await (await database()).auditEntry.findMany({ orderBy: { id: 'desc' }, take: 3 })).map(({ type }) => type)
const MAILED = { ok: true, value: { kind: 'mailed' } }
const ENDED = { ok: false, failure: 'link_ended' }

test('an invitation goes to whom it is for, with a link that works once, which nobody else sees and nothing stores', async () => {
  expect(await invite()).toEqual(MAILED)
  await deliver()
  expect(sent.map(({ to }) => to)).toEqual([olga])
  expect(sent[0]?.mail.html).toContain(tokens()[0])
  expect(sent[0]?.mail.text).toContain('Owner of Bakery')
  const db = await database()
  const stored = JSON.stringify([
    await db.mail.findMany(),
    await db.accessLink.findMany(),
    await db.auditEntry.findMany(),
  ])
  expect(stored).not.toContain(tokens()[0])
  expect(await accept(tokens()[0])).toMatchObject({ ok: true })
  expect(await accept(tokens()[0])).toEqual(ENDED)
})

test('sent again before the first mail left, only the link that works is mailed', async () => {
  await invite()
  expect(await resendInvitation(COMMAND_LINE, olga, 'acct_Links1', now())).toEqual(MAILED)
  await deliver()
  expect(sent).toHaveLength(1)
  expect(await accept(tokens()[0])).toMatchObject({ ok: true })
})

test.each([
  ['revoked', 0, () => revokeInvitation(COMMAND_LINE, olga, 'acct_Links1')],
  ['expired', 8 * 24 * HOUR, async () => {}],
])('a link that is %s before its mail leaves is not mailed', async (_, later, end) => {
  await invite()
  await end()
  clock += later
  await deliver()
  expect(sent).toEqual([])
  expect((await readOutbox(1)).waiting).toBe(0)
})

test('a mail server that is away delays an invitation and loses nothing', async () => {
  await invite()
  const away = { now, send: async () => ({ kind: 'unreachable' as const, message: 'away' }) }
  await expect(runMail(undefined, away)).rejects.toThrow('away')
  clock += HOUR
  await deliver()
  expect(await accept(tokens()[0])).toMatchObject({ ok: true })
})

test('who has forgotten their password gets a link for an hour, and until it is used nothing changes', async () => {
  await addOlga()
  await requestReset(olga.toUpperCase(), NO_ORIGIN, now())
  await deliver()
  expect(sent.map(({ to }) => to)).toEqual([olga])
  expect(await entries()).toContain('person.reset_requested')
  clock += HOUR + 1
  expect(await accept(tokens()[0], 'another good password')).toEqual(ENDED)

  await requestReset(olga, NO_ORIGIN, now())
  await deliver()
  const db = await database()
  const { id } = await db.person.findUniqueOrThrow({ where: { email: olga } })
  await db.authSession.create({ data: { id: 's1', token: 's1', userId: id, expiresAt: new Date(clock + HOUR) } })
  expect(await accept(tokens()[1], 'another good password')).toMatchObject({ ok: true })
  expect(await db.authSession.count({ where: { userId: id } })).toBe(0)
  expect(await accept(tokens()[1], 'a third good password')).toEqual(ENDED)
})

test('an email that nobody has gets no mail, and leaves nothing behind', async () => {
  const before = await (await database()).auditEntry.count()
  await requestReset('nobody@links.example', NO_ORIGIN, now())
  await invite()
  await requestReset(olga, NO_ORIGIN, now())
  await deliver()
  expect(sent.map(({ to }) => to)).toEqual([olga])
  expect(sent[0]?.mail.subject).toContain('Invitation')
  expect(await (await database()).auditEntry.count()).toBe(before + 1)
})

test('a link to a new password ends with the access of whom it is for', async () => {
  await addOlga()
  await addPerson(COMMAND_LINE, { staffRole: 'admin' }, { name: 'Ada', email: 'ada@links.example', password: PASSWORD })
  expect(await createResetLink(COMMAND_LINE, olga, now())).toEqual(MAILED)
  await removeAccess(COMMAND_LINE, olga, 'everything')
  await deliver()
  expect(sent).toEqual([])
})

describe('An owner invites', () => {
  const account = { ...profileOf('acct_Links1'), name: 'Bakery' } as never
  const inviteTo = (email: string) => inviteToAccount(COMMAND_LINE, { email, role: 'owner', account }, now())
  const personOf = async (email: string) => {
    const { id } = await (await database()).person.findUniqueOrThrow({ where: { email } })
    const person = await findPerson(id)
    if (!person) throw new Error(email)
    return person
  }

  test('somebody who can sign in already and somebody who can’t: the answers, the record and the mails are alike', async () => {
    await addOlga()
    expect(await inviteTo(olga)).toEqual(MAILED)
    expect(await inviteTo('nobody@links.example')).toEqual(MAILED)
    expect((await entries()).slice(0, 2)).toEqual(['person.invited', 'person.invited'])
    await deliver()
    const [known, unknown] = sent.map(({ mail }) => mail.text.replace(/set-password\/\S+/, ''))
    expect(known).toBe(unknown)
    expect((await personOf(olga)).memberships).toEqual([])
  })

  test('somebody who can sign in accepts while signed in, and keeps their password', async () => {
    await addOlga()
    await inviteTo(olga)
    await deliver()
    expect(await accept(tokens()[0], 'the password of a thief')).toEqual(ENDED)
    await inviteTo(olga)
    await deliver()
    expect(await acceptInvitation(await personOf(olga), tokens()[1] ?? '', now())).toEqual({ ok: true, value: null })
    expect((await personOf(olga)).memberships).toEqual([{ accountId: 'acct_Links1', role: 'owner' }])
    expect(await acceptInvitation(await personOf(olga), tokens()[1] ?? '', now())).toEqual(ENDED)
    expect(await inviteTo(olga)).toEqual({ ok: false, failure: 'has_access' })
  })

  test('a link that somebody else opens while signed in does nothing, and works for whom it is', async () => {
    await addOlga()
    await addPerson(COMMAND_LINE, { staffRole: 'viewer' }, { name: 'B', email: 'b@links.example', password: PASSWORD })
    await inviteTo(olga)
    await deliver()
    expect(await acceptInvitation(await personOf('b@links.example'), tokens()[0] ?? '', now())).toEqual(ENDED)
    expect((await personOf('b@links.example')).memberships).toEqual([])
    expect(await acceptInvitation(await personOf(olga), tokens()[0] ?? '', now())).toMatchObject({ ok: true })
  })

  test('nobody, without a mail server: only who is invited may see the link', async () => {
    const env = await import('@/lib/env')
    const off = vi.spyOn(env, 'mailSettings').mockReturnValue(null)
    expect(await inviteTo(olga)).toEqual({ ok: false, failure: 'no_mail' })
    off.mockRestore()
  })
})
