// Sign-ins by a real OpenID provider, and by one that lies.
import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { startIdentityProvider } from '@/lib/auth/testing/identity-provider.mjs'
import type { SsoSettings } from '@/lib/env'

type Browser = { cookies: Map<string, string> }
const context = await vi.hoisted(async () => {
  const { AsyncLocalStorage } = await import('node:async_hooks')
  return new AsyncLocalStorage<Browser>()
})
const set = vi.hoisted(() => ({ sso: null as SsoSettings | null, isRequired: false }))

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
vi.mock('@/lib/env', async (original) => {
  const env = await original<typeof import('@/lib/env')>()
  const environment = () => ({
    ...env.environment(),
    STAFF_SIGN_IN: set.isRequired ? ('single_sign_on' as const) : ('any' as const),
    BREAK_GLASS_EMAIL: 'root@people.example',
  })
  return {
    ...env,
    environment,
    ssoSettings: () => set.sso,
    demandsStaffFactor: () => set.sso !== null,
    mustUseSso: (person: Parameters<typeof env.mustUseSso>[0]) => env.mustUseSso(person, environment()),
  }
})
vi.mock('@node-rs/argon2', () => ({
  hash: async (password: string) => `hash of ${password}`,
  verify: async (hash: string, password: string) => hash === `hash of ${password}`,
}))

const { Device } = await import('@/lib/auth/testing/authenticator')
const { addPasskey } = await import('@/lib/auth/own-sign-in')
const { creationOptions, requestOptions } = await import('@/lib/auth/passkeys')
const { addPerson, COMMAND_LINE, removeAccess } = await import('@/lib/auth/people')
const { findPendingSession, findSession } = await import('@/lib/auth/person')
const { beginSingleSignOn } = await import('@/lib/auth/single-sign-on')
const { database } = await import('@/lib/gateways/db/client')
const { openTestDatabase } = await import('@/lib/gateways/db/testing/test-database')
const { signIn, signInWithPasskey } = await import('./sign-in')
const { signInBySso } = await import('./sso')

const PASSWORD = 'correct horse battery'
const CALLBACK = 'http://localhost:3000/sign-in/sso/callback'
const ada = 'ada@people.example'
const newBrowser = (): Browser => ({ cookies: new Map() })
const within = <T>(browser: Browser, work: () => Promise<T>): Promise<T> => context.run(browser, work)

const known = (email: string, more: object = {}) => ({ email, email_verified: true, name: 'Ada Lovelace', ...more })
const people: Record<string, object> = {
  ada: known(ada, { groups: ['everybody', 'payments'] }),
  'ada-again': known(ada),
  'ada-renamed': known(ada),
  unverified: known(ada, { email_verified: false }),
  'verified-by-a-word': known(ada, { email_verified: 'true' }),
  'without-email': { name: 'Nobody' },
  elsewhere: known('ada@evil.example'),
  'below-the-domain': known('ada@sub.people.example'),
  'two-domains': known('ada@evil.example@people.example'),
  owner: known('owner@people.example'),
  stranger: known('stranger@people.example'),
  newcomer: known('new@people.example', { groups: ['payments', 'payments-admins'] }),
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })

let provider: Awaited<ReturnType<typeof startIdentityProvider>>
let honest: SsoSettings
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.spyOn(console, 'info').mockImplementation(() => {})
  await openTestDatabase()
  provider = await startIdentityProvider({ port: await freePort(), redirectUri: CALLBACK, people })
  honest = {
    issuer: provider.issuer,
    clientId: 'spillway',
    clientSecret: 'a secret of the provider',
    domains: ['people.example'],
    scope: 'openid email profile',
    roleClaim: 'groups',
    roles: null,
    name: 'Example',
  }
}, 60_000)
afterAll(() => provider.stop())

let since: string
beforeEach(async () => {
  Object.assign(set, { sso: honest, isRequired: false })
  const db = await database()
  await db.person.deleteMany()
  await Promise.all([db.signInTries.deleteMany(), db.refusedSignIns.deleteMany(), db.deniedActs.deleteMany()])
  for (const [name, email] of [
    ['Ada', ada],
    ['Root', 'root@people.example'],
  ] as const)
    await addPerson(COMMAND_LINE, { staffRole: 'admin' }, { name, email, password: PASSWORD })
  since = (await db.auditEntry.findFirst({ orderBy: { id: 'desc' } }))?.id ?? ''
})

const recorded = async () =>
  (await (await database()).auditEntry.findMany({ where: { id: { gt: since } }, orderBy: { id: 'asc' } })).map(
    ({ type, details }) => ({ type, details }),
  )
const personOf = async (browser: Browser) => (await within(browser, findSession))?.person ?? null

