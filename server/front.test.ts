// The front before a handler that stands for Next, over real sockets.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { Admission, type AdmissionLimits } from '../lib/admission'
import type { ReceiveEvent } from '../lib/event-receiver'
import { createFront } from './front'

const ACTION = 'a'.repeat(42)
const SIGN_IN = 'd'.repeat(42)

/** Time for a busy machine. */
const BUSY = { timeout: 10_000 }

type Line = { status?: number; because?: string; turnedAway?: number }

const running: Server[] = []
afterEach(() => {
  for (const server of running.splice(0)) server.closeAllConnections()
})

async function serve({
  handle = async (_request, response) => void response.end('ok'),
  appUrl = 'https://payouts.example.com',
  trustedProxies = 0,
  limits = { active: 10, waiting: 10 },
  mostOpen = 100,
  bodyTime = 8000,
  receive,
  simulatorUrl,
}: {
  handle?: (request: IncomingMessage, response: ServerResponse) => Promise<unknown>
  appUrl?: string
  trustedProxies?: number
  limits?: AdmissionLimits
  mostOpen?: number
  bodyTime?: number
  receive?: ReceiveEvent
  simulatorUrl?: string
} = {}) {
  const lines: Line[] = []
  const seen: IncomingMessage[] = []
  const server = createServer({ requireHostHeader: false })
  const front = createFront({
    site: { appUrl, simulatorUrl, isDevelopment: false },
    trustedProxies,
    admission: new Admission(limits),
    mostOpen,
    bodyTime,
    receiver: () => receive,
    isAction: (id) => id === ACTION || id === SIGN_IN,
    checksSecret: (id) => id === SIGN_IN,
    knownDevice: (cookies) => /known=(\w+)/.exec(cookies)?.[1] ?? null,
    log: { warn: (line: Line) => void lines.push(line), error: (line: Line) => void lines.push(line) } as never,
    handle: (request, response) => {
      seen.push(request)
      return handle(request, response)
    },
  })
  server.on('request', front.listener)
  server.on('clientError', front.onClientError)
  server.on('connect', front.onConnect)
  server.on('checkExpectation', front.onExpectation)
  running.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  /** Sends bytes and reads the answer until the server closes the connection. */
  const raw = (...pieces: (string | Buffer)[]) =>
    new Promise<{ status: number; headers: Record<string, string>; body: string }>((resolve, reject) => {
      let received = ''
      const socket = connect(port, '127.0.0.1', () => {
        for (const piece of pieces) socket.write(piece)
      })
      socket.setTimeout(8000, () => socket.destroy(new Error('no answer')))
      socket.on('data', (chunk) => {
        received += chunk
        const [head = '', body = ''] = received.split(/\r\n\r\n(.*)/s)
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.POSITIVE_INFINITY)
        if (body.length >= length) socket.destroy()
      })
      socket.on('error', reject)
      socket.on('close', () => {
        const [head = '', body = ''] = received.split(/\r\n\r\n(.*)/s)
        const [first = '', ...rest] = head.split('\r\n')
        const headers = Object.fromEntries(
          rest.map((line) =>
            line
              .toLowerCase()
              .split(/: (.*)/s)
              .slice(0, 2),
          ),
        )
        resolve({ status: Number(first.split(' ')[1]), headers, body })
      })
    })
  const request = (method: string, path: string, headers: Record<string, string> = {}, body = '') => {
    const all = { Host: new URL(appUrl).host, Connection: 'close', ...headers }
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
    const length = body ? [`Content-Length: ${Buffer.byteLength(body)}`] : []
    return raw(`${method} ${path} HTTP/1.1\r\n${[...lines, ...length].join('\r\n')}\r\n\r\n${body}`)
  }
  return { request, raw, lines, seen, front, port }
}

const OURS = {
  Origin: 'https://payouts.example.com',
  'Content-Type': 'text/plain;charset=UTF-8',
  'Next-Action': ACTION,
}

const FORM = { Origin: OURS.Origin, 'Content-Type': 'application/x-www-form-urlencoded' }

const EVERYWHERE = [
  'content-security-policy',
  'x-request-id',
  'cross-origin-opener-policy',
  'referrer-policy',
  'x-content-type-options',
  'x-frame-options',
  'permissions-policy',
  'strict-transport-security',
]

