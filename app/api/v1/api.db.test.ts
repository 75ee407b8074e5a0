// The JSON API as programs ask it: every role and scope, keys that end while they are used, and bad input.
import { randomBytes } from 'node:crypto'
import { Validator } from '@seriousme/openapi-schema-validator'
import fc from 'fast-check'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createOwnKey, revokeOwnKey } from '@/lib/auth/api-keys'
import { COMMAND_LINE, signOutEverywhere } from '@/lib/auth/people'
import { API_SCOPES, type ApiScope } from '@/lib/domain/access/api-scopes'
import { DOORS } from '@/lib/domain/access/doors'
import {
  openFleetForJob,
  openPlatform,
  type Person,
  permissionsOf,
  ROLES,
  type Role,
} from '@/lib/domain/access/permissions'
import { fail, succeed } from '@/lib/domain/result'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { move } from '@/lib/features/balance-settings/fleet/move-rollout'
import { planRollout } from '@/lib/features/balance-settings/fleet/plan-rollout'
import { savePolicy } from '@/lib/features/balance-settings/fleet/save-policy'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { database } from '@/lib/gateways/db/client'
import { findPerson } from '@/lib/gateways/db/people'
import { listRollouts } from '@/lib/gateways/db/rollouts'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { API_POSTS } from '@/server/front'
import { ENDPOINTS, type Endpoint, errorAnswer } from './contract'
import { openApiDocument } from './openapi'

let address = '10.0.0.1'
vi.mock('@/lib/auth/request', () => ({
  requestOrigin: async () => ({ requestId: null, ipAddress: address }),
  logRefusal: async () => {},
}))
let demandsFactor = false
vi.mock('@/lib/env', async (original) => ({
  ...(await original<typeof import('@/lib/env')>()),
  demandsStaffFactor: () => demandsFactor,
}))
const written: unknown[] = []
const SETTINGS = {
  schedule: { interval: 'daily' },
  minimumBalances: {},
  delayDaysOverride: null,
  delayDays: 2,
  debitNegativeBalances: true,
  payoutsStatus: 'enabled',
} as const
vi.mock('@/lib/gateways/stripe/balance-settings', () => ({
  readBalanceSettings: async () => stripe,
  writeBalanceSettings: async (...write: unknown[]) => written.push(write),
}))
let stripe: unknown

const THIS = 'acct_1This'
const OTHER = 'acct_1Other'
const raise = (): never => {
  throw new Error('an admin may')
}
const ada = openPlatform(ADMIN, 'fleet:manage') ?? raise()
const job = openFleetForJob()
const now = () => new Date()

type Route = (request: Request, context: { params: Promise<object> }) => Promise<Response>
const routes = import.meta.glob<Record<string, Route>>('./**/route.ts', { eager: true })

