// Requests that no browser and no proxy sends, generated: each is built from a good one that is spoiled in one to three
// places, so that the next one to be thought of is probably here too.
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'

export type Malformed = {
  name: string
  /** The exact bytes; the connection is closed after them where `isCutShort`. */
  bytes: Buffer
  isCutShort: boolean
  /** Whether nothing but a refusal will do. Others may as well be understood in some way. */
  mustBeRefused: boolean
}

type Site = { host: string; origin: string; actions: string[]; pages: string[]; cookie: string }

/** The same sequence on every run, so that a failing case can be found again by its number. */
function seeded(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

type Draft = {
  method: string
  path: string
  version: string
  headers: [name: string, value: string][]
  body: Buffer
  lengthIs: 'right' | 'missing' | string
  isCutShort: boolean
  mustBeRefused: boolean
}

/** One way of spoiling a request; the name says which. */
type Spoiling = [name: string, spoil: (draft: Draft) => void]

export function malformedRequests({ host, origin, actions, pages, cookie }: Site, count: number): Malformed[] {
  const random = seeded(20261128)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const number = (most: number) => Math.floor(random() * most)
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => number(256)))
  const text = (length: number) =>
    String.fromCharCode(...Array.from({ length }, () => 32 + number(95))).replaceAll(/[\r\n]/g, '')

  const set = (draft: Draft, name: string, value: string) => {
    draft.headers = [...draft.headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase()), [name, value]]
  }
  const refused = (draft: Draft) => {
    draft.mustBeRefused = true
  }

  const get = (): Draft => ({
    method: 'GET',
    path: pick(pages),
    version: 'HTTP/1.1',
    headers: [
      ['Host', host],
      ...((random() < 0.5 ? [['Cookie', cookie]] : []) as [string, string][]),
      ...((random() < 0.3 ? [['RSC', '1']] : []) as [string, string][]),
    ],
    body: Buffer.alloc(0),
    lengthIs: 'missing',
    isCutShort: false,
    mustBeRefused: false,
  })
  const post = (body: Buffer, type: string, path: string): Draft => ({
    ...get(),
    method: 'POST',
    path,
    headers: [
      ['Host', host],
      ['Origin', origin],
      ['Content-Type', type],
      ...((random() < 0.5 ? [['Cookie', cookie]] : []) as [string, string][]),
    ],
    body,
    lengthIs: 'right',
  })
  const call = (body: string | Buffer, type = 'text/plain;charset=UTF-8'): Draft => {
    const draft = post(Buffer.from(body), type, pick(pages))
    draft.headers.push(['Next-Action', pick(actions)], ['Accept', 'text/x-component'])
    return draft
  }
  const part = (name: string, value: string, more = '') =>
    `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
  const form = (...parts: string[]) => `${parts.join('')}--b--\r\n`
  const asForm = (body: string | Buffer, boundary = 'b') => call(body, `multipart/form-data; boundary=${boundary}`)
  const withoutScript = (body: string) => post(Buffer.from(body), 'multipart/form-data; boundary=b', '/sign-in')
  const event = (body: Buffer | string, signature: string): Draft => {
    const draft = post(Buffer.from(body), 'application/json', '/api/webhooks/stripe')
    draft.headers = draft.headers.filter(([name]) => name !== 'Origin')
    draft.headers.push(['Stripe-Signature', signature])
    draft.mustBeRefused = true
    return draft
  }
  const nested = (depth: number, [open, close]: [string, string]) => `[${open.repeat(depth)}${close.repeat(depth)}]`

  const MARKS = ['$', '$1', '$0', '$K1', '$Kzz', '$F1', '$h1', '$T', '$@1', '$Q1', '$W1', '$i1', '$B1', '$nabc', '$n']
  const MORE_MARKS = ['$o1', '$A1', '$R1', '$x1', '$S1', '$E1', '$0:0', '$0:1:2:3', '$0:__proto__', '$0:constructor']

  const good: (() => Draft)[] = [
    get,
    get,
    () => call('[]'),
    () => call(`["acct_${text(8).replaceAll(/\W/g, '')}",{"a":1}]`),
    () => asForm(form(part('_1_email', 'a@b.example'), part('_1_password', 'x'), part('0', '[{},"$K1"]'))),
  ]

  /** Requests that are wrong as a whole. */
  const wrong: [string, () => Draft][] = [
    ['arguments that are no list', () => must(call(pick(['{}', 'null', '7', '"x"', 'true', '{"0":[]}'])))],
    ['arguments that are no JSON', () => must(call(pick(['', '[', '[1,', 'undefined', text(20), '[1]]', "['a']"])))],
    ['arguments that are bytes', () => must(call(bytes(1 + number(4000))))],
    ['deep lists', () => must(call(nested(pick([40, 1000, 10_000, 30_000, 60_000]), ['[', ']'])))],
    ['deep objects', () => must(call(nested(pick([40, 1000, 10_000, 20_000]), ['{"a":[', ']}'])))],
    ['open lists', () => must(call('['.repeat(pick([1000, 30_000, 120_000]))))],
    ['too many arguments', () => must(call(JSON.stringify(Array(17 + number(20_000)).fill(1))))],
    ['a mark of React’s', () => must(call(JSON.stringify([pick([...MARKS, ...MORE_MARKS]), 1])))],
    ['a mark further in', () => must(call(JSON.stringify(['acct_1', { a: [pick([...MARKS, ...MORE_MARKS])] }])))],
    ['a mark in a form', () => must(asForm(form(part('0', JSON.stringify([pick(MARKS.slice(0, 3)), '$K1'])))))],
    ['no form where one is due', () => call(pick(['[null,null]', '[{},{}]', '["a","b"]', '[]', '[1,2,3]']))],
    ['odd arguments', () => call(JSON.stringify(Array.from({ length: number(6) }, () => pick(ODD))))],
    ['odd forms', () => asForm(form(part(`_1_${pick(ODD)}`, String(pick(ODD))), part('0', '[{},"$K1"]')))],
    ['an unknown action', () => must(withHeader(call('[]'), 'Next-Action', pick(UNKNOWN)))],
    ['a body that is too large', () => must(call(`["${'x'.repeat(pick([140_000, 600_000, 2_000_000]))}"]`))],
    ['a form without its arguments', () => must(asForm(form(part('_1_email', 'x'))))],
    ['a form with two lists of arguments', () => must(asForm(form(part('0', '[1]'), part('0', '[2]'))))],
    ['a form with a file', () => must(asForm(form(part('0', '["$K1"]'), part('_1_a', 'x', '; filename="a.txt"'))))],
    ['a form that does not end', () => must(asForm(`${part('0', '[]')}${pick(['', '--b', '--', '\r\n'])}`))],
    ['a form with another boundary', () => must(asForm(form(part('0', '[]')), pick(['c', 'bb', '""', text(80)])))],
    ['a form without a boundary', () => must(call(form(part('0', '[]')), 'multipart/form-data'))],
    ['a form of bytes', () => must(asForm(bytes(number(4000))))],
    ['a part without a name', () => must(asForm('--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n'))],
    ['a part without headers', () => must(asForm('--b\r\n\r\nx\r\n--b--\r\n'))],
    ['many parts', () => must(asForm(form(...Array.from({ length: 2000 }, (_, i) => part(`x${i}`, 'x')))))],
    ['a form for no action', () => must(withoutScript(form(part('email', 'x'))))],
    ['a form for an unknown action', () => must(withoutScript(form(part(`$ACTION_ID_${'0'.repeat(42)}`, ''))))],
    [
      'a form whose bound arguments are spoiled',
      () =>
        must(
          withoutScript(
            form(
              part('$ACTION_REF_1', ''),
              part('$ACTION_1:0', pick([`{"id":"${pick(actions)}","bound":"$@1"}`, '{}', '[]', '{', '7'])),
              part('$ACTION_1:1', pick(['[', '{}', '"x"', nested(30_000, ['[', ']']), '["$K9"]', '["$@2"]'])),
            ),
          ),
        ),
    ],
    ['a form that lacks its parts', () => must(withoutScript(form(part('$ACTION_REF_1', ''))))],
    ['a form as an address', () => must(post(Buffer.from('a=1'), 'application/x-www-form-urlencoded', pick(pages)))],
    ['an unsigned event', () => event(pick(['{}', '[]', 'null', '', '{"id":"evt_1"}']), pick(SIGNATURES))],
    ['an event of bytes', () => event(bytes(number(5000)), pick(SIGNATURES))],
    ['an event that is too large', () => event('x'.repeat(pick([600_000, 2_000_000])), pick(SIGNATURES))],
    ['no HTTP', () => must({ ...get(), method: text(10), version: text(8) })],
    ['a TLS greeting', () => must({ ...get(), method: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' })],
  ]
  const must = (draft: Draft): Draft => ({ ...draft, mustBeRefused: true })
  const withHeader = (draft: Draft, name: string, value: string) => {
    set(draft, name, value)
    return draft
  }

  const spoilings: Spoiling[] = [
    ['long identifier', (draft) => (draft.path = `/accounts/acct_${'x'.repeat(pick([64, 65, 500, 5000]))}`)],
    ['Next’s own paths', (draft) => (draft.path = pick(NEXT_PATHS))],
    ['API path', (draft) => (draft.path = pick(API_PATHS))],
    [
      'method',
      (draft) => {
        draft.method = pick(['TRACE', 'OPTIONS', 'CONNECT', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'BREW', 'get', 'G T'])
        refused(draft)
      },
    ],
    [
      'percent signs',
      (draft) => {
        const [path = '', ...query] = draft.path.split('?')
        draft.path = [path + pick(BAD_PERCENTS), ...query].join('?')
        refused(draft)
      },
    ],
    [
      'odd path',
      (draft) => (draft.path += pick(['/../..', '//', '/./', '/%25E0%25A4%25A', '/%2e%2e', '/\\', ';a=b', '/~'])),
    ],
    ['deep path', (draft) => (draft.path += '/a'.repeat(pick([50, 500, 3000])))],
    ['long path', (draft) => (draft.path += `/${'x'.repeat(pick([300, 5000, 20_000]))}`)],
    [
      'query',
      (draft) => (draft.path += pick(['?%', '?%E0%A4%A', '?a=%zz', '?__proto__=1', '?a[]=1&a=2', '?_rsc=%', '?&&&'])),
    ],
    ['more query', (draft) => (draft.path += `?${'a=1&'.repeat(pick([10, 1000, 3000]))}`)],
    [
      'known query',
      (draft) => (draft.path += `?q=${pick(['%00', '%ff', '%', 'a'.repeat(5000)])}&page=-1&before=%&type=x`),
    ],
    [
      'parameters',
      (draft) => {
        const parameters = Array.from({ length: 1 + number(3) }, () => `${pick(PARAMETERS)}=${pick(PARAMETER_VALUES)}`)
        draft.path = `${draft.path.split('?')[0]}?${parameters.join('&')}`
      },
    ],
    [
      'compressed',
      (draft) => {
        if (draft.method !== 'POST') return
        set(draft, 'Content-Encoding', pick(['gzip', 'br', 'deflate', 'zstd', 'gzip, gzip', 'x']))
        if (random() < 0.5) draft.body = gzipSync(draft.body)
        refused(draft)
      },
    ],
    [
      'header twice',
      (draft) => {
        const [name, value] = pick(draft.headers)
        if (name !== 'Host') draft.headers.push([name, pick([value, '', 'x', `${value}x`])])
      },
    ],
    [
      'chunks',
      (draft) => {
        if (draft.method !== 'POST') return
        draft.lengthIs = 'missing'
        draft.headers.push(['Transfer-Encoding', 'chunked'])
        draft.body = Buffer.from(
          pick(['zz\r\n', '-1\r\n', 'ffffffffffffffff1\r\nx', '3\r\nabcdef\r\n0\r\n\r\n', '3;\0\r\n']),
        )
        // Node says nothing of chunks that it can't read after an Upgrade: such a body is waited for.
        draft.isCutShort = true
        refused(draft)
      },
    ],
    [
      'foreign host',
      (draft) => {
        set(
          draft,
          'Host',
          pick(['evil.example', 'evil.example:80', `x.${host}`, '', ' ', 'a b', '[::1', '@', `${host}@x`]),
        )
        refused(draft)
      },
    ],
    [
      'no host',
      (draft) => {
        draft.headers = draft.headers.filter(([name]) => name !== 'Host')
        refused(draft)
      },
    ],
    ['two hosts', (draft) => draft.headers.push(['Host', 'evil.example'])],
    [
      'forwarded',
      (draft) => draft.headers.push([pick(FORWARDED), pick(['evil.example', '1.2.3.4', ',,,', 'x'.repeat(500)])]),
    ],
    [
      'Next’s own headers',
      (draft) => set(draft, pick(NEXT_HEADERS), pick(['1', '', '%', '{}', '/../x', text(30), '%5B%22'])),
    ],
    [
      'router state',
      (draft) => {
        set(draft, 'RSC', '1')
        set(draft, 'Next-Router-State-Tree', pick(ROUTER_STATES))
        refused(draft)
      },
    ],
    [
      'cookie',
      (draft) =>
        set(draft, 'Cookie', pick(['spillway=%E0%A4%A', 'spillway=', '=', ';;;', 'a'.repeat(6000), '\x80=\xff'])),
    ],
    ['range', (draft) => set(draft, 'Range', pick(['bytes=-1', 'bytes=9-1', 'bytes=x', 'bytes=0-0,1-1,2-2', 'x']))],
    [
      'condition',
      (draft) => set(draft, pick(['If-None-Match', 'If-Modified-Since', 'If-Match']), pick(['*', '""', text(9)])),
    ],
    [
      'accept',
      (draft) => set(draft, pick(['Accept', 'Accept-Encoding', 'Accept-Language']), pick(['', '*', ';q=x', text(40)])),
    ],
    ['upgrade', (draft) => draft.headers.push(['Connection', 'Upgrade'], ['Upgrade', pick(['websocket', 'h2c', 'x'])])],
    [
      'expectation',
      (draft) => {
        set(draft, 'Expect', pick(['200-ok', 'x']))
        refused(draft)
      },
    ],
    [
      'header too large',
      (draft) => {
        set(draft, 'X-Large', 'x'.repeat(pick([20_000, 100_000])))
        refused(draft)
      },
    ],
    [
      'many headers',
      (draft) =>
        draft.headers.push(...Array.from({ length: pick([50, 300]) }, (_, i): [string, string] => [`X-${i}`, 'x'])),
    ],
    [
      'broken header',
      (draft) => {
        draft.headers.push(
          pick([
            ['X Y', 'a'],
            ['', 'a'],
            ['X\x00', 'a'],
            ['X', 'a\x00b'],
            ['X', 'a\rb'],
            ['(', ')'],
          ]),
        )
        refused(draft)
      },
    ],
    [
      'length',
      (draft) => {
        draft.lengthIs = pick(['-1', 'x', '1e3', '99999999999999999999', '0x10', '1, 2', '9999999'])
        refused(draft)
      },
    ],
    [
      'two lengths',
      (draft) => {
        draft.headers.push(['Content-Length', '3'], ['Transfer-Encoding', pick(['chunked', 'gzip', 'identity', 'x'])])
        refused(draft)
      },
    ],
    [
      'cut short',
      (draft) => {
        draft.isCutShort = true
        draft.lengthIs = String(draft.body.length + 100)
        refused(draft)
      },
    ],
    [
      'content type',
      (draft) => {
        if (draft.method === 'POST')
          set(draft, 'Content-Type', pick(['', '/', 'text', 'application/json', 'a/b;', 'image/png']))
      },
    ],
    [
      'origin',
      (draft) => {
        if (draft.method !== 'POST') return
        set(draft, 'Origin', pick(['null', '', 'https://evil.example', 'x', `${origin}.evil.example`, `${origin}/`]))
        if (!draft.path.startsWith('/api/webhooks/')) refused(draft)
      },
    ],
    [
      'no path',
      (draft) => {
        draft.path = pick(['*', 'accounts', `http://${host}/accounts`, 'http://evil.example/', '?a', '#a', '\\', ''])
        refused(draft)
      },
    ],
  ]

  function spoiled(): Malformed {
    if (random() < 0.45) {
      const [name, make] = pick(wrong)
      return toBytes(name, make())
    }
    const draft = pick(good)()
    // In the order of the list: what replaces a part comes before what spoils it.
    const chosen = new Set(Array.from({ length: 1 + number(3) }, () => pick(spoilings)))
    const inOrder = spoilings.filter((spoiling) => chosen.has(spoiling))
    for (const [, spoil] of inOrder) spoil(draft)
    return toBytes(inOrder.map(([name]) => name).join(' + '), draft)
  }

  return Array.from({ length: count }, spoiled)
}