test.each([
  ['a page', 200, (ask: Ask) => ask('GET', '/accounts')],
  ['a file of the build', 200, (ask: Ask) => ask('GET', '/_next/static/x.js')],
  ['a probe', 200, (ask: Ask) => ask('GET', '/api/health', { Host: '10.0.0.1:3000' })],
  ['a form that signs out', 200, (ask: Ask) => ask('POST', '/sign-out', FORM, 'viewer=x')],
  [
    'a form that signs out on a foreign page',
    403,
    (ask: Ask) => ask('POST', '/sign-out', { ...FORM, Origin: 'null' }, 'viewer=x'),
  ],
  ['a foreign host', 421, (ask: Ask) => ask('GET', '/accounts', { Host: 'evil.example' })],
  ['a foreign page', 403, (ask: Ask) => ask('POST', '/accounts', { ...OURS, Origin: 'https://evil.example' }, '[]')],
  ['another method', 405, (ask: Ask) => ask('TRACE', '/accounts')],
  ['a tunnel', 405, (ask: Ask) => ask('CONNECT', 'evil.example:443')],
  ['an address that cannot be decoded', 400, (ask: Ask) => ask('GET', '/accounts/%E0%A4%A')],
  ['an address with a control character in it', 400, (ask: Ask) => ask('GET', '/_next/static/%00')],
  ['an expectation', 417, (ask: Ask) => ask('GET', '/accounts', { Expect: 'tea' })],
  ['headers without end', 431, (ask: Ask) => ask('GET', '/accounts', { 'X-Long': 'x'.repeat(100_000) })],
  ['what is not HTTP', 400, (ask: Ask) => ask('\x16\x03\x01', '/')],
  ['a post that is no action', 405, (ask: Ask) => ask('POST', '/accounts', { Origin: OURS.Origin }, 'a=1')],
  [
    'a form that was sent without JavaScript, which names its action in the body',
    405,
    (ask: Ask) =>
      ask(
        'POST',
        '/sign-in',
        { Origin: OURS.Origin, 'Content-Type': 'multipart/form-data; boundary=b' },
        `--b\r\nContent-Disposition: form-data; name="$ACTION_ID_${SIGN_IN}"\r\n\r\n\r\n--b--\r\n`,
      ),
  ],
  ['a compressed action', 415, (ask: Ask) => ask('POST', '/', { ...OURS, 'Content-Encoding': 'gzip' }, '[]')],
  ['a compressed event', 415, (ask: Ask) => ask('POST', '/api/webhooks/stripe', { 'Content-Encoding': 'br' }, '{}')],
  ['a post to a file', 405, (ask: Ask) => ask('POST', '/icon.svg', OURS, '[]')],
  ['an action of another build', 409, (ask: Ask) => ask('POST', '/', { ...OURS, 'Next-Action': 'b'.repeat(42) }, '[]')],
  ['arguments that cannot be read', 400, (ask: Ask) => ask('POST', '/', OURS, '{"a":1}')],
])('the answer to %s is %i and carries every security header', async (_, status, send) => {
  const { request, lines } = await serve()
  const answer = await send(request)
  expect(answer.status).toBe(status)
  expect(EVERYWHERE.filter((name) => !answer.headers[name])).toEqual([])
  if (status >= 400) {
    expect(answer.headers['cache-control']).toBe('private, no-store')
    expect(lines).toMatchObject([{ status, because: expect.stringMatching(/\.$/) }])
  }
})
type Ask = Awaited<ReturnType<typeof serve>>['request']

