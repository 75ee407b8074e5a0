import { randomUUID } from 'node:crypto'
import { actionIds, submittedBase } from './support/actions'
import { addFleet, addOpenRequest, countSessions, storedEntries } from './support/database'
import { builtDoors, concernsAccount, DOORS, opens, otherWaysIn } from './support/doors'
import { type Answered, type Asked, ask, forEachAtOnce } from './support/http'
import { simulator } from './support/simulator'
import { expect, test } from './support/test'
import { createVisitors, isSignedIn, roleAnywhere, roleOn, type Visitor } from './support/visitors'
import { world } from './support/world'

// Every door as everybody, at every target and in every way of asking; by requests, because a browser sends only some.

test('every page, route and action of the build has a rule, and there is no other way in', () => {
  const { pages, routes, actions } = builtDoors()
  const doors = Object.keys(DOORS).map((door) => door.split(' '))
  const isRoute = (path?: string) => routes.includes(path ?? '')
  expect([...new Set(doors.filter(([, path]) => isRoute(path)).map(([, path]) => path))].sort()).toEqual(routes)
  expect(
    doors
      .filter(([method, path]) => method !== 'action' && !isRoute(path))
      .map((door) => door.join(' '))
      .sort(),
  ).toEqual(pages.map((path) => `GET ${path}`).sort())
  expect(
    doors
      .filter(([method]) => method === 'action')
      .map(([, name]) => name)
      .sort(),
  ).toEqual(actions)
  expect(otherWaysIn()).toEqual({ middleware: {}, edgeActions: {}, pages: [], rewrites: [], prerendered: [] })
})

type Target = {
  kind: 'this' | 'other' | 'absent' | 'malformed'
  accountId: string
  payoutId: string
  requestId: string
}
type Subject = { base: object; bankId: string; personId: string; entryId: string; policyId: string; rolloutId: string }
type Cell = {
  door: string
  visitor: Visitor
  target: Target
  way: string
  request: Asked
  /** Whether this way of asking leads in at all; otherwise every answer has to be a refusal. */
  isOpen: boolean
}

const ABSENT = `acct_1${'Y'.repeat(20)}`
const MALFORMED = ['acct_../../1', "acct_1' OR '1'='1", '__proto__', 'acct_\u0000', `acct_${'1'.repeat(900)}`]

const PAGE_WAYS: Record<string, Record<string, string>> = {
  document: {},
  rsc: { RSC: '1' },
  prefetch: { RSC: '1', 'Next-Router-Prefetch': '1' },
  'segment prefetch': { RSC: '1', 'Next-Router-Prefetch': '1', 'Next-Router-Segment-Prefetch': '/_tree' },
}
/** Only where the door is shut: there is nothing to get around where it is open. */
const AROUND: Record<string, Record<string, string>> = {
  'around it': {
    'x-middleware-subrequest': Array.from({ length: 5 }, () => 'middleware').join(':'),
    'x-http-method-override': 'POST',
    'x-forwarded-host': 'evil.example',
    'x-original-url': '/sign-in',
    'x-rewrite-url': '/sign-in',
    'x-invoke-path': '/sign-in',
    'x-matched-path': '/sign-in',
    'next-resume': '1',
  },
}