function toBytes(name: string, draft: Draft): Malformed {
  const { method, path, version, headers, body, lengthIs, isCutShort, mustBeRefused } = draft
  const lines = [
    `${method} ${path} ${version}`,
    ...headers.map(([header, value]) => `${header}: ${value}`),
    ...(lengthIs === 'missing' ? [] : [`Content-Length: ${lengthIs === 'right' ? body.length : lengthIs}`]),
    'Connection: close',
  ]
  return {
    name,
    bytes: Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]),
    isCutShort,
    mustBeRefused,
  }
}

export type RawAnswer = { status: number; headers: Record<string, string>; ms: number }

/** Sends bytes as they are and reads the answer's head; null when the connection ends without one. */
export function sendBytes(
  { host, port }: { host: string; port: number },
  { bytes, isCutShort }: Pick<Malformed, 'bytes' | 'isCutShort'>,
  patience: number,
): Promise<RawAnswer | null> {
  const startedAt = performance.now()
  return new Promise((resolve) => {
    let received = ''
    const socket = connect({ host, port, allowHalfOpen: true }, () => {
      if (isCutShort) socket.end(bytes)
      else socket.write(bytes)
    })
    const finish = () => {
      const [head] = received.split('\r\n\r\n')
      const [first = '', ...lines] = (head ?? '').split('\r\n')
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0)
      const headers = Object.fromEntries(
        lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
      )
      resolve(status === 0 ? null : { status, headers, ms: performance.now() - startedAt })
      socket.destroy()
    }
    socket.setTimeout(patience, finish)
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      if (received.startsWith('HTTP/1.1 100')) received = received.split('\r\n\r\n').slice(1).join('\r\n\r\n')
      if (received.includes('\r\n\r\n')) finish()
    })
    socket.on('end', finish)
    socket.on('error', finish)
  })
}