test.each([
  [0, { Host: 'payouts.example.com' }, '127.0.0.1'],
  [0, { Host: 'payouts.example.com:443' }, '127.0.0.1'],
  [
    0,
    { 'X-Forwarded-For': '6.6.6.6', 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' },
    '127.0.0.1',
  ],
  [1, { Host: '127.0.0.1:3000', 'X-Forwarded-For': '6.6.6.6, 192.0.2.7' }, '192.0.2.7'],
  [1, { 'X-Forwarded-Host': 'payouts.example.com', 'X-Forwarded-For': '192.0.2.7' }, '192.0.2.7'],
  [
    1,
    { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-For': '192.0.2.7', 'X-Client-Address': '6.6.6.6' },
    '192.0.2.7',
  ],
  [2, { 'X-Forwarded-For': '6.6.6.6, 192.0.2.7, 10.0.0.1', 'X-Real-IP': '6.6.6.6' }, '192.0.2.7'],
])('behind %i proxies, with %j, Next sees a request to APP_URL from %s', async (trustedProxies, headers, address) => {
  const { request, seen } = await serve({ trustedProxies })
  expect(
    (await request('GET', '/accounts', { ...headers, 'X-Middleware-Subrequest': 'x', 'X-Asked-For': '/audit' })).status,
  ).toBe(200)
  const { rawHeaders: _, ...got } = seen[0]?.headers ?? {}
  expect(got).toMatchObject({
    host: 'payouts.example.com',
    'x-forwarded-proto': 'https',
    'x-client-address': address,
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-asked-for': '/accounts',
  })
  expect(Object.keys(got).filter((name) => /^(forwarded|x-forwarded-(for|host)|x-real-ip|x-middl)/.test(name))).toEqual(
    [],
  )
})

test('the API takes a body without an Origin only where one is expected, and never a cookie or an action', async () => {
  const { request, seen } = await serve()
  const cookie = { Cookie: 'spillway=x', 'Next-Action': ACTION, Authorization: 'Bearer x' }
  expect((await request('POST', '/api/v1/plans', cookie, '{}')).status).toBe(200)
  expect((await request('GET', '/api/v1/accounts', cookie)).status).toBe(200)
  for (const { headers } of seen)
    expect([headers.cookie, headers['next-action'], headers.authorization]).toEqual([undefined, undefined, 'Bearer x'])
  for (const [method, path] of [
    ['POST', '/api/v1/accounts'],
    ['PUT', '/api/v1/plans'],
    ['DELETE', '/api/v1/accounts/acct_1'],
    ['POST', '/api/v1/../accounts'],
  ] as const) {
    const { status, headers, body } = await request(method, path, cookie, '{}')
    expect([status, headers['content-type'], JSON.parse(body).error.code]).toEqual([
      405,
      'application/json',
      'method_not_allowed',
    ])
  }
  expect((await request('POST', '/API/v1/plans', cookie, '{}')).status).toBe(403)
  const large = await request('POST', '/api/v1/plans', cookie, 'x'.repeat(200_000))
  expect([large.status, JSON.parse(large.body).error.code]).toEqual([413, 'too_large'])
  expect(seen).toHaveLength(2)
})

test('an action works whatever Host a trusted proxy sends', async () => {
  const { request, seen } = await serve({ trustedProxies: 1 })
  const answer = await request(
    'POST',
    '/sign-in',
    { ...OURS, Host: '[::1]:3000', 'X-Forwarded-For': '192.0.2.7' },
    '[]',
  )
  expect([answer.status, seen[0]?.headers.host]).toEqual([200, 'payouts.example.com'])
})

test('behind a proxy with its own defaults the first answer names what is wrong and the remedy', async () => {
  const direct = await serve()
  const rewritten = await direct.request('GET', '/', { Host: '127.0.0.1:3000' })
  expect(rewritten.body).toMatch(
    /made to 127\.0\.0\.1:3000, but Spillway is at https:\/\/payouts\.example\.com \(APP_URL\)/,
  )
  expect(rewritten.body).toMatch(/set TRUSTED_PROXIES/)
  const behind = await serve({ trustedProxies: 1 })
  const silent = await behind.request('GET', '/', { Host: '127.0.0.1:3000' })
  expect([silent.status, silent.body]).toEqual([400, expect.stringMatching(/proxy_set_header X-Forwarded-For/)])
})

test('a call of Next’s own keeps the sender of the request that it belongs to', async () => {
  const { request, seen } = await serve({ trustedProxies: 1 })
  await request('POST', '/sign-in', { ...OURS, 'X-Forwarded-For': '192.0.2.7' }, '[]')
  const internal = String(seen[0]?.headers['x-spillway-internal'])
  const own = { 'x-spillway-internal': internal, 'x-client-address': '192.0.2.7', Host: '127.0.0.1:3000' }
  expect((await request('GET', '/', own)).status).toBe(200)
  expect(seen[1]?.headers['x-client-address']).toBe('192.0.2.7')
  const forged = await request('GET', '/', { ...own, 'x-spillway-internal': 'forged' })
  expect(forged.status).toBe(400)
})

test.each([
  ['an announced length', 'Content-Length: 9400000\r\n\r\n', 'x'.repeat(100)],
  ['chunks without end', 'Transfer-Encoding: chunked\r\n\r\n', `90000\r\n${'x'.repeat(0x90000)}\r\n`],
])('a body is cut at the limit while it is read, with %s', async (_, length, body) => {
  const { raw, seen } = await serve({ receive: async () => 'accepted' })
  const head = 'POST /api/webhooks/stripe HTTP/1.1\r\nHost: payouts.example.com\r\n'
  expect((await raw(head + length, body)).status).toBe(413)
  expect(seen).toEqual([])
})

test.each([
  ['an event', '/api/webhooks/stripe', ''],
  ['an action', '/accounts', `Origin: ${OURS.Origin}\r\nNext-Action: ${ACTION}\r\n`],
])(
  '%s whose body does not arrive in time is answered with 408, with a length or in chunks that never end',
  async (_, path, more) => {
    const { raw, lines, seen } = await serve({ receive: async () => 'accepted', bodyTime: 200 })
    const head = `POST ${path} HTTP/1.1\r\nHost: payouts.example.com\r\n${more}`
    const slow = [`${head}Content-Length: 1000\r\n\r\nabc`, `${head}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n`]
    const answers = await Promise.all(slow.map((text) => raw(text)))
    expect(answers.map(({ status }) => status)).toEqual([408, 408])
    for (const { headers } of answers) expect(EVERYWHERE.filter((name) => !headers[name])).toEqual([])
    expect([lines.length, seen]).toEqual([2, []])
  },
)

const UPGRADE = 'Upgrade: h2c\r\nConnection: Upgrade\r\n'
const ACTION_HEAD = `Origin: ${OURS.Origin}\r\nNext-Action: ${ACTION}\r\n`

test.each([
  ['/accounts', ''],
  ['/accounts', 'Origin: https://evil.example\r\n'],
  ['/accounts', UPGRADE],
  ['/accounts', ACTION_HEAD + UPGRADE],
  ['/accounts', `${ACTION_HEAD}Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n`],
  ['/api/webhooks/stripe', UPGRADE],
  ['/api/v1/plans', UPGRADE],
])('chunks that cannot be read are answered once and at once, at %s with %j in the head', async (path, more) => {
  for (const chunk of ['zz\r\n', '-1\r\n', '3\r\nabcdef\r\n0\r\n\r\n', 'ffffffffffffffff1\r\nx']) {
    // Longer than the test waits, so that what answers in time is not the limit of time.
    const { raw, lines, seen } = await serve({ bodyTime: 60_000, receive: async () => 'accepted' })
    const answer = await raw(
      `POST ${path} HTTP/1.1\r\nHost: payouts.example.com\r\n${more}Transfer-Encoding: chunked\r\n\r\n${chunk}`,
    )
    expect([answer.status >= 400 && answer.status < 500, chunk]).toEqual([true, chunk])
    expect(EVERYWHERE.filter((name) => !answer.headers[name])).toEqual([])
    expect([lines.length, seen.length]).toEqual([1, 0])
  }
})

test.each(['GET / HTTP/1.1\r\nHost: payouts.example.com\r\n\r\n', 'garbage\r\n\r\n'])(
  'a request that asks for another protocol is answered in this one, and what follows it on the connection is not',
  async (next) => {
    const { raw, seen } = await serve()
    const { status, headers, body } = await raw(
      `GET /first HTTP/1.1\r\nHost: payouts.example.com\r\n${UPGRADE}\r\n${next}`,
    )
    expect([status, headers.connection, body]).toEqual([200, 'close', expect.stringContaining('ok')])
    expect(seen.map(({ url }) => url)).toEqual(['/first'])
  },
)

test('events that are slow to arrive keep none from Stripe that is sent at once', async () => {
  const { request, port } = await serve({ receive: async () => 'accepted' })
  const slow = Array.from({ length: 260 }, () => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write('POST /api/webhooks/stripe HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{'),
    )
    return new Promise<typeof socket>((resolve) => socket.once('connect', () => resolve(socket)))
  })
  const sockets = await Promise.all(slow)
  expect((await request('POST', '/api/webhooks/stripe', {}, '{}')).status).toBe(200)
  for (const socket of sockets) socket.destroy()
})