/** What our page would send; whatever arrives, the permission is checked first. */
const ARGS: Record<string, (target: Target, subject: Subject) => unknown[]> = {
  saveBalanceSettingsAction: ({ accountId }, { base }) => [
    accountId,
    { patch: { statementDescriptor: 'FORGED' }, base, reason: null },
  ],
  checkSaveAction: ({ accountId }) => [accountId, randomUUID()],
  orderPayoutAction: ({ accountId }, { bankId }) => [
    accountId,
    {
      orderId: randomUUID(),
      order: { method: 'standard', amount: 1_000, currency: 'usd', destinationId: bankId },
      seen: 45_000,
    },
  ],
  checkOrderAction: ({ accountId }) => [accountId, randomUUID()],
  cancelPayoutAction: ({ accountId, payoutId }) => [accountId, payoutId],
  decideRequestAction: ({ accountId }) => [accountId, { requestId: randomUUID(), decision: 'approve', because: null }],
  requestSettingAction: ({ accountId }) => [
    accountId,
    { field: 'delayDaysOverride', wanted: '3 days', reason: 'asked' },
  ],
  withdrawRequestAction: ({ accountId }) => [accountId, randomUUID()],
  startSyncAction: () => [],
  saveViewAction: () => [{ name: 'Forged', isShared: false, params: '' }],
  removeViewAction: () => [randomUUID()],
  revokeKeyAction: () => [randomUUID()],
  changePersonAction: (_, { personId }) => [personId, { kind: 'sign_out' }],
  savePolicyAction: () => [null, {}],
  archivePolicyAction: () => [randomUUID()],
  planPolicyAction: () => [randomUUID()],
  planRollbackAction: () => [randomUUID()],
  moveRolloutAction: () => [{ rolloutId: randomUUID(), move: 'pause', reason: null, pace: null }],
  resendInvitationAction: () => ['nobody@people.example', null],
  revokeInvitationAction: () => ['nobody@people.example', null],
  inviteToAccountAction: ({ accountId }) => [accountId, 'nobody@people.example', 'member'],
  resendToAccountAction: ({ accountId }) => [accountId, 'nobody@people.example'],
  revokeFromAccountAction: ({ accountId }) => [accountId, 'nobody@people.example'],
  changeAccountRoleAction: ({ accountId }) => [accountId, randomUUID(), 'member'],
  removeFromAccountAction: ({ accountId }) => [accountId, randomUUID()],
  setAccountAccessAction: ({ accountId }) => [accountId, randomUUID(), true],
  acceptInvitationAction: () => ['x'.repeat(43)],
}

/** Their success concerns every account, and is shown elsewhere. */
const NOT_DONE_HERE = ['action startSyncAction', 'action changePersonAction', 'POST /sign-out']

/** The answer of an open door where there is nothing behind it here: no link, no signature, a payout without contents. */
const ELSE_WHEN_OPEN: Record<string, number> = {
  'GET /': 307,
  'GET /sign-in': 307,
  'GET /sign-in/sso': 303,
  'GET /sign-in/sso/callback': 303,
  'GET /accounts/[accountId]/payouts/[payoutId]/contents.csv': 409,
  'GET /balance/payouts/[payoutId]/contents.csv': 409,
  'GET /api/calendar/[token]': 404,
  'GET /api/v1/[...path]': 404,
  'POST /api/webhooks/stripe': 400,
  'POST /csp-report': 204,
}

function pathOf(
  door: string,
  { accountId, payoutId, requestId }: Target,
  { personId, entryId, policyId, rolloutId }: Subject,
): string {
  const path = door.replace(/^\w+ /, '')
  const ids: Record<string, string> = {
    accountId,
    payoutId,
    requestId,
    personId,
    entryId,
    policyId,
    rolloutId,
    token: 'x'.repeat(43),
  }
  const filled = path.replace(/\[(\w+)\]/g, (_, name) => encodeURIComponent(ids[name] ?? 'x'))
  return concernsAccount(door) && !path.includes('[accountId]')
    ? `${filled}?account=${encodeURIComponent(accountId)}`
    : filled
}