const ODD = [
  null,
  true,
  0,
  -1,
  1e300,
  '',
  'a',
  '\u0000',
  '\ud800',
  '🏦',
  'x'.repeat(3000),
  [],
  {},
  [[]],
  { a: { b: 1 } },
]
/** Of all pages together: each ignores those of others. */
const PARAMETERS =
  'q state sort dir after before page account actor type outcome field origin names from to reads day at entry payouts reason requirement schedule delay currency country balance next_payout min max status group role email view id tab return theme'.split(
    ' ',
  )
const PARAMETER_VALUES = [
  ...[
    '',
    '%00',
    'a%00b',
    '%ff',
    '%ED%A0%80',
    '%F0%9F%92%A5',
    '%0d%0aX:1',
    '%',
    '%zz',
    '%252500',
    '+',
    '%20',
    '%E2%80%AE',
  ],
  ...[
    '-1',
    '0',
    '1e309',
    '9'.repeat(400),
    '9223372036854775808',
    '0x1',
    'NaN',
    '2026-02-31',
    '0000-00-00',
    '99999-01-01',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '[]',
    '{}',
    "'%20OR%201=1",
    '%25%25',
    '_%25',
    '*',
    '../../x',
    'acct_%00',
    'po_1',
  ],
  ...['a'.repeat(5000), '%C3%A9'.repeat(500), '01900000-0000-7000-8000-000000000000', '//evil.example', 'javascript:1'],
]
const BAD_PERCENTS = ['/%E0%A4%A', '/%', '/%zz', '%', '/%00', '/%C0%AF', '/%ff', '/a%0d%0ab', '/%0A', '/%7F']
const UNKNOWN = [
  '',
  'x',
  '0'.repeat(42),
  'f'.repeat(42),
  '60'.repeat(21),
  'toString',
  '__proto__',
  'x'.repeat(500),
  '%',
]
const SIGNATURES = [
  '',
  'x',
  't=1,v1=x',
  't=,v1=',
  ',,,',
  '\xff',
  `t=1,v1=${'0'.repeat(64)}`,
  'v1='.repeat(2000),
  't=1e999',
]
const FORWARDED = [
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'X-Forwarded-Port',
  'Forwarded',
  'X-Real-IP',
]
const NEXT_HEADERS = [
  'RSC',
  'Next-Url',
  'Next-Router-Prefetch',
  'Next-Router-Segment-Prefetch',
  'Next-Hmr-Refresh',
  'Next-Resume',
  'X-Nextjs-Data',
  'X-Nextjs-Request-Id',
  'X-Matched-Path',
  'X-Middleware-Subrequest',
  'X-Middleware-Rewrite',
  'X-Middleware-Prefetch',
  'X-Invoke-Path',
  'X-Invoke-Status',
  'X-Now-Route-Matches',
  'X-Prerender-Revalidate',
  'X-Action-Forwarded',
  'X-Spillway-Internal',
  'X-Client-Address',
  'Purpose',
]
const ROUTER_STATES = [
  '',
  '%',
  'x',
  '{}',
  'null',
  '7',
  '[]',
  '[1]',
  '[""]',
  '["",7]',
  '["",{"children":7}]',
  '["",{"children":["a"]}]',
  '[["a"],{}]',
  '["",{},1]',
  '["",{},null,7]',
  '%5B%22%22',
  '%E0%A4%A',
  `${'['.repeat(3000)}${']'.repeat(3000)}`,
  encodeURIComponent(`${'["",{"children":'.repeat(150)}["",7]${'}]'.repeat(150)}`),
]
const NEXT_PATHS = [
  '/_next',
  '/_next/',
  '/_next/static',
  '/_next/static/%',
  '/_next/static/../../package.json',
  '/_next/static/%2e%2e/%2e%2e/package.json',
  '/_next/static/chunks/%00',
  '/_next/data/x/accounts.json',
  '/_next/image',
  '/_next/image?url=%2Ficon.svg&w=64&q=75',
  '/_next/image?url=http://evil.example/x',
  '/_error',
  '/_not-found',
  '/404',
  '/500',
  '/accounts.rsc',
  '/accounts.segments/_tree.segment.rsc',
  '/accounts/$d$accountId',
  '/accounts/[accountId]',
]
const API_PATHS = [
  '/api',
  '/api/',
  '/api/x',
  '/api/health/x',
  '/api/auth/sign-in/email',
  '/api/accounts/%5BaccountId%5D/changes',
  '/api/accounts/x/changes?since=%',
  '/api/calendar/%2e%2e',
  `/api/calendar/${'x'.repeat(500)}`,
  '/api/webhooks/stripe',
  '/api/webhooks/x',
  '/balance/payouts.ics',
]