async function begin(browser: Browser, returnPath: string | null = null): Promise<URL> {
  const begun = await within(browser, () => beginSingleSignOn(returnPath))
  if (!begun.ok) throw new Error(begun.failure)
  return begun.value
}

/** What a browser does at the provider. @returns the query with which it comes back */
async function atProvider(address: URL, login: string): Promise<string> {
  const jar = new Map<string, string>()
  let [url, body]: [URL, URLSearchParams | null] = [address, null]
  for (let step = 0; step < 10; step++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer: Response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(body && { method: 'POST', body }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location?.startsWith(CALLBACK)) return new URL(location).search
    if (location) [url, body] = [new URL(location, url), null]
    else {
      const action = /action="([^"]+)"/.exec(await answer.text())?.[1]
      if (!action) throw new Error(`The provider answers ${answer.status}.`)
      ;[url, body] = [new URL(action, url), new URLSearchParams({ prompt: 'login', login, password: 'x' })]
    }
  }
  throw new Error('The provider doesn’t come to an end.')
}

async function signInAs(login: string, browser = newBrowser()) {
  const search = await atProvider(await begin(browser), login)
  return { browser, search, to: await within(browser, () => signInBySso(search)) }
}

test('a person of the staff signs in by the provider, and comes to the page that they asked for', async () => {
  const browser = newBrowser()
  const address = await begin(browser, '/audit?type=sign_in')
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    response_type: 'code',
    scope: 'openid email profile',
    redirect_uri: CALLBACK,
    code_challenge_method: 'S256',
    state: expect.stringMatching(/^.{40,}$/),
    nonce: expect.stringMatching(/^.{40,}$/),
  })
  const search = await atProvider(address, 'ada')
  const to = await within(browser, () => signInBySso(search))
  expect(to).toBe(`/sign-in?signed-in&to=${encodeURIComponent('/audit?type=sign_in')}`)
  expect(await personOf(browser)).toMatchObject({ email: ada, staffRole: 'admin' })
  expect(await recorded()).toEqual([{ type: 'sign_in', details: { by: 'single_sign_on', isNewDevice: true } }])
  expect((await within(browser, findSession))?.mustSetUp, 'they have nothing to confirm an act with').toBe(true)
})

test('what the browser keeps meanwhile shows nothing of it', async () => {
  const browser = newBrowser()
  const address = await begin(browser)
  const kept = Buffer.from(browser.cookies.get('spillway-sso') ?? '', 'base64url').toString('latin1')
  for (const name of ['state', 'nonce', 'code_challenge'])
    expect(kept).not.toContain(address.searchParams.get(name) ?? 'missing')
})

test('a second factor follows the provider as it follows a password', async () => {
  const first = (await signInAs('ada')).browser
  const session = await within(first, findSession)
  if (!session) throw new Error('Nobody is signed in.')
  const device = new Device()
  const sent = device.create(await creationOptions(session.person, { kind: 'add', sessionId: session.id }, new Date()))
  await within(first, () => addPasskey(session, { sent, name: 'Phone' }, new Date()))

  const { browser, to } = await signInAs('ada')
  expect([to, await personOf(browser)]).toEqual(['/sign-in?signed-in', null])
  expect((await within(browser, findPendingSession))?.person.email).toBe(ada)
  const answer = device.get(await requestOptions({ kind: 'sign_in' }, null, new Date()))
  set.isRequired = true
  expect(await within(newBrowser(), () => signInWithPasskey(answer)), 'alone').toBe('use_sso')
  const again = device.get(await requestOptions({ kind: 'sign_in' }, null, new Date()))
  expect(await within(browser, () => signInWithPasskey(again))).toBe('right')
  expect(await personOf(browser)).toMatchObject({ email: ada })
})

describe.each([
  ['whose email isn’t verified', 'unverified', 'unverified_email'],
  ['whose email is verified by a word only', 'verified-by-a-word', 'unverified_email'],
  ['without an email', 'without-email', 'unverified_email'],
  ['of another domain', 'elsewhere', 'foreign_domain'],
  ['of a domain below', 'below-the-domain', 'foreign_domain'],
  ['with two domains', 'two-domains', 'unverified_email'],
  ['whom nobody invited', 'stranger', 'unknown_person'],
  ['who is an owner and no staff', 'owner', 'unknown_person'],
])('somebody %s', (_, login, problem) => {
  test(`sees: ${problem}, and nothing is done`, async () => {
    await addPerson(
      COMMAND_LINE,
      { staffRole: 'viewer' },
      { name: 'O', email: 'owner@people.example', password: PASSWORD },
    )
    await (await database()).person.update({ where: { email: 'owner@people.example' }, data: { staffRole: null } })
    const count = async () => [
      await (await database()).authSession.count(),
      await (await database()).person.count(),
      await (await database()).credential.count(),
    ]
    const before = await count()
    const { browser, to } = await signInAs(login)
    expect([to, await personOf(browser), await count()]).toEqual([`/sign-in?sso=${problem}`, null, before])
  })
})