test('bodies of one sender fill a share of the memory for them, and those of others still arrive', async () => {
  const { port, request } = await serve({ trustedProxies: 1, receive: async () => 'accepted' })
  const part = 500_000
  const sockets = Array.from({ length: 17 }, () => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        `POST /api/webhooks/stripe HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.1\r\nContent-Length: ${part + 1}\r\n\r\n`,
      )
      socket.write('x'.repeat(part))
    })
    return socket
  })
  const refused = await Promise.race(
    sockets.map(
      (socket) => new Promise((resolve) => socket.once('data', (data) => resolve(String(data).slice(0, 12)))),
    ),
  )
  expect(refused).toBe('HTTP/1.1 503')
  const send = (address: string) =>
    request('POST', '/api/webhooks/stripe', { 'X-Forwarded-For': address }, 'x'.repeat(part))
  expect((await send('192.0.2.1')).status).toBe(503)
  expect((await send('192.0.2.2')).status).toBe(200)
  for (const socket of sockets) socket.destroy()
  await expect.poll(async () => (await send('192.0.2.1')).status, BUSY).toBe(200)
})

test('a connection on which a request was refused serves the next ones, however long they take', async () => {
  const { port } = await serve({
    handle: async (_, response) => void setTimeout(() => response.end('ok'), 2500),
  })
  const host = 'Host: payouts.example.com\r\n'
  let received = ''
  const socket = connect(port, '127.0.0.1', () => socket.write(`POST /accounts HTTP/1.1\r\n${host}\r\n`))
  socket.on('data', (chunk) => {
    received += chunk
    if (received.endsWith('(APP_URL).')) socket.write(`GET /accounts HTTP/1.1\r\n${host}Connection: close\r\n\r\n`)
  })
  await new Promise((resolve) => socket.on('close', resolve))
  expect(received.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 403', 'HTTP/1.1 200'])
})

test('the log says from which address a request came that was refused, also when its body was read', async () => {
  const { request, lines } = await serve({ trustedProxies: 1 })
  const from = { ...OURS, 'X-Forwarded-For': '192.0.2.9' }
  await request('POST', '/accounts', { ...from, Origin: 'https://evil.example' }, '[]')
  await request('POST', '/accounts', from, 'no list')
  await expect
    .poll(() => lines, BUSY)
    .toMatchObject([
      { status: 403, address: '192.0.2.9' },
      { status: 400, address: '192.0.2.9' },
    ])
})

test.each([400, 405, 415])(
  'a route that answers with %i leaves one line in the log, as every other refusal',
  async (status) => {
    const { request, lines } = await serve({ handle: async (_, response) => void response.writeHead(status).end() })
    expect((await request('POST', '/api/find', FORM, 'q=x')).status).toBe(status)
    expect(lines).toMatchObject([{ status, because: expect.stringMatching(/\.$/), address: '127.0.0.1' }])
  },
)

test('only a build file may be cached, and not what Next answers instead of one', async () => {
  const { request } = await serve({
    handle: async ({ url }, response) => {
      if (url === '/_next/static/app.js') response.setHeader('cache-control', 'public, immutable')
      response.writeHead(url === '/_next/static/app.js' ? 200 : 308).end()
    },
  })
  const cached = async (path: string) => (await request('GET', path)).headers['cache-control']
  expect(await cached('/_next/static/app.js')).toBe('public, immutable')
  expect(await cached('/_next/static/chunks/..')).toBe('private, no-store')
})

test('an event is received with the very bytes that came, under any host, and never reaches Next', async () => {
  const received: string[][] = []
  const { request, seen } = await serve({
    receive: async (...event) => {
      received.push(event)
      return 'accepted'
    },
  })
  const sent = '{ "id":  "evt_1", "ü": "\\u0000" }'
  for (const path of ['/api/webhooks/stripe', '/api/webhooks/stripe?from=stripe']) {
    const answer = await request('POST', path, { 'Stripe-Signature': 't=1', Host: '192.0.2.7' }, sent)
    expect([answer.status, Object.keys(answer.headers)]).toEqual([200, expect.arrayContaining(EVERYWHERE)])
  }
  expect(received).toEqual([
    [sent, 't=1'],
    [sent, 't=1'],
  ])
  expect(seen).toEqual([])
})

test.each([
  ['not signed by Stripe', async () => 'refused' as const, 400, 'The event is not signed by Stripe.'],
  ['not kept, because the database is away', () => Promise.reject(new Error('away')), 500, undefined],
  ['too early, while the server starts', undefined, 503, undefined],
])('an event that is %s is not acknowledged and leaves a line in the log', async (_, receive, status, because) => {
  const { request, lines } = await serve({ ...(receive && { receive }) })
  expect((await request('POST', '/api/webhooks/stripe', {}, '{}')).status).toBe(status)
  await expect.poll(() => lines.length, BUSY).toBe(1)
  if (because) expect(lines).toMatchObject([{ status, because }])
})

test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])('%s is not a way to send an event', async (method) => {
  const { request, seen } = await serve({ receive: async () => 'accepted' })
  const answer = await request(method, '/api/webhooks/stripe')
  expect([answer.status, answer.headers.allow, seen]).toEqual([405, 'post', []])
})

