// A sign-in with a code of an app, from any browser, with a clock that is moved.
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'

type Browser = { address: string; cookies: Map<string, string>; asksFor?: string }
const context = await vi.hoisted(async () => {
  const { AsyncLocalStorage } = await import('node:async_hooks')
  return new AsyncLocalStorage<Browser>()
})

vi.mock('next/headers', () => ({
  async headers() {
    const browser = context.getStore()
    const cookie = [...(browser?.cookies ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
    return new Headers({ 'x-client-address': browser?.address ?? '', 'x-asked-for': browser?.asksFor ?? '', cookie })
  },
  async cookies() {
    const jar = context.getStore()?.cookies ?? new Map<string, string>()
    return {
      get: (name: string) => (jar.has(name) ? { value: jar.get(name) } : undefined),
      set: (name: string, value: string) => void jar.set(name, encodeURIComponent(value)),
    }
  },
}))
const demanded = vi.hoisted(() => ({ isDemanded: false }))
vi.mock('@/lib/env', async (original) => ({
  ...(await original<typeof import('@/lib/env')>()),
  demandsStaffFactor: () => demanded.isDemanded,
}))
vi.mock('@node-rs/argon2', () => ({
  hash: async (password: string) => `hash of ${password}`,
  verify: async (hash: string, password: string) => hash === `hash of ${password}`,
}))

const { beginFactor, changeOwnPassword, confirmFactor, endOwnSessions, removeOwnFactor } = await import(
  '@/lib/auth/own-sign-in'
)
const { acceptLink, createResetLink } = await import('@/lib/auth/access-links')
const { addPerson, COMMAND_LINE, disablePerson, enablePerson, removeFactor } = await import('@/lib/auth/people')
const { findPendingSession, findSession, findSignedInPerson, followSignedInPerson, requireRecentProof } = await import(
  '@/lib/auth/person'
)
const { database } = await import('@/lib/gateways/db/client')
const { recordClosedDenials } = await import('@/lib/gateways/db/denied-acts')
const { openTestDatabase } = await import('@/lib/gateways/db/testing/test-database')
const { passCode, proveAgain, signIn } = await import('./sign-in')

const PASSWORD = 'correct horse battery'
const ada = 'ada@people.example'
const START = Date.parse('2026-11-29T12:00:00Z')
const browserAt = (address = '192.0.2.1'): Browser => ({ address, cookies: new Map() })

await openTestDatabase()
vi.useFakeTimers({ toFake: ['Date'] })
afterAll(() => void vi.useRealTimers())
const wait = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

let laptop: Browser
let since: string
beforeEach(async () => {
  vi.setSystemTime(START)
  const db = await database()
  await db.person.deleteMany()
  await Promise.all([db.signInTries.deleteMany(), db.refusedSignIns.deleteMany(), db.deniedActs.deleteMany()])
  await addPerson(COMMAND_LINE, { staffRole: 'admin' }, { name: 'Ada', email: ada, password: PASSWORD })
  since = (await db.auditEntry.findFirst({ orderBy: { id: 'desc' } }))?.id ?? ''
  laptop = browserAt()
  await context.run(laptop, () => signIn(ada, PASSWORD))
})

const within = <T>(browser: Browser, work: () => Promise<T>): Promise<T> => context.run(browser, work)
const sessionIn = async (browser: Browser) => {
  const session = await within(browser, findSession)
  if (!session) throw new Error('Nobody is signed in.')
  return session
}
const isSignedIn = async (browser: Browser) => (await within(browser, findSession)) !== null
const recorded = async () =>
  (await (await database()).auditEntry.findMany({ where: { id: { gt: since } }, orderBy: { id: 'asc' } })).map(
    ({ type }) => type,
  )

type Factor = { secret: string; recoveryCodes: string[] }
/** The code that the app shows, so many half minutes from now. */
const codeOf = ({ secret }: Pick<Factor, 'secret'>, later = 0) =>
  createOTP(secret).hotp(Math.floor(Date.now() / 30_000) + later)

async function setUp(browser = laptop): Promise<Factor> {
  const session = await sessionIn(browser)
  const begun = await within(browser, () => beginFactor(session))
  if (!begun.ok) throw new Error(begun.failure)
  const key = new URL(begun.value.address).searchParams.get('secret') ?? ''
  const secret = new TextDecoder().decode(base32.decode(key))
  const confirmed = await within(browser, async () => confirmFactor(session, await codeOf({ secret }), new Date()))
  if (!confirmed.ok) throw new Error(JSON.stringify(confirmed.failure))
  wait(60)
  return { secret, recoveryCodes: confirmed.value.recoveryCodes }
}

async function withPassword(browser = browserAt('198.51.100.1')): Promise<Browser> {
  expect(await within(browser, () => signIn(ada, PASSWORD))).toBe('signed_in')
  return browser
}

test('once an app is set up, a password alone opens nothing, and with the code the person is signed in', async () => {
  const factor = await setUp()
  const phone = await withPassword()
  expect(await isSignedIn(phone)).toBe(false)
  expect((await within(phone, findPendingSession))?.person.email).toBe(ada)
  expect(
    [...phone.cookies.keys()].some((name) => name.includes('device')),
    'the device isn’t known yet',
  ).toBe(false)
  expect(await recorded()).toEqual(['sign_in', 'person.factor_added'])

  expect(await within(phone, async () => passCode(await codeOf(factor)))).toBe('right')
  expect(await isSignedIn(phone)).toBe(true)
  expect(await recorded()).toEqual(['sign_in', 'person.factor_added', 'sign_in'])
  expect(await within(phone, findPendingSession)).toBeNull()
})

test('a set-up without a right code changes nothing, and can begin again', async () => {
  const session = await sessionIn(laptop)
  await within(laptop, () => beginFactor(session))
  expect(await within(laptop, () => confirmFactor(session, '000000', new Date()))).toMatchObject({ failure: 'wrong' })
  expect(await isSignedIn(await withPassword())).toBe(true)
  await setUp()
})

test('a set-up ends the sessions in which no code was asked for, and the one that did it stays open', async () => {
  const other = await withPassword()
  await setUp()
  expect([await isSignedIn(laptop), await isSignedIn(other)]).toEqual([true, false])
  expect(await within(laptop, async () => beginFactor(await sessionIn(laptop)))).toMatchObject({
    failure: 'has_factor',
  })
})

test('a code that was used, and one from before it, is refused, in another session too', async () => {
  const factor = await setUp()
  const [former, code] = [await codeOf(factor, -1), await codeOf(factor)]
  const [one, other] = [await withPassword(), await withPassword(browserAt('198.51.100.2'))]
  expect(await within(one, () => passCode(code))).toBe('right')
  expect(await within(other, () => passCode(code))).toBe('wrong')
  expect(await within(other, () => passCode(former))).toBe('wrong')
  wait(30)
  expect(await within(other, async () => passCode(await codeOf(factor)))).toBe('right')
})

test('of five browsers that send the same code at once, one gets in', async () => {
  const factor = await setUp()
  const code = await codeOf(factor)
  const browsers = await Promise.all(
    // Each on a device of its own, so that the limits of tries don't decide.
    Array.from({ length: 5 }, (_, index) => withPassword(browserAt(`198.51.100.${index}`))),
  )
  const results = await Promise.all(browsers.map((browser) => within(browser, () => passCode(code))))
  expect(results.filter((result) => result === 'right')).toHaveLength(1)
})

test('somebody who knows the password can try six codes, then has to wait longer each time', async () => {
  const factor = await setUp()
  const thief = await withPassword()
  const results = []
  for (let guess = 0; guess < 8; guess++) results.push(await within(thief, () => passCode(`00000${guess}`)))
  expect(results.slice(0, 6)).toEqual(Array(6).fill('wrong'))
  expect(results.slice(6)).toMatchObject([{ kind: 'wait' }, { kind: 'wait' }])
  const elsewhere = await withPassword(browserAt('203.0.113.9'))
  expect(await within(elsewhere, async () => passCode(await codeOf(factor))), 'from any address').toMatchObject({
    kind: 'wait',
  })
  wait(31)
  expect(await within(elsewhere, async () => passCode(await codeOf(factor)))).toBe('right')
  expect(await recorded()).toContain('sign_in.refused')
})

test('guesses of somebody else keep nobody out on a device on which they have signed in before', async () => {
  const factor = await setUp()
  const thief = await withPassword()
  for (let guess = 0; guess < 8; guess++) await within(thief, () => passCode(`00000${guess}`))
  await withPassword(laptop)
  expect(await within(laptop, async () => passCode(await codeOf(factor)))).toBe('right')
})

test('of 30 codes at once for one person five are looked at, and another person isn’t kept waiting', async () => {
  await setUp()
  const bob = 'bob@people.example'
  await addPerson(COMMAND_LINE, { staffRole: 'viewer' }, { name: 'Bob', email: bob, password: PASSWORD })
  const [thief, bobs] = [await withPassword(), browserAt('203.0.113.1')]
  await within(bobs, () => signIn(bob, PASSWORD))
  const guesses = Array.from({ length: 30 }, (_, guess) => within(thief, () => passCode(String(100_000 + guess))))
  expect(await within(bobs, () => proveAgain(PASSWORD))).toBe('right')
  const results = await Promise.all(guesses)
  expect(results.filter((result) => result === 'wrong')).toHaveLength(5)
  expect(results.filter((result) => result === 'busy')).toHaveLength(25)
})

test('guesses in an open session of somebody else leave one entry, and one more for all that follow', async () => {
  for (let guess = 0; guess < 12; guess++) await within(laptop, () => proveAgain(`guess ${guess}`))
  expect(await recorded()).toEqual(['sign_in', 'denied'])
  await recordClosedDenials(new Date(Date.now() + 900_000), 100)
  expect(await recorded()).toEqual(['sign_in', 'denied', 'denied.again'])
  const last = await (await database()).auditEntry.findFirst({ orderBy: { id: 'desc' } })
  expect(last?.details).toMatchObject({ times: 11 })
})

test('the code has to follow within ten minutes of the password', async () => {
  const factor = await setUp()
  const phone = await withPassword()
  wait(600)
  expect(await within(phone, async () => passCode(await codeOf(factor)))).toBe('signed_out')
  expect(await isSignedIn(phone)).toBe(false)
})

test('each recovery code signs in once in place of the app, and the record says how many are left', async () => {
  const { recoveryCodes } = await setUp()
  expect(new Set(recoveryCodes).size).toBe(10)
  const [first = '', second = ''] = recoveryCodes
  const phone = await withPassword()
  expect(await within(phone, () => passCode(first.toUpperCase()))).toBe('right')
  const tablet = await withPassword(browserAt('198.51.100.2'))
  expect(await within(tablet, () => passCode(first))).toBe('wrong')
  expect(await within(tablet, () => passCode(second))).toBe('right')
  const used = await (await database()).auditEntry.findMany({ where: { type: 'person.recovery_code_used' } })
  expect(used.map(({ details }) => details)).toMatchObject([{ left: 9 }, { left: 8 }])
})

test('what is stored of the secret and of the recovery codes shows none of them', async () => {
  const { secret, recoveryCodes } = await setUp()
  const db = await database()
  const stored = JSON.stringify([await db.secondFactor.findMany(), await db.recoveryCode.findMany()])
  for (const text of [secret, ...recoveryCodes]) expect(stored).not.toContain(text)
})

test('a new password by a link leaves the second factor as it was', async () => {
  const factor = await setUp()
  const created = await createResetLink(COMMAND_LINE, ada, new Date())
  const token = created.ok && created.value.kind === 'link' ? (created.value.link.split('/').at(-1) ?? '') : ''
  await within(laptop, () => acceptLink(token, { name: 'Ada', password: 'another good password' }, new Date()))
  const phone = browserAt('198.51.100.7')
  await within(phone, () => signIn(ada, 'another good password'))
  expect(await isSignedIn(phone)).toBe(false)
  expect(await within(phone, async () => passCode(await codeOf(factor)))).toBe('right')
})

test('a person who changes their password needs their code at the next sign-in as before', async () => {
  const factor = await setUp()
  const passwords = { current: PASSWORD, password: 'another good password' }
  const changed = await within(laptop, async () => changeOwnPassword(await sessionIn(laptop), passwords, new Date()))
  expect(changed).toMatchObject({ ok: true })
  const phone = browserAt('198.51.100.7')
  await within(phone, () => signIn(ada, 'another good password'))
  expect(await isSignedIn(phone)).toBe(false)
  expect(await within(phone, async () => passCode(await codeOf(factor)))).toBe('right')
})

test.each([
  ['the person', async () => removeOwnFactor(await sessionIn(laptop))],
  ['an admin', () => removeFactor(COMMAND_LINE, ada)],
] as [string, () => Promise<unknown>][])(
  'removed by %s, the password alone signs in again, and it is recorded',
  async (_, remove) => {
    await setUp()
    await within(laptop, remove)
    expect(await isSignedIn(await withPassword())).toBe(true)
    expect(await recorded()).toContain('person.factor_removed')
    expect(await (await database()).recoveryCode.count()).toBe(0)
  },
)

test('a proof is renewed with the password, and with a code of who has an app', async () => {
  wait(1200)
  expect(await within(laptop, () => proveAgain('something else'))).toBe('wrong')
  expect(await within(laptop, () => proveAgain(PASSWORD))).toBe('right')
  expect((await sessionIn(laptop)).verifiedAt.getTime()).toBe(Date.now())
  const factor = await setUp()
  expect(await within(laptop, () => proveAgain(PASSWORD))).toBe('wrong')
  expect(await within(laptop, async () => proveAgain(await codeOf(factor)))).toBe('right')
  expect(await within(browserAt(), () => proveAgain(PASSWORD))).toBe('signed_out')
})

test('a file is given for ten minutes after a proof, and then leads to the page that asks for one', async () => {
  const asking = { ...laptop, asksFor: '/accounts/export.csv?id=acct_1&id=acct_2' }
  const isGiven = () => within(asking, requireRecentProof)
  wait(599)
  await isGiven()
  wait(1)
  const confirm = `/confirm?to=${encodeURIComponent(asking.asksFor)}`
  await expect(isGiven()).rejects.toMatchObject({ digest: expect.stringContaining(`;${confirm};`) })
  await within(laptop, () => proveAgain(PASSWORD))
  await isGiven()
})

test('a person changes their password with the one before, and their other sessions end', async () => {
  const other = await withPassword()
  const change = async (current: string, password: string) =>
    within(laptop, async () => changeOwnPassword(await sessionIn(laptop), { current, password }, new Date()))
  expect(await change('something else', 'another good password')).toEqual({ ok: false, failure: 'wrong' })
  expect(await change(PASSWORD, 'password1234')).toEqual({ ok: false, failure: 'common_password' })
  expect(await isSignedIn(other)).toBe(true)
  expect(await change(PASSWORD, 'another good password')).toMatchObject({ ok: true })
  expect([await isSignedIn(laptop), await isSignedIn(other)]).toEqual([true, false])
  expect(await within(browserAt(), () => signIn(ada, PASSWORD))).toBe('wrong')
  expect(await recorded()).toContain('person.password_changed')
})

test('a person ends one session or all others, never somebody else’s, and not the one in which they are', async () => {
  const bob = 'bob@people.example'
  await addPerson(COMMAND_LINE, { staffRole: 'viewer' }, { name: 'Bob', email: bob, password: PASSWORD })
  const bobs = browserAt('203.0.113.1')
  await within(bobs, () => signIn(bob, PASSWORD))
  const [phone, tablet] = [await withPassword(), await withPassword(browserAt('198.51.100.2'))]
  const end = async (which: string) => within(laptop, async () => endOwnSessions(await sessionIn(laptop), which))

  expect(await end((await sessionIn(bobs)).id)).toBe(0)
  expect(await end((await sessionIn(laptop)).id)).toBe(0)
  expect(await end((await sessionIn(phone)).id)).toBe(1)
  expect([await isSignedIn(phone), await isSignedIn(tablet)]).toEqual([false, true])
  await withPassword(phone)
  expect(await end('others')).toBe(2)
  const left = await Promise.all([laptop, phone, tablet, bobs].map(isSignedIn))
  expect(left).toEqual([true, false, false, true])
})

test('a session ends after 30 minutes without a request, and one that is used does not', async () => {
  const phone = await withPassword()
  for (let minutes = 0; minutes < 60; minutes += 20) {
    wait(1200)
    expect(await isSignedIn(laptop)).toBe(true)
  }
  expect(await isSignedIn(phone)).toBe(false)
  wait(1801)
  expect(await isSignedIn(laptop)).toBe(false)
})

test('where the platform demands an app of its staff, they reach nothing until they have set it up', async () => {
  demanded.isDemanded = true
  const seen = async () => (await within(laptop, findSignedInPerson))?.staffRole
  expect(await seen()).toBeNull()
  expect((await sessionIn(laptop)).mustSetUp).toBe(true)
  await setUp()
  expect(await seen()).toBe('admin')
  expect((await sessionIn(laptop)).mustSetUp).toBe(false)
  demanded.isDemanded = false
})

test('the use of a session is noted once a minute', async () => {
  const seen = async () => (await (await database()).authSession.findFirst())?.seenAt?.getTime() ?? null
  wait(59)
  await isSignedIn(laptop)
  expect(await seen()).toBeNull()
  wait(2)
  await isSignedIn(laptop)
  expect(await seen()).toBe(Date.now())
})

test('a session cookie opens nothing with another signature, without one, and once the session has expired', async () => {
  const [name = '', value = ''] = [...laptop.cookies].find(([name]) => name === 'spillway') ?? []
  const token = decodeURIComponent(value).split('.')[0] ?? ''
  const withCookie = (value: string) => isSignedIn({ ...laptop, cookies: new Map([[name, encodeURIComponent(value)]]) })
  expect(await withCookie(decodeURIComponent(value))).toBe(true)
  const forged = [
    '',
    '.',
    token,
    `${token}.`,
    `${token}.${'A'.repeat(43)}=`,
    `x${decodeURIComponent(value)}`,
    '%',
    '\u0000',
  ]
  expect(await Promise.all(forged.map(withCookie))).toEqual(forged.map(() => false))
  expect(await isSignedIn({ ...laptop, cookies: new Map([[name, '%E0%A4%A']]) })).toBe(false)
  await (await database()).authSession.updateMany({ data: { seenAt: new Date(Date.now() + 12 * 3600_000) } })
  wait(12 * 3600)
  expect(await withCookie(decodeURIComponent(value))).toBe(false)
})

test('somebody who is disabled gets the answer of a wrong password, and signs in as before once enabled', async () => {
  await addPerson(
    COMMAND_LINE,
    { staffRole: 'admin' },
    { name: 'Bob', email: 'bob@people.example', password: PASSWORD },
  )
  await disablePerson(COMMAND_LINE, ada, new Date())
  expect(await isSignedIn(laptop)).toBe(false)
  expect(await within(browserAt(), () => signIn(ada, PASSWORD))).toBe('wrong')
  expect(await (await database()).authSession.count()).toBe(0)
  await enablePerson(COMMAND_LINE, ada)
  expect(await within(browserAt(), () => signIn(ada, PASSWORD))).toBe('signed_in')
})

test('what a page asks by itself keeps no session open, so an unattended one ends after 30 minutes', async () => {
  const page = { ...laptop, asksFor: '/api/accounts/acct_1/changes?since=0' }
  for (let minute = 0; minute < 31; minute++) {
    expect(await isSignedIn(page), `after ${minute} minutes`).toBe(true)
    wait(60)
  }
  expect(await isSignedIn(page)).toBe(false)
})

test('what stays open learns at its next look that the person was signed out, or lost what they reached', async () => {
  const follow = await within(laptop, followSignedInPerson)
  expect(await follow()).toMatchObject({ email: ada, staffRole: 'admin' })
  await addPerson(
    COMMAND_LINE,
    { staffRole: 'admin' },
    { name: 'Bob', email: 'bob@people.example', password: PASSWORD },
  )
  await addPerson(COMMAND_LINE, { staffRole: 'auditor' }, { name: 'Ada', email: ada, password: null })
  expect(await follow()).toMatchObject({ staffRole: 'auditor' })
  await disablePerson(COMMAND_LINE, ada, new Date())
  expect(await follow()).toBeNull()
})