test('somebody who was removed is let in no more, and the refusal is recorded', async () => {
  await signInAs('ada')
  await removeAccess(COMMAND_LINE, ada, 'everything')
  const { browser, to } = await signInAs('ada')
  expect([to, await personOf(browser)]).toEqual(['/sign-in?sso=unknown_person', null])
  expect((await recorded()).at(-1)?.type).toBe('sign_in.refused')
})

test('an email that the provider gives to somebody else opens nothing, and a new email of the same person does', async () => {
  await signInAs('ada-renamed')
  expect((await signInAs('ada-again')).to).toBe('/sign-in?sso=other_identity')
  people['ada-renamed'] = known('lovelace@people.example')
  const { browser } = await signInAs('ada-renamed')
  expect((await personOf(browser))?.email).toBe(ada)
  people['ada-renamed'] = known(ada)
})

test('a way back counts once, in the browser that began it, with its own state and code', async () => {
  const browser = newBrowser()
  const search = await atProvider(await begin(browser), 'ada')
  const cookies = new Map(browser.cookies)
  const ended = '/sign-in?sso=ended'
  expect(await within(newBrowser(), () => signInBySso(search)), 'another browser').toBe(ended)
  expect(await within(browser, () => signInBySso(search))).toBe('/sign-in?signed-in')
  expect(await within(browser, () => signInBySso(search)), 'again').toBe(ended)
  expect(await within({ cookies }, () => signInBySso(search)), 'again, with the cookie from before').toBe(ended)

  const other = newBrowser()
  const address = await begin(other)
  expect(await within(other, () => signInBySso(search)), 'the state of another sign-in').toBe(ended)
  const foreign = await atProvider(await begin(newBrowser()), 'ada')
  const injected = new URLSearchParams(foreign)
  injected.set('state', (await begin(other)).searchParams.get('state') ?? '')
  expect(await within(other, () => signInBySso(`?${injected}`)), 'a code of another sign-in').toBe(
    '/sign-in?sso=not_accepted',
  )
  expect(address.searchParams.get('state')).not.toBe(injected.get('state'))
})

test('somebody who cancels at the provider sees so, and a way back without a beginning is ended', async () => {
  const browser = newBrowser()
  const state = (await begin(browser)).searchParams.get('state') ?? ''
  const params = new URLSearchParams({ state, error: 'access_denied', iss: provider.issuer })
  expect(await within(browser, () => signInBySso(`?${params}`))).toBe('/sign-in?sso=canceled')
  for (const search of ['', '?code=x', '?state=', `?state=${state}&code=x`])
    expect(await within(newBrowser(), () => signInBySso(search))).toBe('/sign-in?sso=ended')
})

test('a way back after ten minutes is ended', async () => {
  const browser = newBrowser()
  const search = await atProvider(await begin(browser), 'ada')
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 600_000 })
  expect(await within(browser, () => signInBySso(search))).toBe('/sign-in?sso=ended')
  vi.useRealTimers()
})

test('groups of the provider give the role, the highest of several, also to somebody new, and it is recorded', async () => {
  set.sso = { ...honest, roles: new Map([['payments', 'operator'] as const, ['payments-admins', 'admin'] as const]) }
  const { browser } = await signInAs('newcomer')
  expect(await personOf(browser)).toMatchObject({
    email: 'new@people.example',
    staffRole: 'admin',
    name: 'Ada Lovelace',
  })
  const changed = await signInAs('ada')
  expect(await personOf(changed.browser)).toMatchObject({ staffRole: 'operator' })
  expect((await recorded()).filter(({ type }) => type.startsWith('person.'))).toEqual([
    { type: 'person.added', details: { email: 'new@people.example', role: 'admin' } },
    { type: 'person.role_changed', details: { email: ada, from: 'admin', to: 'operator' } },
  ])
  expect((await signInAs('stranger')).to).toBe('/sign-in?sso=no_role')
})

test('the provider doesn’t take the last admin’s role', async () => {
  await removeAccess(COMMAND_LINE, 'root@people.example', 'everything')
  set.sso = { ...honest, roles: new Map([['payments', 'operator'] as const]) }
  expect((await signInAs('ada')).to).toBe('/sign-in?sso=last_admin')
  const db = await database()
  expect(await db.person.findUnique({ where: { email: ada } })).toMatchObject({ staffRole: 'admin' })
  expect(await db.credential.count({ where: { providerId: { startsWith: 'oidc' } } })).toBe(0)
})