test('events wait for no page and no page for events, and beyond their own limit they are sent again', async () => {
  const keeping: (() => void)[] = []
  const { request } = await serve({
    limits: { active: 1, waiting: 0 },
    receive: () => new Promise((resolve) => keeping.push(() => resolve('accepted'))),
  })
  const send = () => request('POST', '/api/webhooks/stripe', {}, '{}')
  const sent = Array.from({ length: 250 }, send)
  await expect.poll(() => keeping.length, BUSY).toBe(250)
  expect((await request('GET', '/accounts')).status).toBe(200)
  const turnedAway = await send()
  expect([turnedAway.status, turnedAway.headers['retry-after']]).toEqual([503, '2'])
  for (const keep of keeping) keep()
  expect(new Set((await Promise.all(sent)).map(({ status }) => status))).toEqual(new Set([200]))
  const later = send()
  await expect.poll(() => keeping.length, BUSY).toBe(251)
  keeping.at(-1)?.()
  expect((await later).status).toBe(200)
})

test('guesses at passwords and codes beyond their limits are turned away, and keep neither pages nor a known device waiting', async () => {
  const trying: (() => void)[] = []
  const { request } = await serve({
    trustedProxies: 1,
    limits: { active: 1, waiting: 0 },
    handle: (incoming, response) =>
      new Promise((resolve) => {
        const finish = () => resolve(response.end())
        if (incoming.method === 'POST') trying.push(finish)
        else finish()
      }),
  })
  const attempt = (address: string, cookie = '') =>
    request('POST', '/sign-in', { ...OURS, 'Next-Action': SIGN_IN, 'X-Forwarded-For': address, Cookie: cookie }, '[]')
  const ofOne = Array.from({ length: 10 }, () => attempt('192.0.2.1'))
  await expect.poll(() => trying.length, BUSY).toBe(4)
  const ofMany = Array.from({ length: 30 }, (_, number) => attempt(`198.51.100.${number}`))
  await expect.poll(() => trying.length, BUSY).toBe(24)
  expect((await request('GET', '/accounts', { 'X-Forwarded-For': '192.0.2.9' })).status).toBe(200)
  expect((await attempt('192.0.2.8', 'forged=yes')).status).toBe(503)
  const own = attempt('192.0.2.9', 'known=laptop')
  await expect.poll(() => trying.length, BUSY).toBe(25)
  trying.at(-1)?.()
  expect((await own).status).toBe(200)

  const finishing = setInterval(() => trying.splice(0).map((finish) => finish()), 10)
  const statuses = (await Promise.all([...ofOne, ...ofMany])).map(({ status }) => status)
  clearInterval(finishing)
  expect(statuses.filter((status) => status === 503).length).toBe(2 + 10)
})