/** Asks as Next does: the file by the address, and its parameters. */
async function ask(
  method: string,
  path: string,
  { key, body, headers }: { key?: string; body?: unknown; headers?: Record<string, string> } = {},
) {
  const url = new URL(`http://x/api/v1${path}`)
  for (const [file, route] of Object.entries(routes)) {
    const pattern = file
      .slice(1, -'/route.ts'.length)
      .replace(/\[\.\.\.path\]/, '.+')
      .replace(/\[(\w+)\]/g, '(?<$1>[^/]+)')
    const match = new RegExp(`^${pattern}$`).exec(url.pathname.slice('/api/v1'.length))
    if (!match || file.includes('[...path]')) continue
    const request = new Request(url, {
      method,
      headers: {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const answer = await (route[method] ?? raise())(request, { params: Promise.resolve(match.groups ?? {}) })
    const text = await answer.text()
    return {
      status: answer.status,
      body: text.startsWith('{') && !text.includes('\n') ? JSON.parse(text) : text,
      headers: answer.headers,
    }
  }
  throw new Error(`no route for ${path}`)
}

let people = 0
async function personAs(role: Role): Promise<Person> {
  const id = `person-${people++}`
  const isStaff = role !== 'owner' && role !== 'member'
  const data = { id, name: 'Ada', email: `${id}@x.test`, staffRole: isStaff ? role : null }
  await (await database()).person.create({
    data: { ...data, ...(!isStaff && { memberships: { create: { accountId: THIS, role, createdAt: now() } } }) },
  })
  return (await findPerson(id)) ?? raise()
}
let keys = 0
async function keyFor(person: Person, scopes: readonly ApiScope[] = API_SCOPES, days = 7): Promise<string> {
  const created = await createOwnKey(person, { name: `CI ${keys++}`, scopes, days }, now())
  return created.ok ? created.value : raise()
}
const adminKey = async (scopes?: readonly ApiScope[]) => keyFor(await personAs('admin'), scopes)

let policyId: string
let rolloutId: string
beforeAll(async () => {
  await openTestDatabase()
  await saveAccountProfiles([profileOf(THIS), profileOf(OTHER)], now())
  await (await database()).connectedAccount.updateMany({ data: { settings: SETTINGS, settingsReadAt: now() } })
  const draft = {
    name: 'Slower',
    segment: { facts: {}, available: null, createdFrom: null },
    values: { delayDaysOverride: 10 },
    variants: [],
    isDefault: false,
    priority: 0,
  }
  const saved = await savePolicy(ada, draft, null)
  policyId = saved.ok ? saved.value : raise()
  const planned = await ask('POST', '/plans', { key: await adminKey(), body: { policyId } })
  expect([planned.status, planned.body]).toEqual([202, { id: expect.any(String), status: 'planning' }])
  rolloutId = planned.body.id
  await plan()
}, 60_000)
beforeEach(() => {
  address = `10.0.${Math.floor(Math.random() * 256)}.${Math.floor(Math.random() * 256)}`
  stripe = succeed({ value: SETTINGS, requestId: 'req_1' })
})

/** What the background job does. */
async function plan() {
  for (const rollout of (await listRollouts(job, { after: null, limit: 9 })).rollouts)
    await planRollout(job, rollout, new AbortController().signal)
}

const endpoints = Object.entries(ENDPOINTS) as [string, Endpoint][]
const pathOf = ({ path }: Endpoint, accountId = THIS) =>
  path.replace('{accountId}', accountId).replace('{rolloutId}', rolloutId)
const bodies: Record<string, object> = {
  proposeChange: { changes: { schedule: { interval: 'manual' } }, reason: 'as agreed' },
  createPlan: { policyId: '6b1f2f0e-6f0a-4e5c-9a50-0a3cf2a7d001' },
  proposeRollout: { planId: '6b1f2f0e-6f0a-4e5c-9a50-0a3cf2a7d001', reason: 'as agreed' },
}
const doorOf = ({ method, path }: Endpoint) => `${method} /api/v1${path.replace(/\{(\w+)\}/g, '[$1]')}`

test('every endpoint has its door, and the server lets a body in exactly where one is taken', () => {
  const doors = Object.keys(DOORS).filter((door) => door.includes('/api/v1/') && !/openapi|\.\.\./.test(door))
  expect(endpoints.map(([, endpoint]) => doorOf(endpoint)).sort()).toEqual(doors.sort())
  const takesBody = (path: string) =>
    endpoints.some(([, endpoint]) => endpoint.method === 'POST' && pathOf(endpoint) === path)
  for (const [, endpoint] of endpoints)
    expect([endpoint.path, API_POSTS.test(`/api/v1${pathOf(endpoint)}`)]).toEqual([
      endpoint.path,
      takesBody(pathOf(endpoint)),
    ])
})

test('the OpenAPI document is valid and names every endpoint', async () => {
  const document = openApiDocument('https://spillway.example')
  expect(await new Validator().validate(JSON.parse(JSON.stringify(document)))).toMatchObject({ valid: true })
  expect(Object.values(document.paths).flatMap((methods) => Object.keys(methods))).toHaveLength(endpoints.length)
})

/** The scopes, written down a second time. */
const SCOPE: Record<string, ApiScope> = {
  proposeChange: 'propose',
  createPlan: 'propose',
  proposeRollout: 'propose',
  listAudit: 'audit',
  exportAudit: 'audit',
}

test.each(endpoints)(
  '%s opens to the roles of its door and to keys of its scope, and its answer is as documented',
  async (id, endpoint) => {
    const demands = DOORS[doorOf(endpoint)] ?? []
    for (const role of ROLES) {
      const person = await personAs(role)
      for (const scopes of [
        [SCOPE[id] ?? 'read'],
        API_SCOPES.filter((scope) => scope !== (SCOPE[id] ?? 'read')),
      ] as const) {
        const isOpen =
          scopes.length === 1 &&
          demands.every((demand) => demand === 'api_key' || (permissionsOf(role) as readonly string[]).includes(demand))
        const answer = await ask(endpoint.method, pathOf(endpoint), {
          key: await keyFor(person, scopes),
          body: bodies[id],
        })
        const which = `${id} as ${role} with ${scopes}`
        if (!isOpen) {
          expect([which, [403, 404].includes(answer.status)]).toEqual([which, true])
          errorAnswer.parse(answer.body)
        } else if (endpoint.answer && answer.status !== 404) {
          expect([which, answer.status, endpoint.answer.safeParse(answer.body).error]).toEqual([
            which,
            endpoint.status,
            undefined,
          ])
        }
      }
    }
  },
)

test.each(endpoints.filter(([, { path }]) => path.includes('{accountId}')))(
  '%s answers the same for a stranger’s, a missing and a malformed account',
  async (id, endpoint) => {
    const key = await keyFor(await personAs('owner'))
    const answers = await Promise.all(
      [OTHER, 'acct_1Missing', 'acct_', '__proto__', 'x'.repeat(900), '%00', "acct_1'--"].map((account) =>
        ask(endpoint.method, pathOf(endpoint, encodeURIComponent(account)), { key, body: bodies[id] }),
      ),
    )
    for (const answer of answers) expect([answer.status, answer.body]).toEqual([404, answers[0]?.body])
  },
)

test('a key counts until it is revoked, expires, or its person has no longer the right', async () => {
  const db = await database()
  const statusOf = async (key: string, path = '/accounts') => (await ask('GET', path, { key })).status
  const person = await personAs('admin')
  const [key, expired] = [await keyFor(person), await keyFor(person, API_SCOPES, -1)]
  expect([await statusOf(key), await statusOf(expired)]).toEqual([200, 401])
  await db.person.update({ where: { id: person.id }, data: { staffRole: 'auditor' } })
  expect([await statusOf(key), await statusOf(key, '/audit')]).toEqual([403, 200])
  await db.person.update({ where: { id: person.id }, data: { staffRole: 'viewer' } })
  expect(await statusOf(key)).toBe(200)
  const [row] = await db.apiKey.findMany({ where: { personId: person.id, expiresAt: { gt: now() } } })
  expect(row).toMatchObject({ usedAt: expect.any(Date), ending: key.slice(-4) })
  expect(JSON.stringify(await db.apiKey.findMany())).not.toContain(key.slice(9))
  expect(await revokeOwnKey(await personAs('admin'), row?.id ?? '')).toBe(false)
  expect(await revokeOwnKey(person, row?.id ?? '')).toBe(true)
  expect(await statusOf(key)).toBe(401)
  const gone = await personAs('admin')
  const orphan = await keyFor(gone)
  await db.person.delete({ where: { id: gone.id } })
  expect(await statusOf(orphan)).toBe(401)
  expect(
    (await db.auditEntry.findMany({ where: { actorId: person.id, type: { startsWith: 'api_key' } } })).map(
      ({ type }) => type,
    ),
  ).toEqual(['api_key.created', 'api_key.created', 'api_key.revoked'])
})

test('where staff need a second factor, the keys of those without one open nothing until they have it', async () => {
  const person = await personAs('admin')
  const key = await keyFor(person)
  demandsFactor = true
  expect((await ask('GET', '/accounts', { key })).status).toBe(403)
  await (await database()).person.update({ where: { id: person.id }, data: { secondFactorAt: now() } })
  expect((await ask('GET', '/accounts', { key })).status).toBe(200)
  demandsFactor = false
})

test('a person who is signed out by an admin, or gets another password, has no key any more', async () => {
  const person = await personAs('admin')
  const key = await keyFor(person)
  await signOutEverywhere(COMMAND_LINE, person.email)
  expect((await ask('GET', '/accounts', { key })).status).toBe(401)
  const about = { type: 'api_key.revoked', actorName: 'Command line' }
  expect(await (await database()).auditEntry.findMany({ where: about })).toHaveLength(1)
})

test.each([
  ['nothing', {}],
  ['a cookie of a session', { cookie: 'spillway=x.y' }],
  ['another scheme', { authorization: 'Basic YTpi' }],
  ['half a key', { authorization: 'Bearer spillway_abc' }],
  ['a key that doesn’t exist', { authorization: `Bearer spillway_${randomBytes(32).toString('base64url')}` }],
  ['a very long one', { authorization: `Bearer spillway_${'a'.repeat(5000)}` }],
])('with %s nothing opens', async (_, headers) => {
  for (const [id, endpoint] of endpoints) {
    const answer = await ask(endpoint.method, pathOf(endpoint), { headers, body: bodies[id] })
    expect([answer.status, answer.body.error.code, answer.headers.get('www-authenticate')]).toEqual([
      401,
      'unauthorized',
      'Bearer',
    ])
  }
})

test('too many requests with one key, or guesses from one address, wait; other keys and addresses do not', async () => {
  const [busy, calm] = [await adminKey(), await adminKey()]
  // However slow the machine is, no second passes.
  vi.useFakeTimers({ toFake: ['Date'] })
  const path = `/rollouts/${policyId}`
  const many = await Promise.all(Array.from({ length: 80 }, () => ask('GET', path, { key: busy })))
  const refused = many.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(30)
  expect([refused[0]?.body.error.code, Number(refused[0]?.headers.get('retry-after'))]).toEqual([
    'too_many_requests',
    expect.any(Number),
  ])
  expect((await ask('GET', path, { key: calm })).status).toBe(404)
  const guess = () => ask('GET', path, { key: `spillway_${randomBytes(32).toString('base64url')}` })
  const guesses = await Promise.all(Array.from({ length: 40 }, guess))
  expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401, 429]))
  address = '10.9.9.9'
  expect((await guess()).status).toBe(401)
  vi.useRealTimers()
})

