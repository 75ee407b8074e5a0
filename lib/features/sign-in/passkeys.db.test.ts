// Passkeys from a device that can lie, in any browser, with a clock that is moved.
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { Device, type Lies } from '@/lib/auth/testing/authenticator'

type Browser = { cookies: Map<string, string> }
const context = await vi.hoisted(async () => {
  const { AsyncLocalStorage } = await import('node:async_hooks')
  return new AsyncLocalStorage<Browser>()
})

vi.mock('next/headers', () => ({
  async headers() {
    const cookie = [...(context.getStore()?.cookies ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
    return new Headers({ 'x-client-address': '192.0.2.1', cookie })
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

const { addPasskey, removeOwnFactor, renameOwnPasskey, removePasskey } = await import('@/lib/auth/own-sign-in')
const { creationOptions, requestOptions } = await import('@/lib/auth/passkeys')
const { addPerson, COMMAND_LINE, removeAccess, removeFactor, resetPassword } = await import('@/lib/auth/people')
const { createResetLink, invitePerson } = await import('@/lib/auth/access-links')
const { beginSignUp, signUp } = await import('@/lib/auth/sign-up')
const { findPendingSession, findSession, findSignedInPerson } = await import('@/lib/auth/person')
const { database } = await import('@/lib/gateways/db/client')
const { pruneChallenges } = await import('@/lib/gateways/db/passkeys')
const { openTestDatabase } = await import('@/lib/gateways/db/testing/test-database')
const { passCode, proveAgain, proveWithPasskey, signIn, signInWithPasskey } = await import('./sign-in')

const PASSWORD = 'correct horse battery'
const [ada, bob] = ['ada@people.example', 'bob@people.example']
const newBrowser = (): Browser => ({ cookies: new Map() })

await openTestDatabase()
vi.useFakeTimers({ toFake: ['Date'] })
afterAll(() => void vi.useRealTimers())
const wait = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)
const within = <T>(browser: Browser, work: () => Promise<T>): Promise<T> => context.run(browser, work)
const isSignedIn = async (browser: Browser) => (await within(browser, findSession)) !== null
const sessionIn = async (browser: Browser) => {
  const session = await within(browser, findSession)
  if (!session) throw new Error('Nobody is signed in.')
  return session
}

let laptop: Browser
let since: string
beforeEach(async () => {
  vi.setSystemTime(Date.parse('2026-11-29T12:00:00Z'))
  const db = await database()
  await db.person.deleteMany()
  await Promise.all([db.signInTries.deleteMany(), db.refusedSignIns.deleteMany(), db.usedChallenge.deleteMany()])
  for (const [name, email] of [
    ['Ada', ada],
    ['Bob', bob],
  ] as const)
    await addPerson(COMMAND_LINE, { staffRole: 'admin' }, { name, email, password: PASSWORD })
  since = (await db.auditEntry.findFirst({ orderBy: { id: 'desc' } }))?.id ?? ''
  laptop = newBrowser()
  await within(laptop, () => signIn(ada, PASSWORD))
})

const recorded = async () =>
  (await (await database()).auditEntry.findMany({ where: { id: { gt: since } }, orderBy: { id: 'asc' } })).map(
    ({ type, details }) => ({ type, details }),
  )
const typesRecorded = async () => (await recorded()).map(({ type }) => type)

async function add(device: Device, { browser = laptop, lies = {} as Lies, name = 'Phone' } = {}) {
  const session = await sessionIn(browser)
  const options = await creationOptions(session.person, { kind: 'add', sessionId: session.id }, new Date())
  return within(browser, () => addPasskey(session, { sent: device.create(options, lies), name }, new Date()))
}
async function withPasskey(browser = laptop): Promise<Device> {
  const device = new Device()
  expect(await add(device, { browser })).toMatchObject({ ok: true })
  return device
}
const challenge = () => requestOptions({ kind: 'sign_in' }, null, new Date())
async function signInWith(device: Device, lies: Lies = {}, browser = newBrowser()) {
  const sent = device.get(await challenge(), lies)
  return { isRight: (await within(browser, () => signInWithPasskey(sent))) === 'right', browser }
}

test('a passkey signs its person in without anything else, and the record says so', async () => {
  const device = await withPasskey()
  const { isRight, browser } = await signInWith(device)
  expect(isRight).toBe(true)
  expect((await within(browser, findSignedInPerson))?.email).toBe(ada)
  expect((await recorded()).slice(1)).toEqual([
    { type: 'person.passkey_added', details: { email: ada, passkey: 'Phone' } },
    { type: 'sign_in', details: { by: 'passkey', isNewDevice: true } },
  ])
  expect(
    [...browser.cookies.keys()].some((name) => name.includes('device')),
    'the device is known now',
  ).toBe(true)
})

test('a browser is asked for a passkey that it finds by itself, with a PIN or a fingerprint, at this site', async () => {
  const session = await sessionIn(laptop)
  expect(await creationOptions(session.person, { kind: 'add', sessionId: session.id }, new Date())).toMatchObject({
    rp: { id: 'localhost' },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: [],
  })
  expect(await challenge()).toMatchObject({ rpId: 'localhost', userVerification: 'required', allowCredentials: [] })
  const device = await withPasskey()
  const { excludeCredentials } = await creationOptions(
    session.person,
    { kind: 'add', sessionId: session.id },
    new Date(),
  )
  expect(excludeCredentials).toMatchObject([{ id: device.id.toString('base64url') }])
})

const LIES: [string, Lies][] = [
  ['from another origin', { origin: 'https://evil.example' }],
  ['from another port of this host', { origin: 'http://localhost:3001' }],
  ['for another site', { rpId: 'evil.example' }],
  ['without a PIN or a fingerprint', { isVerified: false }],
  ['of another kind', { type: 'payment.get' }],
]

test.each(LIES)('a passkey made %s is not kept, and the password alone signs in as before', async (_, lies) => {
  expect(await add(new Device(), { lies })).toEqual({ ok: false, failure: 'not_accepted' })
  const phone = newBrowser()
  await within(phone, () => signIn(ada, PASSWORD))
  expect(await isSignedIn(phone)).toBe(true)
  expect(await typesRecorded()).not.toContain('person.passkey_added')
})

describe.each([
  ...LIES,
  ['signed with another key', { signedBy: new Device() }],
  ['for somebody else', { userHandle: Buffer.from('somebody else').toString('base64url') }],
] as [string, Lies][])('an answer %s', (_, lies) => {
  test('signs nobody in, and the refusal is recorded with the email', async () => {
    const device = await withPasskey()
    const { isRight, browser } = await signInWith(device, lies)
    expect([isRight, await isSignedIn(browser)]).toEqual([false, false])
    expect((await recorded()).at(-1)).toEqual({ type: 'sign_in.refused', details: { email: ada } })
  })
})

test('a counter that stays the same or goes back is refused, because the key was copied', async () => {
  const device = await withPasskey()
  expect((await signInWith(device, { counter: 7 })).isRight).toBe(true)
  for (const counter of [7, 6, 0]) expect((await signInWith(device, { counter })).isRight, String(counter)).toBe(false)
  expect((await signInWith(device, { counter: 8 })).isRight).toBe(true)
})

test('a passkey that doesn’t count, as those in password managers, works again and again', async () => {
  const device = await withPasskey()
  for (let time = 0; time < 3; time++) expect((await signInWith(device, { counter: 0 })).isRight).toBe(true)
})

test('an answer counts once, also of five that come at once', async () => {
  const device = await withPasskey()
  const sent = device.get(await challenge(), { counter: 0 })
  const browsers = Array.from({ length: 5 }, newBrowser)
  const results = await Promise.all(browsers.map((browser) => within(browser, () => signInWithPasskey(sent))))
  expect(results.filter((result) => result === 'right')).toHaveLength(1)
  expect((await Promise.all(browsers.map(isSignedIn))).filter(Boolean)).toHaveLength(1)
  await pruneChallenges(new Date())
  expect(await within(newBrowser(), () => signInWithPasskey(sent))).toBe('wrong')
})

test('a challenge is good for five minutes, after which its row can go', async () => {
  const device = await withPasskey()
  const sent = async () => device.get(await challenge())
  const [inTime, late] = [await sent(), await sent()]
  wait(299)
  expect(await within(newBrowser(), () => signInWithPasskey(inTime))).toBe('right')
  wait(1)
  expect(await within(newBrowser(), () => signInWithPasskey(late))).toBe('wrong')
  await pruneChallenges(new Date())
  expect(await (await database()).usedChallenge.count()).toBe(0)
  expect(await within(newBrowser(), () => signInWithPasskey(inTime))).toBe('wrong')
})

test.each([
  ['that we never gave', () => Buffer.alloc(54, 7).toString('base64url')],
  ['that is empty', () => ''],
  [
    'whose end was moved',
    async () => {
      const bytes = Buffer.from((await challenge()).challenge, 'base64url')
      bytes[21] = (bytes[21] ?? 0) ^ 1
      return bytes.toString('base64url')
    },
  ],
  ['for a proof', async () => (await requestOptions(await proofOfLaptop(), null, new Date())).challenge],
])('a challenge %s signs nobody in', async (_, made) => {
  const device = await withPasskey()
  const sent = device.get({ challenge: await made() })
  expect(await within(newBrowser(), () => signInWithPasskey(sent))).toBe('wrong')
})

const proofOfLaptop = async () => ({ kind: 'prove' as const, sessionId: (await sessionIn(laptop)).id })
const prove = async (device: Device, purpose: Awaited<ReturnType<typeof proofOfLaptop>>, lies: Lies = {}) => {
  const sent = device.get(await requestOptions(purpose, null, new Date()), lies)
  return within(laptop, () => proveWithPasskey(sent))
}

test('a passkey proves again who somebody is, in their own session only, and the password no longer does', async () => {
  const device = await withPasskey()
  wait(1200)
  const verified = async () => (await sessionIn(laptop)).verifiedAt.getTime()
  const bobs = newBrowser()
  await within(bobs, () => signIn(bob, PASSWORD))
  const foreign = await withPasskey(bobs)
  const ofLaptop = await proofOfLaptop()
  const before = await verified()
  expect(await prove(foreign, ofLaptop), 'somebody else’s passkey').toBe(false)
  expect(await prove(device, { kind: 'prove', sessionId: (await sessionIn(bobs)).id }), 'another session').toBe(false)
  expect(await prove(device, ofLaptop, { isVerified: false })).toBe(false)
  expect(await within(laptop, () => proveAgain(PASSWORD))).toBe('wrong')
  expect(await verified()).toBe(before)
  expect((await typesRecorded()).filter((type) => type === 'denied')).toHaveLength(1)
  expect(await prove(device, ofLaptop)).toBe(true)
  expect(await verified()).toBe(Date.now())
  expect(await within(newBrowser(), () => proveWithPasskey({}))).toBe('signed_out')
})

test('with the first passkey a password alone opens nothing, other sessions end, and recovery codes are given once', async () => {
  const other = newBrowser()
  await within(other, () => signIn(ada, PASSWORD))
  const added = await add(new Device())
  const codes = added.ok ? added.value.recoveryCodes : []
  expect(new Set(codes).size).toBe(10)
  expect([await isSignedIn(laptop), await isSignedIn(other)]).toEqual([true, false])

  const phone = newBrowser()
  await within(phone, () => signIn(ada, PASSWORD))
  expect(await isSignedIn(phone)).toBe(false)
  expect((await within(phone, findPendingSession))?.passkeyAt).not.toBeNull()
  expect(await within(phone, () => passCode(codes[0] ?? ''))).toBe('right')
  expect(await isSignedIn(phone)).toBe(true)

  expect(await add(new Device())).toMatchObject({ ok: true, value: { recoveryCodes: [] } })
  expect(await isSignedIn(phone), 'a second one ends nothing').toBe(true)
})

test('a passkey that is removed signs nobody in, and with the last one the password alone does again', async () => {
  const [first, second] = [await withPasskey(), await withPasskey()]
  const remove = async ({ id }: Device) =>
    within(laptop, async () => removePasskey(await sessionIn(laptop), id.toString('base64url')))
  expect(await remove(first)).toBe(true)
  expect(await remove(first), 'again').toBe(false)
  expect((await signInWith(first)).isRight).toBe(false)
  const phone = newBrowser()
  await within(phone, () => signIn(ada, PASSWORD))
  expect(await isSignedIn(phone)).toBe(false)
  expect((await signInWith(second)).isRight).toBe(true)
  await remove(second)
  await within(phone, () => signIn(ada, PASSWORD))
  expect(await isSignedIn(phone)).toBe(true)
  expect(await (await database()).recoveryCode.count()).toBe(0)
  expect((await typesRecorded()).filter((type) => type === 'person.passkey_removed')).toHaveLength(2)
})

test('nobody removes somebody else’s passkey, nor adds one that somebody has', async () => {
  const device = await withPasskey()
  const bobs = newBrowser()
  await within(bobs, () => signIn(bob, PASSWORD))
  expect(await add(device, { browser: bobs })).toEqual({ ok: false, failure: 'known_passkey' })
  const id = device.id.toString('base64url')
  expect(await within(bobs, async () => removePasskey(await sessionIn(bobs), id))).toBe(false)
  const again = newBrowser()
  await within(again, () => signIn(bob, PASSWORD))
  expect(await isSignedIn(again), 'the password alone signs him in as before').toBe(true)
})

test('a passkey made in one session is not kept in another', async () => {
  const other = newBrowser()
  await within(other, () => signIn(ada, PASSWORD))
  const [mine, theirs] = [await sessionIn(laptop), await sessionIn(other)]
  const sent = new Device().create(
    await creationOptions(theirs.person, { kind: 'add', sessionId: theirs.id }, new Date()),
  )
  expect(await within(laptop, () => addPasskey(mine, { sent, name: 'Phone' }, new Date()))).toMatchObject({
    failure: 'not_accepted',
  })
})

test('the passkey of somebody who was removed signs nobody in', async () => {
  const device = await withPasskey()
  await removeAccess(COMMAND_LINE, ada, 'everything')
  expect((await signInWith(device)).isRight).toBe(false)
  expect(await (await database()).passkey.count()).toBe(0)
})

test('a new password leaves the passkeys as they were, and an admin removes them with the second factor', async () => {
  const device = await withPasskey()
  await resetPassword(COMMAND_LINE, ada, 'another good password')
  const phone = newBrowser()
  await within(phone, () => signIn(ada, 'another good password'))
  expect(await isSignedIn(phone)).toBe(false)
  expect((await signInWith(device)).isRight).toBe(true)
  expect(await removeFactor(COMMAND_LINE, ada)).toMatchObject({ ok: true })
  expect((await signInWith(device)).isRight).toBe(false)
  await within(phone, () => signIn(ada, 'another good password'))
  expect(await isSignedIn(phone)).toBe(true)
})

test('a passkey gets another name from its own person only, once, and the record has both names', async () => {
  const device = await withPasskey()
  const id = device.id.toString('base64url')
  const rename = (name: string) => within(laptop, async () => renameOwnPasskey(await sessionIn(laptop), { id, name }))
  await rename('Old phone')
  await rename('Old phone')
  expect((await recorded()).slice(2)).toEqual([
    { type: 'person.passkey_renamed', details: { email: ada, passkey: 'Phone', to: 'Old phone' } },
  ])
  const other = { ...(await sessionIn(laptop)), person: { ...(await sessionIn(laptop)).person, id: 'somebody else' } }
  await within(laptop, () => renameOwnPasskey(other, { id, name: 'Theirs' })).catch(() => {})
  expect((await (await database()).passkey.findMany()).map(({ name }) => name)).toEqual(['Old phone'])
  expect((await signInWith(device)).isRight).toBe(true)
})

test('an app that is removed leaves recovery codes to somebody who has a passkey', async () => {
  await withPasskey()
  await within(laptop, async () => removeOwnFactor(await sessionIn(laptop)))
  expect(await (await database()).recoveryCode.count()).toBe(10)
})

test('where the platform demands a second factor of its staff, a passkey is one', async () => {
  demanded.isDemanded = true
  expect((await sessionIn(laptop)).mustSetUp).toBe(true)
  await withPasskey()
  expect((await sessionIn(laptop)).mustSetUp).toBe(false)
  demanded.isDemanded = false
})

test.each([null, 'text', {}, { id: 'x' }, [], { id: '__proto__', rawId: '__proto__', type: 'public-key' }])(
  '%j is no answer of a passkey',
  async (sent) => {
    const session = await sessionIn(laptop)
    expect(await within(newBrowser(), () => signInWithPasskey(sent))).toBe('wrong')
    expect(await within(laptop, () => proveWithPasskey(sent))).toBe(false)
    expect(await within(laptop, () => addPasskey(session, { sent, name: 'x' }, new Date()))).toMatchObject({
      ok: false,
    })
  },
)

describe('An invited person', () => {
  const eve = 'eve@people.example'
  const now = () => new Date()
  const tokenOf = (made: Awaited<ReturnType<typeof invitePerson | typeof createResetLink>>) =>
    (made.ok && made.value.kind === 'link' && made.value.link.split('/').at(-1)) || 'no link'
  const invite = async (email = eve) => tokenOf(await invitePerson(COMMAND_LINE, { staffRole: 'viewer' }, email, now()))
  const begin = async (token: string) => {
    const begun = await beginSignUp(token, 'Eve', now())
    if (!begun.ok) throw new Error(begun.failure)
    return begun.value
  }
  const finish = (token: string, personId: string, sent: unknown) =>
    signUp({ token, personId, name: 'Eve', passkey: 'Phone', sent }, now())
  const ENDED = { ok: false, failure: 'link_ended' }
  const countEves = async () => (await database()).person.count({ where: { email: eve } })

  test('signs up with a passkey instead of a password, gets recovery codes once, and signs in with it', async () => {
    const [token, device] = [await invite(), new Device()]
    const { personId, options } = await begin(token)
    expect(options).toMatchObject({ authenticatorSelection: { residentKey: 'required', userVerification: 'required' } })
    const sent = device.create(options)
    const signedUp = await finish(token, personId, sent)
    expect(signedUp).toMatchObject({ ok: true, value: { recoveryCodes: expect.any(Array) } })
    expect(await finish(token, personId, sent)).toEqual(ENDED)
    expect(await beginSignUp(token, 'Eve', now())).toEqual(ENDED)
    const { isRight, browser } = await signInWith(device)
    expect(isRight).toBe(true)
    expect(await within(browser, findSignedInPerson)).toMatchObject({ email: eve, name: 'Eve', staffRole: 'viewer' })
    expect((await typesRecorded()).slice(1)).toEqual([
      'person.invited',
      'person.added',
      'person.passkey_added',
      'sign_in',
    ])
    const { credential } = await database()
    expect(await credential.findFirst({ where: { userId: personId } })).toMatchObject({ password: null })
    expect(await within(newBrowser(), () => signIn(eve, PASSWORD))).toBe('wrong')
  })

  test('of two browsers with the same link one gets in', async () => {
    const token = await invite()
    const browsers = await Promise.all([1, 2].map(async () => ({ ...(await begin(token)), device: new Device() })))
    const answers = await Promise.all(
      browsers.map(({ personId, options, device }) => finish(token, personId, device.create(options))),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await countEves()).toBe(1)
  })

  test.each<[string, (token: string) => Promise<[token: string, personId: string, sent: unknown]>]>([
    [
      'made for another invitation',
      async (token) => {
        const { personId, options } = await begin(await invite('max@people.example'))
        return [token, personId, new Device().create(options)]
      },
    ],
    [
      'made for another person’s id',
      async (token) => [token, crypto.randomUUID(), new Device().create((await begin(token)).options)],
    ],
    [
      'made for a session of somebody else',
      async (token) => {
        const session = await sessionIn(laptop)
        const options = await creationOptions(session.person, { kind: 'add', sessionId: session.id }, now())
        return [token, session.person.id, new Device().create(options)]
      },
    ],
    [
      'from another origin',
      async (token) => {
        const { personId, options } = await begin(token)
        return [token, personId, new Device().create(options, { origin: 'https://evil.example' })]
      },
    ],
    ['that is no passkey', async (token) => [token, (await begin(token)).personId, { id: 'x' }]],
  ])('gets nothing by an answer %s, and the link still works', async (_, make) => {
    const token = await invite()
    expect(await finish(...(await make(token)))).toEqual({ ok: false, failure: 'not_accepted' })
    expect(await countEves()).toBe(0)
    const { personId, options } = await begin(token)
    expect(await finish(token, personId, new Device().create(options))).toMatchObject({ ok: true })
  })

  test('after five minutes, or with a link to a new password, makes no passkey', async () => {
    const token = await invite()
    const { personId, options } = await begin(token)
    wait(301)
    expect(await finish(token, personId, new Device().create(options))).toEqual({ ok: false, failure: 'not_accepted' })
    const reset = tokenOf(await createResetLink(COMMAND_LINE, bob, now()))
    expect(await beginSignUp(reset, 'Bob', now())).toEqual(ENDED)
    expect(await finish(reset, personId, new Device().create(options))).toEqual(ENDED)
  })
})
