// Private links and keys that open nothing: each is answered like one that never was, and by the same work.
import { randomBytes } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  acceptInvitation,
  acceptLink,
  createResetLink,
  invitePerson,
  inviteToAccount,
  revokeInvitation,
} from '@/lib/auth/access-links'
import { findKeyHolder } from '@/lib/auth/api-access'
import { createOwnKey, revokeOwnKey } from '@/lib/auth/api-keys'
import { addPerson, COMMAND_LINE, disablePerson, removeAccess } from '@/lib/auth/people'
import { beginSignUp } from '@/lib/auth/sign-up'
import { openAccount, type Person } from '@/lib/domain/access/permissions'
import { profileOf } from '@/lib/domain/testing/connected-account'
import { loadDispute } from '@/lib/features/disputes/load-dispute'
import { readFeed } from '@/lib/features/payout-calendar/feed'
import { loadLink } from '@/lib/features/people/load-people'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { recordOutside } from '@/lib/gateways/db/audit-log'
import { revokeCalendarFeed, saveCalendarFeed } from '@/lib/gateways/db/calendar-feeds'
import { findPerson } from '@/lib/gateways/db/people'
import { type Statements, watchStatements } from '@/lib/gateways/db/testing/statements'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { runMail } from '@/lib/record/mail'

const hashing = vi.hoisted(() => ({ count: 0 }))
const mail = vi.hoisted(() => ({ works: false }))
vi.mock('@/lib/env', async (original) => ({
  ...(await original<typeof import('@/lib/env')>()),
  mailSettings: () => (mail.works ? { url: 'smtp://127.0.0.1:1', from: 'payouts@example.com' } : null),
}))
vi.mock('@node-rs/argon2', () => ({
  hash: async (password: string) => `${hashing.count++} hash of ${password}`,
  verify: async () => hashing.count++ < 0,
}))
vi.mock('@/lib/auth/request', () => ({
  requestOrigin: async () => ({ requestId: null, ipAddress: '192.0.2.1' }),
  logRefusal: async () => {},
}))

const DAY = 24 * 3_600_000
const PASSWORD = 'correct horse battery'
const shop = profileOf('acct_Ended1')
const other = profileOf('acct_Ended2')
const ago = () => new Date(Date.now() - 1000)

let statements: Statements
beforeAll(async () => {
  const url = await openTestDatabase()
  vi.stubEnv('APP_URL', 'https://spillway.example')
  statements = watchStatements(url)
  await saveAccountProfiles([shop, other], new Date())
})
beforeEach(() => {
  mail.works = false
})

let count = 0
const newEmail = () => `p${++count}@ended.example`
async function newPerson(grant: Parameters<typeof addPerson>[1] = { staffRole: 'viewer' }): Promise<Person> {
  const email = newEmail()
  await addPerson(COMMAND_LINE, grant, { name: 'Olga', email, password: PASSWORD })
  const { id } = await statements.db.person.findUniqueOrThrow({ where: { email } })
  return (await findPerson(id)) ?? raise()
}
function raise(): never {
  throw new Error('it was just made')
}

type Made = { token: string; email: string; person?: Person }
/** What people hold, how they use it, and in which ways it ends. */
type Secret = {
  make: () => Promise<Made>
  use: (token: string, made: Made) => Promise<unknown>
  ends: Record<string, (made: Made) => Promise<unknown>>
}

const tokenOf = (made: Awaited<ReturnType<typeof createResetLink | typeof invitePerson>>) =>
  (made.ok && made.value.kind === 'link' && made.value.link.split('/').at(-1)) || raise()
const grant = { role: 'owner', accountId: shop.id } as const
const accept = (token: string) => acceptLink(token, { name: 'Olga', password: PASSWORD }, new Date())
const expireLink = ({ email }: Made) =>
  statements.db.accessLink.updateMany({ where: { email }, data: { expiresAt: ago() } })
const useLink = async (token: string) => [
  await loadLink(token),
  (await beginSignUp(token, 'Olga', new Date())).ok,
  await accept(token),
]
const invite = async (email: string, by = COMMAND_LINE) => tokenOf(await invitePerson(by, grant, email, new Date()))

async function mailOfChange(): Promise<Made> {
  mail.works = true
  const person = await newPerson({ role: 'owner', accountId: shop.id })
  const bank = { type: 'external_account.changed', change: 'added', account: 'BANK •••• 1', currency: 'eur' } as const
  await recordOutside({ account: shop }, bank)
  let token: string | undefined
  await runMail(undefined, {
    now: () => new Date(),
    send: async ({ to }, { text }) => {
      if (to === person.email) token = /\/not-me\/([\w-]+)/.exec(text)?.[1]
      return { kind: 'accepted' }
    },
  })
  return { token: token ?? raise(), email: person.email, person }
}

async function newFeed(): Promise<Made> {
  const person = await newPerson({ role: 'owner', accountId: shop.id })
  const token = randomBytes(32).toString('base64url')
  await saveCalendarFeed(openAccount(person, shop, 'calendar_feed:manage') ?? raise(), token, new Date())
  return { token, email: person.email, person }
}