test('beyond the queue a request is turned away with 503 and Retry-After, probes and files are not, and it recovers', async () => {
  const waiting: (() => void)[] = []
  const { request, lines } = await serve({
    limits: { active: 2, waiting: 2 },
    handle: async (incoming, response) => {
      if (incoming.url === '/accounts') await new Promise<void>((resolve) => waiting.push(resolve))
      response.end('ok')
    },
  })
  const admitted = Array.from({ length: 4 }, () => request('GET', '/accounts'))
  await expect.poll(() => waiting.length, BUSY).toBe(2)
  await new Promise((resolve) => setTimeout(resolve, 100))
  const refused = await Promise.all(Array.from({ length: 5 }, () => request('GET', '/accounts')))
  expect(refused.map(({ status }) => status)).toEqual(Array(5).fill(503))
  expect(refused[0]?.headers['retry-after']).toBe('2')
  for (const path of ['/api/health', '/_next/static/x.js']) expect((await request('GET', path)).status).toBe(200)

  for (let done = 0; done < 4; done++) {
    await expect.poll(() => waiting.length, BUSY).toBeGreaterThan(0)
    waiting.shift()?.()
  }
  expect((await Promise.all(admitted)).map(({ status }) => status)).toEqual([200, 200, 200, 200])
  const after = request('GET', '/accounts')
  await expect.poll(() => waiting.length, BUSY).toBe(1)
  waiting.shift()?.()
  expect((await after).status).toBe(200)
  await expect.poll(() => lines, BUSY).toEqual([{ turnedAway: 5 }])
})