const lists = endpoints.filter(
  ([, { answer, path }]) =>
    answer && 'shape' in answer && 'next' in (answer.shape as object) && !path.includes('audit'),
)
test.each(lists)('%s lists everything once, page by page', async (_, endpoint) => {
  const key = await adminKey()
  const seen: string[] = []
  for (let after = ''; ; ) {
    const { body } = await ask('GET', `${pathOf(endpoint)}?limit=1${after && `&after=${after}`}`, { key })
    seen.push(...body.data.map(({ id, position }: { id: string; position: number }) => id ?? position))
    if (body.next === null) break
    after = body.next
  }
  const { body } = await ask('GET', `${pathOf(endpoint)}?limit=200`, { key })
  expect(seen).toEqual(body.data.map(({ id, position }: { id: string; position: number }) => id ?? position))
})

test('a proposed change waits for another person, whatever the rules say, and is recorded with the key', async () => {
  const person = await personAs('admin')
  const key = await keyFor(person, ['propose'])
  const path = `/accounts/${THIS}/change-requests`
  const proposed = await ask('POST', path, { key, body: { changes: { delayDaysOverride: 9 }, reason: 'as agreed' } })
  expect([proposed.status, proposed.body]).toEqual([201, { id: expect.any(String), status: 'open' }])
  const db = await database()
  expect(await db.changeRequest.findUnique({ where: { id: proposed.body.id } })).toMatchObject({
    status: 'open',
    requestedById: person.id,
    reason: 'as agreed',
  })
  expect(
    await db.auditEntry.findFirst({ where: { type: 'change_request.created', actorId: person.id } }),
  ).toMatchObject({ actorName: expect.stringMatching(/^Ada via key CI \d+$/) })
  expect(
    (await ask('POST', path, { key, body: { changes: { schedule: { interval: 'daily' } }, reason: 'again' } })).body
      .error,
  ).toMatchObject({ code: 'conflict' })
  expect(
    (await ask('POST', path, { key, body: { changes: { delayDaysOverride: 9000 }, reason: 'more' } })).body.error,
  ).toMatchObject({ code: 'not_possible', fields: { delayDaysOverride: expect.any(String) } })
  stripe = fail({ kind: 'unreachable', requestId: null })
  expect((await ask('POST', path, { key, body: { changes: { delayDaysOverride: 8 }, reason: 'down' } })).status).toBe(
    503,
  )
  expect(written).toEqual([])
})