function requestsOf(door: string, visitor: Visitor, target: Target, subject: Subject, isOpen: boolean, rsc: Rsc) {
  const cookie: Record<string, string> = visitor.cookie ? { cookie: visitor.cookie } : {}
  const [method = ''] = door.split(' ')
  if (method === 'GET') {
    const path = pathOf(door, target, subject)
    const isOther = door.startsWith('GET /api/')
    const query = isOther ? `${path.includes('?') ? '&' : '?'}viewer=${visitor.viewer}` : ''
    const isPage = !(isOther || /\.(ics|csv|jsonl)$|\/proof$/.test(door))
    const ways = { ...(isPage ? waysTo(target) : { document: {} }), ...(!isOpen && target.kind === 'this' && AROUND) }
    const asked = Object.entries(ways).map(([way, headers]) => ({
      way,
      leadsIn: true,
      request: { method: 'GET', path: path + query + rscOf(path, rsc[way]), headers: { ...cookie, ...headers } },
    }))
    const head = { way: 'HEAD', leadsIn: true, request: { method: 'HEAD', path: path + query, headers: cookie } }
    return isOpen || target.kind !== 'this' ? asked : [...asked, head]
  }
  if (method === 'POST') {
    const request = { method, path: pathOf(door, target, subject), headers: cookie, body: '' }
    return [undefined, 'https://evil.example'].map((origin) => ({
      way: `from ${origin}`,
      leadsIn: door.includes('/webhooks/') || door === 'POST /csp-report',
      request: { ...request, headers: { ...cookie, ...(origin && { origin }) } },
    }))
  }
  return actionWays(door, visitor, target, subject, isOpen)
}

/** Of an account that isn't theirs, or that nobody has, what a page could hold differs by these only. */
const waysTo = ({ kind }: Target): Record<string, Record<string, string>> => {
  const { document = {}, rsc = {}, prefetch = {} } = PAGE_WAYS
  if (kind === 'this') return PAGE_WAYS
  return kind === 'malformed' ? { document } : { document, rsc, prefetch }
}

/** The front refuses these before anybody is looked up, so a few visitors are enough: also one for whom the door is open. */
const TRY_FROM_ELSEWHERE = ['nobody', 'admin', 'owner of this']

type Rsc = Record<string, string>
const rscOf = (path: string, parameter = '') => (parameter ? `${path.includes('?') ? '&' : '?'}${parameter}` : '')

/** The parameter without which Next redirects each kind of RSC request; it follows from the headers alone. */
async function rscParameters(): Promise<Rsc> {
  const found: Rsc = {}
  for (const [way, headers] of Object.entries(PAGE_WAYS)) {
    const { location } = (await ask({ method: 'GET', path: '/sign-in', headers })).headers
    found[way] = /_rsc[^&]*/.exec(location ?? '')?.[0] ?? ''
  }
  return found
}

function actionWays(door: string, visitor: Visitor, target: Target, subject: Subject, isOpen: boolean) {
  const name = door.replace('action ', '')
  const args = ARGS[name]?.(target, subject) ?? [concernsAccount(door) ? target.accountId : {}]
  const headers: Record<string, string> = {
    ...(visitor.cookie && { cookie: visitor.cookie }),
    'next-action': actionIds().get(name) ?? '',
    'content-type': 'text/plain;charset=UTF-8',
    accept: 'text/x-component',
    origin: world.appUrl,
  }
  const body = JSON.stringify([visitor.viewer, ...args])
  // A page that exists for nobody, so that no page is rendered behind the answer.
  const page = visitor.staffRole ? `/accounts/${ABSENT}` : `/balance?account=${ABSENT}`
  const { origin: _, ...withoutOrigin } = headers
  const action = { way: 'action', leadsIn: true, request: { method: 'POST', path: page, headers, body } }
  const isTried = target.kind === 'this' && TRY_FROM_ELSEWHERE.includes(visitor.kind)
  const elsewhere = {
    way: 'on another page',
    leadsIn: true,
    request: { method: 'POST', path: '/sign-in', headers, body },
  }
  const refused = (
    [
      ['without Origin', { headers: withoutOrigin }],
      ['from elsewhere', { headers: { ...headers, origin: 'https://evil.example' } }],
      ['from nowhere', { headers: { ...headers, origin: 'null' } }],
      ['by PUT', { method: 'PUT' }],
      ['on a file', { path: '/icon.svg' }],
    ] as const
  ).map(([way, change]) => ({
    way,
    leadsIn: false,
    request: { method: 'POST', path: page, headers, body, ...change } as Asked,
  }))
  return [action, ...(target.kind === 'this' && !isOpen ? [elsewhere] : []), ...(isTried ? refused : [])]
}