test('a provider that is down is said to be, before and after the way there', async () => {
  const browser = newBrowser()
  const search = await atProvider(await begin(browser), 'ada')
  const port = Number(new URL(provider.issuer).port)
  await provider.stop()
  expect(await within(browser, () => signInBySso(search))).toBe('/sign-in?sso=unavailable')
  expect(await personOf(browser)).toBeNull()
  set.sso = { ...honest, issuer: `http://localhost:${await freePort()}` }
  expect(await within(browser, () => beginSingleSignOn(null))).toEqual({ ok: false, failure: 'unavailable' })
  provider = await startIdentityProvider({ port, redirectUri: CALLBACK, people })
})

test('where staff have to use the provider, a password opens nothing but for the admin for emergencies', async () => {
  set.isRequired = true
  const browser = newBrowser()
  expect(await within(browser, () => signIn(ada, PASSWORD))).toBe('use_sso')
  expect(await within(browser, () => signIn(ada, 'something else'))).toBe('wrong')
  expect(await within(browser, findSession)).toBeNull()
  expect((await recorded())[0]).toMatchObject({
    type: 'denied',
    details: { attempted: 'a sign-in with a password', because: 'staff sign in by the identity provider' },
  })
  expect(await within(browser, () => signIn('root@people.example', PASSWORD))).toBe('signed_in')
  expect((await recorded()).at(-1)).toEqual({ type: 'sign_in', details: { by: 'break_glass', isNewDevice: true } })
})

describe('an issuer that lies', () => {
  const [mine, theirs] = [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }))
  let [server, issuer]: [Server | null, string] = [null, '']
  let answer: { claims: object; header: object; key: typeof mine } = { claims: {}, header: {}, key: mine }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

  beforeAll(async () => {
    server = createServer((request, response) => {
      const send = (body: object) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
      if (request.url?.includes('well-known'))
        return send({
          ...{ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` },
          ...{ jwks_uri: `${issuer}/jwks`, response_types_supported: ['code'], subject_types_supported: ['public'] },
          id_token_signing_alg_values_supported: ['RS256'],
        })
      if (request.url === '/jwks')
        return send({ keys: [{ ...mine?.publicKey.export({ format: 'jwk' }), kid: '1', use: 'sig', alg: 'RS256' }] })
      const signed = `${part({ alg: 'RS256', kid: '1', ...answer.header })}.${part(answer.claims)}`
      const signature = answer.key
        ? sign('sha256', Buffer.from(signed), answer.key.privateKey).toString('base64url')
        : ''
      send({ access_token: 'x', token_type: 'Bearer', id_token: `${signed}.${signature}` })
    }).listen(0)
    issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => server?.close())

  type Lie = { claims?: (now: number) => object; header?: object; key?: typeof mine }
  async function told({ claims = () => ({}), header = {}, key = mine }: Lie) {
    set.sso = { ...honest, issuer }
    const browser = newBrowser()
    const { searchParams } = await begin(browser)
    const now = Math.floor(Date.now() / 1000)
    answer = {
      header,
      key,
      claims: {
        ...{ iss: issuer, aud: 'spillway', sub: 'ada', iat: now, exp: now + 60 },
        ...{ nonce: searchParams.get('nonce'), ...known(ada), ...claims(now) },
      },
    }
    const params = new URLSearchParams({ state: searchParams.get('state') ?? '', code: 'x' })
    const to = await within(browser, () => signInBySso(`?${params}`))
    return { to, isSignedIn: (await personOf(browser)) !== null }
  }

  test('signs somebody in with the truth', async () => {
    expect(await told({})).toEqual({ to: '/sign-in?signed-in', isSignedIn: true })
  })

  test.each<[string, Lie]>([
    ['the nonce of another sign-in', { claims: () => ({ nonce: 'another' }) }],
    ['no nonce', { claims: () => ({ nonce: undefined }) }],
    ['an ID token for somebody else’s site', { claims: () => ({ aud: 'another site' }) }],
    ['an ID token for two sites', { claims: () => ({ aud: ['spillway', 'another site'] }) }],
    ['the name of another issuer', { claims: () => ({ iss: 'https://login.example.com' }) }],
    ['an ID token that has expired', { claims: (now) => ({ exp: now - 600, iat: now - 1200 }) }],
    ['a signature of somebody else', { key: theirs }],
    ['no signature', { header: { alg: 'none' }, key: undefined as unknown as typeof mine }],
    ['a signature of another kind', { header: { alg: 'HS256' } }],
    ['no id of the person', { claims: () => ({ sub: undefined }) }],
  ])('is refused with %s', async (_, lie) => {
    expect(await told(lie)).toEqual({ to: '/sign-in?sso=not_accepted', isSignedIn: false })
  })
})