test('a proposed rollout is not started, and its proposer can’t approve it', async () => {
  const person = await personAs('admin')
  const key = await keyFor(person, ['propose'])
  const plannedId = (await ask('POST', '/plans', { key, body: { policyId } })).body.id
  expect((await ask('POST', '/rollouts', { key, body: { planId: plannedId, reason: 'soon' } })).body.error.code).toBe(
    'conflict',
  )
  await plan()
  const hours = { zone: 'Europe/Berlin', startsAt: `${new Date().getUTCFullYear() + 1}-01-02T22:00` }
  const body = { planId: plannedId, reason: 'as agreed', stages: { canary: 3, waits: true }, hours }
  for (const wrong of [
    { zone: 'Mars' },
    { startsAt: '2020-01-01T00:00' },
    { quiet: { from: '22:00', until: '22:00' } },
  ])
    expect(
      (await ask('POST', '/rollouts', { key, body: { ...body, hours: { ...hours, ...wrong } } })).body.error,
    ).toMatchObject({ code: 'invalid_request', fields: { hours: expect.any(String) } })
  const quiet = { from: '22:00', until: '06:30' }
  const proposed = await ask('POST', '/rollouts', { key, body: { ...body, hours: { ...hours, quiet } } })

  expect([proposed.status, proposed.body]).toEqual([202, { id: plannedId, status: 'awaiting_approval' }])
  const reader = await keyFor(person, ['read'])
  expect((await ask('GET', `/rollouts/${plannedId}`, { key: reader })).body).toMatchObject({
    stages: { canary: 3, share: 25, haltAbove: 5, waits: true },
    startsAt: `${hours.startsAt.replace('22:00', '21:00')}:00.000Z`,
    quietHours: expect.stringContaining('(Europe/Berlin)'),
  })
  const approve = { rolloutId: plannedId, move: 'approve', reason: null, pace: null } as const
  expect(await move(openPlatform(person, 'fleet:manage') ?? raise(), approve)).toEqual({
    ok: false,
    failure: 'not_allowed',
  })
  expect(written).toEqual([])
})