function medianOf(times: readonly number[] = []): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

const REFUSED_BEHIND = /NEXT_(HTTP_ERROR_FALLBACK;404|REDIRECT;\w+;\/(sign-in(\?to=[^;]*)?|balance|accounts)?;)/
const SIGNED_OUT = /signed_out|session has ended|"answer":(null|false)/

/** Why an answer isn’t the refusal that it has to be, or null. */
function notRefused({ way, door }: Cell, { status, headers, body }: Answered): string | null {
  if ([400, 401, 403, 404, 405].includes(status) || (status === 204 && body === '')) return null
  if ([303, 307].includes(status) && /^\/(sign-in(\?to=.*)?|balance|accounts)?$/.test(String(headers.location)))
    return null
  if (/^\/(sign-in|balance)\b/.test(String(headers['x-action-redirect']))) return null
  // Next sends the status of an RSC answer before the page is asked; a prefetch holds nothing of the page.
  if (/prefetch/.test(way) && status === 200) return null
  if (way === 'rsc' && status === 200 && REFUSED_BEHIND.test(body)) return null
  if (door.startsWith('action ') && status === 200 && SIGNED_OUT.test(body)) return null
  // An action of another page is answered behind a status that was already sent.
  if (door.startsWith('action ') && REFUSED_BEHIND.test(body)) return null
  return `${status} ${body.slice(0, 200)}`
}

/** They depend on the clock, the length of the typed id, and the connection. */
const OF_THE_CONNECTION = ['date', 'x-request-id', 'content-length', 'connection', 'keep-alive', 'transfer-encoding']