test('an answer that has begun and waits for Stripe holds up nobody', async () => {
  const { request, port } = await serve({
    limits: { active: 1, waiting: 0 },
    handle: async (incoming, response) => {
      if (incoming.url === '/slow') return void response.write('<html>')
      response.end('ok')
    },
  })
  const slow = connect(port, '127.0.0.1', () => slow.write('GET /slow HTTP/1.1\r\nHost: payouts.example.com\r\n\r\n'))
  await new Promise((resolve) => slow.once('data', resolve))
  expect((await request('GET', '/accounts')).status).toBe(200)
  slow.destroy()
})

test('answers that have begun and do not end are bounded too, and event streams are not among them', async () => {
  const { request, port } = await serve({
    mostOpen: 2,
    handle: async (incoming, response) => {
      if (incoming.url === '/changes') response.setHeader('content-type', 'text/event-stream')
      if (incoming.url === '/accounts') return void response.end('ok')
      response.writeHead(200)
      response.write('begun')
    },
  })
  const begin = (path: string) =>
    new Promise<ReturnType<typeof connect>>((resolve) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(`GET ${path} HTTP/1.1\r\nHost: payouts.example.com\r\n\r\n`),
      )
      socket.once('data', () => resolve(socket))
    })
  const streams = await Promise.all(['/changes', '/changes', '/changes'].map(begin))
  const [first, second] = await Promise.all(['/slow', '/slow'].map(begin))
  const refused = await request('GET', '/accounts')
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, '2'])
  first?.destroy()
  await expect.poll(async () => (await request('GET', '/accounts')).status, BUSY).toBe(200)
  for (const socket of [second, ...streams]) socket?.destroy()
})

test('event streams are ended when the server stops', async () => {
  const { front, request } = await serve({
    handle: async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('retry: 250\n\n')
    },
  })
  const stream = request('GET', '/api/accounts/acct_1/changes')
  await new Promise((resolve) => setTimeout(resolve, 100))
  front.endStreams()
  expect((await stream).body).toContain('retry: 250')
})

test('an error behind the front is a plain 500 and a line in the log', async () => {
  const { request, lines } = await serve({
    handle: async () => {
      throw new Error('broken')
    },
  })
  const answer = await request('GET', '/accounts')
  expect([answer.status, answer.body]).toEqual([500, 'Spillway could not answer this request.'])
  expect(lines).toHaveLength(1)
})

test('a report of the content security policy is accepted by the demo from any browser, up to its size, and nowhere else', async () => {
  const demo = await serve({ simulatorUrl: 'http://localhost:4242' })
  const status = async (site: Pick<typeof demo, 'request'>, method: string, body = '') =>
    (await site.request(method, '/csp-report', { 'Content-Type': 'application/csp-report' }, body)).status
  expect(await status(demo, 'POST', 'no report')).toBe(204)
  expect(await status(demo, 'POST', 'x'.repeat(16 * 1024 + 1))).toBe(413)
  expect(await status(demo, 'GET')).toBe(405)
  expect(await status(await serve(), 'POST', 'no report')).toBe(403)
})