const BAD_BODIES: [string, unknown][] = [
  ['nothing', ''],
  ['no JSON', '{'],
  ['a number', 1],
  ['null', null],
  ['a list', []],
  ['an unknown field', { changes: { delayDaysOverride: 5 }, reason: 'x', planId: 1, policyId: 1, __x: 1 }],
  ['a field of the prototype', '{"__proto__":{"a":1},"reason":"x"}'],
  ['lists in lists', '['.repeat(50_000) + ']'.repeat(50_000)],
  [
    'a reason that is too long',
    {
      changes: { delayDaysOverride: 5 },
      planId: '6b1f2f0e-6f0a-4e5c-9a50-0a3cf2a7d001',
      policyId: 'x',
      reason: 'x'.repeat(501),
    },
  ],
  ['a reason with a control character', { changes: {}, planId: 'x', policyId: 'x', reason: 'a\u0000b' }],
  ['half a character', '{"reason":"\\ud800","changes":{},"policyId":"\\ud800","planId":"\\ud800"}'],
  ['ids of the wrong type', { changes: [], reason: {}, planId: 1, policyId: 1 }],
]
test.each(endpoints.filter(([, { body }]) => body))(
  '%s refuses every bad body with its fields',
  async (id, endpoint) => {
    const key = await adminKey()
    for (const [what, body] of BAD_BODIES) {
      const { status, body: answer } = await ask('POST', pathOf(endpoint), { key, body })
      expect([what, status, answer.error.code, Object.keys(answer.error.fields).length > 0]).toEqual([
        what,
        400,
        'invalid_request',
        true,
      ])
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])
      expect(
        (await ask('POST', pathOf(endpoint), { key, body: bodies[id], headers: { 'content-type': type } })).status,
      ).toBe(415)
  },
)

test.each(endpoints)(
  '%s refuses parameters that it doesn’t know, and answers whatever else comes',
  async (_, endpoint) => {
    const key = await adminKey()
    if (endpoint.method === 'POST') return
    for (const query of [
      '?nope=1',
      '?limit=0',
      '?limit=201',
      '?limit=1e2',
      '?after=%00',
      '?after=x&after=y',
      '?__proto__=1',
      '?viewer=x',
    ]) {
      const { status, body } = await ask('GET', pathOf(endpoint) + query, { key })
      expect([query, status, body.error.code]).toEqual([query, 400, 'invalid_request'])
    }
  },
)

test('whatever a program sends, the answer is one of the documented ones', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...endpoints),
      fc.oneof(
        fc.json(),
        fc.string(),
        fc.constantFrom('{"changes":{"schedule":{"interval":"weekly","weekdays":[]}},"reason":"x"}'),
      ),
      fc.webQueryParameters(),
      async ([, endpoint], body, query) => {
        // A key each, so that the limit of one isn't what answers.
        const { status } = await ask(endpoint.method, `${pathOf(endpoint)}?${query}`, {
          key: await adminKey(),
          ...(endpoint.method === 'POST' && { body }),
        })
        expect([200, 201, 202, 400, 404, 409, 422, 429]).toContain(status)
      },
    ),
    { numRuns: 40 },
  )
})