/** What differs between two answers to the same question for reasons that tell nothing: ids, nonces, order and numbers of rows. */
function withoutNoise({ status, headers, body }: Answered, { accountId, payoutId, requestId }: Target): string {
  const kept = Object.entries(headers)
    .filter(([name]) => !OF_THE_CONNECTION.includes(name))
    .sort()
  const parts = [String(status), JSON.stringify(kept).replaceAll(/'nonce-\w+'/g, ''), body]
  return parts
    .join('\n')
    .replaceAll(accountId, 'ID')
    .replaceAll(ABSENT, 'ID')
    .replaceAll(payoutId, 'PAYOUT')
    .replaceAll(requestId, 'REQUEST')
    .replaceAll(/nonce="\w*"/g, '')
    .replaceAll(/[0-9a-f]{32}/g, 'HEX')
    .replaceAll(/"[\w-]{21}[a-z]"/g, '"KEY"')
    .replaceAll('"])</script><script >self.__next_f.push([1,"', '')
    .replaceAll(/\$[LQ@]?[0-9a-f]{1,3}(?=\\*")/g, '$ROW')
    .split(/\n|\\n/)
    .map((line) => line.replace(/^[0-9a-f]{1,3}:/, ''))
    .sort()
    .join('\n')
}

test('nobody gets through a door that is shut to them, and another’s account answers as a missing one', async ({
  createAccount,
}) => {
  // About ten thousand requests.
  test.setTimeout(400_000)
  const rich = (letter: string) =>
    createAccount({
      name: `Canary ${letter} ${randomUUID()}`,
      email: `canary-${randomUUID()}@secret.example`,
      settings: { payments: { payouts: { schedule: { interval: 'manual' } } } },
      balance: { usd: { available: 50_000 } },
    })
  const [a, b, c] = await Promise.all([rich('a'), rich('b'), rich('c')])
  const accounts = [a, b, c]
  const payouts = await Promise.all(accounts.map(({ id }) => simulator.payOut(id, { amount: 5_000, currency: 'usd' })))
  const visitors = await createVisitors({ a: a.id, b: b.id, c: c.id })
  const banks = await Promise.all(accounts.map(async ({ id }) => (await simulator.state(id)).external_accounts))
  await expect.poll(async () => (await storedEntries(a.id)).map(({ type }) => type)).toEqual(['payout.step'])
  const [entry] = await storedEntries(a.id)
  const subject: Subject = {
    base: submittedBase(await simulator.settings(a.id)),
    bankId: banks[0]?.[0]?.id ?? '',
    personId: visitors[0]?.personId ?? '',
    entryId: entry?.id ?? '',
    ...(await addFleet()),
  }
  const requests = await Promise.all([a, b].map(addOpenRequest))
  const targets: Target[] = [
    { kind: 'this', accountId: a.id, payoutId: payouts[0]?.id ?? '', requestId: requests[0] ?? '' },
    { kind: 'other', accountId: b.id, payoutId: payouts[1]?.id ?? '', requestId: requests[1] ?? '' },
    { kind: 'absent', accountId: ABSENT, payoutId: payouts[0]?.id ?? '', requestId: randomUUID() },
  ]

  const canaries = [
    ...accounts.flatMap(({ id, name }, index) =>
      [name, ...(banks[index] ?? []).map((bank) => bank.id), payouts[index]?.id ?? ''].map((text) => ({
        text,
        mayRead: (visitor: Visitor) => roleOn(visitor, id) !== null,
      })),
    ),
    ...visitors
      .filter(({ name }) => name)
      .flatMap((person) => [
        {
          text: person.email,
          mayRead: (visitor: Visitor) =>
            visitor.personId === person.personId ||
            visitor.staffRole === 'admin' ||
            // Owners see who reaches their accounts.
            [...visitor.roles].some(([id, role]) => role === 'owner' && person.belongsTo.includes(id)),
        },
        {
          text: person.name,
          mayRead: (visitor: Visitor) =>
            visitor.personId === person.personId ||
            visitor.staffRole !== null ||
            [...visitor.roles.keys()].some((id) => person.staffRole !== null || person.belongsTo.includes(id)),
        },
      ]),
  ]
  const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, AUTH_SECRET } = world.environment
  const secrets = [
    STRIPE_SECRET_KEY,
    STRIPE_WEBHOOK_SECRET,
    AUTH_SECRET,
    ...visitors.flatMap(
      ({ cookie }) => decodeURIComponent(cookie?.slice('spillway='.length) ?? '').split('.')[0] || [],
    ),
  ]

  const rsc = await rscParameters()
  // No session opens what asks for a key, so a few visitors are enough; keys are tried beside the routes.
  const comeTo = (door: string) =>
    DOORS[door]?.includes('api_key')
      ? visitors.filter(({ kind }) => ['nobody', 'admin', 'owner of this'].includes(kind))
      : visitors
  const cells = Object.keys(DOORS).flatMap((door, index) =>
    comeTo(door).flatMap((visitor) => {
      const malformed = MALFORMED[index % MALFORMED.length] ?? ''
      const all: Target[] = [
        ...targets,
        { kind: 'malformed', accountId: malformed, payoutId: malformed, requestId: malformed },
      ]
      // Whose session opens nothing gets the answers of nobody, who tries everything.
      const triesAll = isSignedIn(visitor) || visitor.kind === 'nobody'
      return (concernsAccount(door) && triesAll ? all : all.slice(0, 1)).flatMap((target): Cell[] => {
        const exists = target.kind === 'this' || target.kind === 'other'
        const here = exists ? roleOn(visitor, target.accountId) : null
        const isOpen = opens(door, { here, anywhere: roleAnywhere(visitor) }, visitor.isView)
        return requestsOf(door, visitor, target, subject, isOpen, rsc)
          .map(({ leadsIn, ...asked }) => ({ door, visitor, target, ...asked, isOpen: isOpen && leadsIn }))
          .filter((cell) => !(cell.isOpen && NOT_DONE_HERE.includes(door)))
      })
    }),
  )

  const strangerTimes: Record<string, number[]> = { other: [], absent: [] }
  const problems: string[] = []
  const ofStrangers = new Map<string, { kind: string; text: string }[]>()
  const clientSecrets: string[] = []
  async function check(cell: Cell) {
    const { door, visitor, target, way } = cell
    const which = `${door} · ${visitor.kind} · ${target.kind} · ${way}`
    const askedAt = performance.now()
    const answer = await ask(cell.request)
    const took = performance.now() - askedAt
    // What was typed into the address comes back as the address.
    const everything = `${JSON.stringify(answer.headers)}\n${answer.body}`.replaceAll(target.payoutId, '')
    if (answer.status >= 500) problems.push(`${which}: ${answer.status}`)
    for (const { text, mayRead } of canaries)
      if (everything.includes(text) && !mayRead(visitor)) problems.push(`${which}: shows ${text}`)
    for (const secret of secrets) if (everything.includes(secret)) problems.push(`${which}: shows a secret`)
    const found = everything.match(/accs_secret__\w+/g) ?? []
    if (found.length > 0 && !cell.isOpen) problems.push(`${which}: shows a client secret`)
    clientSecrets.push(...new Set(found))
    if (cell.isOpen) {
      const isExpected = answer.status === 200 || answer.status === ELSE_WHEN_OPEN[door]
      if (!isExpected) problems.push(`${which}: ${answer.status}, though it is open`)
      return
    }
    const because = notRefused(cell, answer)
    if (because) problems.push(`${which}: ${because}`)
    const isStranger =
      target.kind === 'absent' || (target.kind === 'other' && roleOn(visitor, target.accountId) === null)
    if (concernsAccount(door) && isStranger) {
      const key = `${door} · ${visitor.kind} · ${way}`
      strangerTimes[target.kind]?.push(took)
      ofStrangers.set(key, [...(ofStrangers.get(key) ?? []), { kind: target.kind, text: withoutNoise(answer, target) }])
    }
  }
  const postsTo = async () =>
    (await Promise.all(accounts.map(({ id }) => simulator.requests(id))))
      .flat()
      .filter(({ method }) => method === 'POST')
  const before = await postsTo()
  const startedAt = Date.now()
  await forEachAtOnce(
    cells.filter(({ isOpen }) => !isOpen),
    8,
    check,
  )
  expect(problems).toEqual([])
  expect(await postsTo(), 'a refused request sends nothing to Stripe').toEqual(before)
  expect(await countSessions(subject.personId), 'nobody was signed out by somebody else').toBe(1)
  for (const [key, answers] of ofStrangers) for (const { text } of answers) expect(text, key).toBe(answers[0]?.text)
  const shutAt = Date.now()
  await forEachAtOnce(
    cells.filter(({ isOpen }) => isOpen),
    8,
    check,
  )
  expect(problems).toEqual([])
  const [other, absent] = [medianOf(strangerTimes.other), medianOf(strangerTimes.absent)]
  expect(Math.max(other, absent) / Math.min(other, absent), 'a stranger’s account takes as long as none').toBeLessThan(
    1.5,
  )
  console.log(
    `${cells.length} cells: ${Object.keys(DOORS).length} doors, ${visitors.length} visitors; ${ofStrangers.size} strangers compared, ${other.toFixed(1)} and ${absent.toFixed(1)} ms, shut ${shutAt - startedAt} ms, open ${Date.now() - shutAt} ms`,
  )
  expect(cells.length).toBeGreaterThan(5_000)
  expect(new Set(clientSecrets).size, 'a client secret is given once').toBe(clientSecrets.length)
})