const SECRETS: Record<string, Secret> = {
  'An invitation': {
    async make() {
      const email = newEmail()
      return { token: await invite(email), email }
    },
    use: useLink,
    ends: {
      used: ({ token }) => accept(token),
      expired: expireLink,
      revoked: ({ email }) => revokeInvitation(COMMAND_LINE, email, shop.id),
      replaced: ({ email }) => invite(email),
    },
  },
  'An invitation of somebody who is signed in': {
    async make() {
      const person = await newPerson()
      const admin = await newPerson({ staffRole: 'admin' })
      const email = newEmail()
      const token = await invite(email, { ...COMMAND_LINE, personId: admin.id })
      // As if they had become a person since.
      await statements.db.accessLink.updateMany({ where: { email }, data: { email: person.email } })
      return { token, email: person.email, person }
    },
    use: (token, { person = raise() }) => acceptInvitation(person, token, new Date()),
    ends: {
      used: ({ token, person = raise() }) => acceptInvitation(person, token, new Date()),
      expired: expireLink,
      revoked: ({ email }) => revokeInvitation(COMMAND_LINE, email, shop.id),
      'it is of somebody else': ({ email }) =>
        statements.db.accessLink.updateMany({ where: { email }, data: { email: newEmail() } }),
    },
  },
  'A link to a new password': {
    async make() {
      const { email } = await newPerson()
      return { token: tokenOf(await createResetLink(COMMAND_LINE, email, new Date())), email }
    },
    use: useLink,
    ends: {
      used: ({ token }) => accept(token),
      expired: expireLink,
      replaced: ({ email }) => createResetLink(COMMAND_LINE, email, new Date()),
      'its person is disabled': ({ email }) => disablePerson(COMMAND_LINE, email, new Date()),
      'its person is removed': ({ email }) => removeAccess(COMMAND_LINE, email, 'everything'),
    },
  },
  'A link “this wasn’t me”': {
    make: mailOfChange,
    use: (token) => loadDispute(token, null, new Date()),
    ends: {
      expired: ({ person = raise() }) =>
        statements.db.mail.updateMany({
          where: { personId: person.id },
          data: { createdAt: new Date(Date.now() - 15 * DAY) },
        }),
    },
  },
  'A private calendar link': {
    make: newFeed,
    use: async (token) => (await readFeed(token, new Date()))?.includes('BEGIN:VCALENDAR') ?? null,
    ends: {
      revoked: ({ person = raise() }) =>
        revokeCalendarFeed(openAccount(person, shop, 'calendar_feed:manage') ?? raise(), new Date()),
      replaced: newFeed,
    },
  },
  'An API key': {
    async make() {
      const person = await newPerson()
      const made = await createOwnKey(person, { name: 'CI', scopes: ['read'], days: 1 }, new Date())
      return { token: made.ok ? made.value : raise(), email: person.email, person }
    },
    use: (token) => findKeyHolder(`Bearer ${token}`, new Date()),
    ends: {
      expired: ({ person = raise() }) =>
        statements.db.apiKey.updateMany({ where: { personId: person.id }, data: { expiresAt: ago() } }),
      async revoked({ person = raise() }) {
        const { id } = await statements.db.apiKey.findFirstOrThrow({ where: { personId: person.id } })
        await revokeOwnKey(person, id)
      },
      'its person is disabled': ({ email }) => disablePerson(COMMAND_LINE, email, new Date()),
    },
  },
}

/** What somebody learns by it: the answer, and by its time the statements and hashes of passwords. */
async function learnedBy({ use }: Secret, token: string, made: Made) {
  hashing.count = 0
  let answer: unknown
  const ran = await statements.during(async () => {
    answer = await use(token, made)
  })
  return { answer, hashes: hashing.count, statements: ran }
}

const changed = (token: string) => `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`
const madeUp = (token: string) => `${token.slice(0, -43)}${randomBytes(32).toString('base64url')}`

describe.each(Object.entries(SECRETS))('%s', (_, secret) => {
  test.each(Object.entries(secret.ends))('that has ended is answered as one that never was: %s', async (_, end) => {
    const made = await secret.make()
    await end(made)
    const never = await learnedBy(secret, madeUp(made.token), made)
    expect(never.hashes).toBe(0)
    expect(await learnedBy(secret, made.token, made)).toEqual(never)
  })

  test('with a changed letter is answered as one that never was, and as it was made it opens something', async () => {
    const made = await secret.make()
    const never = await learnedBy(secret, madeUp(made.token), made)
    expect(await learnedBy(secret, changed(made.token), made)).toEqual(never)
    expect((await learnedBy(secret, made.token, made)).answer).not.toEqual(never.answer)
  })
})

test('an owner who invites somebody learns neither by the answer nor by its work whether they can sign in already', async () => {
  mail.works = true
  const owner = await newPerson({ role: 'owner', accountId: shop.id })
  const by = { ...COMMAND_LINE, personId: owner.id }
  const disabled = await newPerson()
  await disablePerson(COMMAND_LINE, disabled.email, new Date())
  const emails = [
    newEmail(),
    (await newPerson()).email,
    (await newPerson({ role: 'owner', accountId: other.id })).email,
    disabled.email,
  ]
  const learned = []
  for (const email of emails) {
    let answer: unknown
    const made = await statements.during(async () => {
      answer = await inviteToAccount(by, { email, role: 'member', account: shop }, new Date())
    })
    learned.push({ answer, made })
  }
  expect(learned[0]?.answer).toEqual({ ok: true, value: { kind: 'mailed' } })
  for (const each of learned) expect(each).toEqual(learned[0])
  expect(await inviteToAccount(by, { email: owner.email, role: 'member', account: shop }, new Date())).toEqual({
    ok: false,
    failure: 'has_access',
  })
})
