import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { Admission, AdmissionByKey } from '../lib/admission.ts'
import { addressGroup, clientAddress } from '../lib/client-address.ts'
import type { ReceiveEvent } from '../lib/event-receiver.ts'
import { loggedPath } from '../lib/log.ts'
import { metrics } from '../lib/metrics.ts'
import { beginPage } from '../lib/people-first.ts'
import { readActionBody } from './action-body.ts'
import { CspReports } from './csp-reports.ts'
import { type Body, readBody, withBody } from './request-body.ts'
import { isBuildFile, NOT_STORED, responseHeaders } from './response-headers.ts'
import { isRouterState } from './router-state.ts'

/** The largest bodies in bytes. A form is far smaller; most events are a few kilobytes. */
const ACTION_BODY = 128 * 1024
const EVENT_BODY = 512 * 1024

/** How long a body may take to arrive, in milliseconds. Both are sent at once, by browsers and by Stripe. */
const BODY_TIME = 10_000

/** Where Stripe posts events. Next has no such route. */
const WEBHOOK = '/api/webhooks/stripe'

/** Where browsers report violations of the content security policy, in the demo only, and the largest report in bytes. */
const CSP_REPORTS = '/csp-report'
const REPORT_BODY = 16 * 1024

/** The most events that are being kept at the same time. Stripe sends again what is turned away. */
const EVENTS_AT_ONCE = 250

/** Passwords, codes and links that are checked at the same time: for devices that nobody has signed in on, of one address among them, and on one known device. */
const STRANGERS = { active: 24, waiting: 0 }
const ONE_ADDRESS = { active: 4, waiting: 4 }
const ONE_DEVICE = { active: 2, waiting: 2 }

/** The longest a request waits while the server is busy, in milliseconds. */
const PATIENCE = 5000

/** How long a client that is still sending may read the error, in milliseconds. */
const LINGER = 2000

/** Seconds after which a rejected client may retry. */
const RETRY_AFTER = 2

/** Health checks: they work under any host name, without the proxy, and under overload. */
const PROBES = new Set(['/api/health', '/api/ready'])

/** The JSON API: a key says who asks, never a cookie, so requests of other sites can do nothing here. */
const API = '/api/v1/'

/** Where the API takes a body. The tests hold it against the rules of the doors. */
export const API_POSTS = /^\/api\/v1\/(plans|rollouts|accounts\/[^/]+\/change-requests)$/

/** The route to which a page posts a plain form. */
const SIGN_OUT = '/sign-out'

/** Headers that only this file sets; what a client or proxy sends is removed. */
const CLAIMS =
  /^(forwarded|x-forwarded-.*|x-real-ip|x-client-address|x-request-id|x-asked-for|content-security-policy.*)$/

/** Hop-by-hop headers, which Next would forward in its internal requests, and range requests, which nobody needs. */
const UNUSED = /^(upgrade|http2-settings|te|trailer|keep-alive|proxy-.*|range|if-range|if-match|if-unmodified-since)$/

/** Internal headers of Next. */
const NEXTS_OWN = /^(next-resume.*|x-action-forwarded|x-(middleware|invoke|matched|now|prerender|nextjs-data).*)$/

/** Marks Next's internal requests to this server, for example after a redirect: they copy the original headers. */
const INTERNAL = 'x-spillway-internal'

type Refusal = { status: number; because: string; headers?: Record<string, string> }

/**
 * Handles every request before Next does. Sets the response headers, refuses malformed requests with a reason and one log
 * line, and limits the load. Next sees each request as if it had been sent directly to APP_URL.
 *
 * @param mostOpen the most responses in progress, those included that have begun and wait for Stripe; event streams are not
 * @param receiver what checks and keeps events, once the server has started
 * @param isAction whether an id belongs to a server action of this build
 * @param checksSecret whether it belongs to an action by which secrets could be guessed
 * @param bodyTime how long a body may take to arrive, in milliseconds
 * @param knownDevice the id of the device that a Cookie header is of, if somebody has signed in on it
 */
export function createFront({
  site,
  trustedProxies,
  admission,
  mostOpen,
  receiver,
  isAction,
  checksSecret,
  knownDevice,
  bodyTime = BODY_TIME,
  log,
  handle,
}: {
  site: { appUrl: string; simulatorUrl: string | undefined; isDevelopment: boolean }
  trustedProxies: number
  admission: Admission
  mostOpen: number
  receiver: () => ReceiveEvent | undefined
  isAction: (id: string) => boolean
  checksSecret: (id: string) => boolean
  knownDevice: (cookies: string) => string | null
  bodyTime?: number
  log: Pick<Logger, 'warn' | 'error'>
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<unknown>
}) {
  const { origin, host, hostname, protocol } = new URL(site.appUrl)
  const token = randomUUID()
  const streams = new Set<ServerResponse>()
  /** Their request was refused before it had arrived: how it ends says nothing new. */
  const refused = new WeakSet<Duplex>()
  const open = new Set<ServerResponse>()
  const strangers = new Admission(STRANGERS)
  const addresses = new AdmissionByKey(ONE_ADDRESS)
  const devices = new AdmissionByKey(ONE_DEVICE)
  let turnedAway = 0
  let eventsInProgress = 0
  const cspReports = site.simulatorUrl ? new CspReports(log) : null

  async function listener(request: IncomingMessage, response: ServerResponse) {
    const requestId = randomUUID()
    const path = request.url?.split('?')[0] ?? ''
    const headers = responseHeaders(requestId, site)
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (!isBuildFile(path)) response.setHeader('cache-control', NOT_STORED)
    // Node reports no error in what follows such a request, so nothing may follow it.
    if ('upgrade' in request.headers) response.setHeader('connection', 'close')
    try {
      const isOwn = request.headers[INTERNAL] === token
      if (!isOwn) response.once('close', () => count(request, response))
      const address = isOwn ? String(request.headers['x-client-address']) : addressOf(request)
      const refusal = refusalOf(request, path, { isOwn, address })
      if (refusal) return refuse(request, response, refusal)
      if (path === WEBHOOK) return await takeEvent(request, response, address)
      if (path === CSP_REPORTS && cspReports)
        return await takeReport(request, response, { reports: cspReports, address })

      for (const name of Object.keys(request.headers)) {
        if (CLAIMS.test(name) || UNUSED.test(name) || (!isOwn && NEXTS_OWN.test(name))) delete request.headers[name]
      }
      if (path.startsWith(API)) for (const name of NOT_FOR_PROGRAMS) delete request.headers[name]
      Object.assign(request.headers, {
        host,
        'x-forwarded-proto': protocol.slice(0, -1),
        'x-client-address': address ?? '',
        'x-request-id': requestId,
        'x-asked-for': request.url,
        'content-security-policy': headers['content-security-policy'],
        [INTERNAL]: token,
      })
      const whole = request.method === 'POST' ? await readWhole(request, response, { path, address }) : request
      if ('status' in whole) return refuse(request, response, whole, address)
      // Files and health checks are cheap, and an internal request belongs to one that was admitted.
      const isFree = isOwn || PROBES.has(path) || isBuildFile(path)
      if (!isFree && open.size >= mostOpen) return turnAway(response, path)
      if (!isFree) track(open, response)
      const leave = isFree
        ? () => {}
        : checksSecret(String(request.headers['next-action']))
          ? await admitGuess(request, address)
          : await admission.enter(PATIENCE)
      if (!leave) return turnAway(response, path)
      const endPage = isFree ? () => {} : beginPage()
      await answer(whole, response, () => {
        leave()
        endPage()
      })
    } catch (error) {
      log.error({ err: error, requestId, method: request.method, path: loggedPath(request.url) }, 'request failed')
      if (response.headersSent) response.destroy()
      else writeText(response, 500, 'Spillway could not answer this request.', path)
    }
  }

  function addressOf({ headers, socket }: IncomingMessage): string | null {
    const forwardedFor = headers['x-forwarded-for']
    return clientAddress({
      peer: socket.remoteAddress,
      forwardedFor: Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor,
      trustedProxies,
    })
  }

  /** Why a request is refused without reading its body, or null. */
  function refusalOf(
    { url = '', method = '', headers }: IncomingMessage,
    path: string,
    { isOwn, address }: { isOwn: boolean; address: string | null },
  ): Refusal | null {
    if (!isPath(url, path)) return { status: 400, because: 'This address cannot be read.' }
    const routerState = headers['next-router-state-tree']
    if (routerState !== undefined && !isRouterState(String(routerState))) return CANNOT_BE_READ
    if (!isOwn && !PROBES.has(path) && path !== WEBHOOK) {
      if (trustedProxies === 0 && !isOurHost(headers.host)) return { status: 421, because: foreignHost(headers.host) }
      if (address === null) return { status: 400, because: missingAddress() }
    }
    // Both come without our Origin.
    const takesPosts = path === WEBHOOK || (path === CSP_REPORTS && cspReports)
    if (takesPosts && method !== 'POST') return { ...NOT_ALLOWED, headers: { allow: 'POST' } }
    if ((headers['content-encoding'] ?? 'identity') !== 'identity') return COMPRESSED
    // Nor does it report chunks that cannot be read, which would be waited for.
    if ('upgrade' in headers && 'transfer-encoding' in headers) return UPGRADED_CHUNKS
    if (takesPosts) return null
    if (!['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method)) return NOT_ALLOWED
    if (method === 'GET' || method === 'HEAD') {
      const hasBody = 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0
      return hasBody ? { status: 400, because: 'This request cannot have a body.' } : null
    }
    if (path.startsWith(API)) return method === 'POST' && API_POSTS.test(path) ? null : NOT_ALLOWED
    // Next only warns about an action without an Origin.
    if (headers.origin !== origin) {
      return { status: 403, because: `This request did not come from Spillway at ${origin} (APP_URL).` }
    }
    return method === 'POST' ? null : NOT_ALLOWED
  }

  function isOurHost(given: string | undefined): boolean {
    const name = URL.parse(`http://${given}`)?.hostname
    return name !== undefined && name === hostname
  }

  const foreignHost = (given: string | undefined) =>
    `This request was made to ${shortened(given) || 'no host'}, but Spillway is at ${origin} (APP_URL). ` +
    'If a proxy in front of Spillway rewrites Host, set TRUSTED_PROXIES to the number of proxies.'

  const missingAddress = () =>
    `TRUSTED_PROXIES is ${trustedProxies}, but X-Forwarded-For of this request does not hold an address for each of ` +
    'them. Let each proxy append the address that it sees (nginx: proxy_set_header X-Forwarded-For ' +
    '$proxy_add_x_forwarded_for), or set TRUSTED_PROXIES to the number of proxies.'

  /** The request with its body read and checked, or why it is refused. */
  async function readWhole(
    request: IncomingMessage,
    response: ServerResponse,
    { path, address }: { path: string; address: string | null },
  ): Promise<IncomingMessage | Refusal> {
    const action = request.headers['next-action']
    const type = request.headers['content-type'] ?? ''
    const isRoute = path.startsWith('/api/') || path === SIGN_OUT
    if (isFile(path) || (!isRoute && action === undefined)) return NOT_ALLOWED
    if (!isRoute && !isAction(String(action))) return unknownAction(String(action))
    const body = await readBody(request, response, { limit: ACTION_BODY, time: bodyTime, sender: senderOf(address) })
    if (typeof body === 'string') return UNREAD[body]
    if (isRoute) return withBody(request, { body, type })
    const read = await readActionBody({ body, type })
    return read ? withBody(request, read) : { status: 400, because: 'This request cannot be read.' }
  }

  /** Without a place among the pages: an event takes far less, and a burst of them must not keep people waiting. */
  async function takeEvent(request: IncomingMessage, response: ServerResponse, address: string | null) {
    const receive = receiver()
    if (!receive || eventsInProgress >= EVENTS_AT_ONCE) return turnAway(response)
    // One that is still arriving has no place, or a few slow senders would take all of them from Stripe.
    const body = await readBody(request, response, { limit: EVENT_BODY, time: bodyTime, sender: senderOf(address) })
    if (typeof body === 'string') return refuse(request, response, UNREAD[body])
    if (eventsInProgress >= EVENTS_AT_ONCE) return turnAway(response)
    eventsInProgress++
    try {
      const result = await receive(body.toString(), String(request.headers['stripe-signature'] ?? ''))
      if (result === 'refused') return refuse(request, response, NOT_SIGNED)
      response.writeHead(200, { 'content-length': 0 }).end()
    } finally {
      eventsInProgress--
    }
  }

  /** The answer is the same for every body that isn't too large. */
  async function takeReport(
    request: IncomingMessage,
    response: ServerResponse,
    { reports, address }: { reports: CspReports; address: string | null },
  ) {
    const body = await readBody(request, response, { limit: REPORT_BODY, time: bodyTime, sender: senderOf(address) })
    if (typeof body === 'string') return refuse(request, response, UNREAD[body])
    reports.add(body.toString())
    response.writeHead(204).end()
  }

  /** Without a place among the pages: an attack must not keep people waiting, nor anybody on a device that they have used before. */
  async function admitGuess({ headers }: IncomingMessage, address: string | null) {
    const device = knownDevice(headers.cookie ?? '')
    if (device !== null) return devices.enter(device, PATIENCE)
    const leaveAddress = await addresses.enter(senderOf(address), PATIENCE)
    const leaveStrangers = leaveAddress && (await strangers.enter(PATIENCE))
    if (!leaveStrangers) leaveAddress?.()
    return (
      leaveStrangers &&
      (() => {
        leaveStrangers()
        leaveAddress?.()
      })
    )
  }

  async function answer(request: IncomingMessage, response: ServerResponse, leave: () => void) {
    response.once('close', leave)
    if (response.destroyed) return leave()
    const writeHead = response.writeHead
    const addressSeen = String(request.headers['x-client-address'])
    // From here on the response mostly waits for Stripe or for events, so its place is free.
    response.writeHead = ((...head: Parameters<typeof writeHead>) => {
      leave()
      // What a route finds wrong with a request; everything else is refused before Next sees it.
      const because = REFUSED_BY_ROUTES[head[0]]
      if (because) logRefused(request, response, { status: head[0], because, address: addressSeen })
      // Next's redirects of paths below the build files' have none.
      if (!response.hasHeader('cache-control')) response.setHeader('cache-control', NOT_STORED)
      const written = writeHead.apply(response, head)
      if (String(response.getHeader('content-type')).startsWith('text/event-stream')) {
        open.delete(response)
        track(streams, response)
      }
      return written
    }) as typeof writeHead
    await handle(request, response)
  }

  function track(responses: Set<ServerResponse>, response: ServerResponse) {
    responses.add(response)
    response.once('close', () => responses.delete(response))
  }

  function refuse(
    request: IncomingMessage,
    response: ServerResponse,
    { status, because, headers = {} }: Refusal,
    address = addressOf(request),
  ) {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    logRefused(request, response, { status, because, address })
    if (!request.complete) {
      refused.add(request.socket)
      request.once('end', () => refused.delete(request.socket))
    }
    writeText(response, status, because, request.url)
    setTimeout(() => request.complete || request.socket.destroy(), LINGER).unref()
  }

  function logRefused(
    { method, url }: IncomingMessage,
    response: ServerResponse,
    { status, because, address }: Refusal & { address: string | null },
  ) {
    const requestId = response.getHeader('x-request-id')
    log.warn({ requestId, status, because, method, path: loggedPath(url), address }, 'request refused')
  }

  /** Logs a count once a second; a line for each request would add to the load. */
  function turnAway(response: ServerResponse, path?: string) {
    metrics.turnedAway.inc()
    if (turnedAway++ === 0) {
      setTimeout(() => {
        log.warn({ turnedAway }, 'too many requests at once')
        turnedAway = 0
      }, 1000).unref()
    }
    response.setHeader('retry-after', RETRY_AFTER)
    writeText(response, BUSY.status, BUSY.because, path)
  }

  /** For input that Node cannot parse as HTTP or does not pass on as a request. */
  function refuseUnreadable(socket: Duplex, { status, because, code }: Refusal & { code?: string | undefined }) {
    if (!socket.writable) return socket.destroy()
    const requestId = randomUUID()
    log.warn({ requestId, status, because, code }, 'request refused')
    const headers = {
      ...responseHeaders(requestId, site),
      'cache-control': NOT_STORED,
      'content-type': PLAIN_TEXT,
      'content-length': Buffer.byteLength(because),
      connection: 'close',
    }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
    socket.end(`HTTP/1.1 ${status} ${because}\r\n${lines.join('\r\n')}\r\n\r\n${because}`)
  }

  return {
    listener,
    onClientError(error: Error & { code?: string }, socket: Duplex) {
      if (error.code === 'ECONNRESET') return socket.destroy()
      // Its answer is on the way, and only what is on the way may still be sent.
      if (refused.has(socket)) return socket.end(() => socket.destroy())
      refuseUnreadable(socket, { ...(UNREADABLE[error.code ?? ''] ?? CANNOT_BE_READ), code: error.code })
    },
    onConnect: (_request: IncomingMessage, socket: Duplex) => void refuseUnreadable(socket, NOT_ALLOWED),
    onExpectation: (request: IncomingMessage, response: ServerResponse) => {
      const headers = { ...responseHeaders(randomUUID(), site), 'cache-control': NOT_STORED }
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      refuse(request, response, { status: 417, because: 'This expectation cannot be met.' })
    },
    /** Ends event streams, so that the server can stop. */
    endStreams() {
      for (const stream of streams) stream.end()
    },
  }
}

/** What programs never send and must not act by: cookies, and the headers of actions. */
const NOT_FOR_PROGRAMS = ['cookie', 'next-action', 'next-router-state-tree', 'rsc']

const PLAIN_TEXT = 'text/plain; charset=utf-8'
const NOT_ALLOWED: Refusal = {
  status: 405,
  because: 'This method is not allowed here.',
  headers: { allow: 'GET, HEAD, POST' },
}
const BUSY: Refusal = {
  status: 503,
  because: 'Spillway has more requests than it can answer. Try again in a moment.',
  headers: { 'retry-after': String(RETRY_AFTER) },
}
const COMPRESSED: Refusal = { status: 415, because: 'The body of this request cannot be compressed.' }
const UPGRADED_CHUNKS: Refusal = {
  status: 400,
  because: 'This request asks for another protocol, so its body cannot come in chunks.',
}
const CANNOT_BE_READ: Refusal = { status: 400, because: 'This request cannot be read.' }
const NOT_SIGNED: Refusal = { status: 400, because: 'The event is not signed by Stripe.' }
const TOO_SLOW: Refusal = { status: 408, because: 'This request took too long to arrive.' }
const UNREAD: Record<Exclude<Body, Buffer>, Refusal> = {
  too_large: { status: 413, because: 'This request is too large.' },
  too_slow: TOO_SLOW,
  no_room: BUSY,
  broken_off: { status: 400, because: 'This request broke off.' },
}
const UNREADABLE: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: { status: 431, because: 'The headers of this request are too large.' },
  ERR_HTTP_REQUEST_TIMEOUT: TOO_SLOW,
}

/** Why a route of Next's refused a request, by the status of its answer. */
const REFUSED_BY_ROUTES: Record<number, string> = {
  400: CANNOT_BE_READ.because,
  405: NOT_ALLOWED.because,
  415: 'This address does not take a body of this type.',
}

/** Next's client reads the header and reloads the page: the action belongs to another build. */
const unknownAction = (id: string): Refusal =>
  /^[0-9a-f]{42}$/.test(id)
    ? { status: 409, because: 'There is no such action.', headers: { 'x-nextjs-action-not-found': '1' } }
    : CANNOT_BE_READ

/** Next answers an action on a file with 500. */
const isFile = (path: string) => path.startsWith('/_next/') || /\.[^/]*$/.test(path)

/** The networks of one sender count together. */
const senderOf = (address: string | null) => addressGroup(address ?? '')

/** Short enough for a log line. */
const shortened = (text: string | undefined) => (text ?? '').slice(0, 200)

/** The code of an error in the shape of the API; other statuses are of requests that can’t be read. */
const API_CODES: Record<number, string> = {
  405: 'method_not_allowed',
  413: 'too_large',
  500: 'internal',
  503: 'unavailable',
}

function writeText(response: ServerResponse, status: number, text: string, path = '') {
  const isApi = path.startsWith(API)
  const body = isApi ? JSON.stringify({ error: { code: API_CODES[status] ?? 'invalid_request', message: text } }) : text
  response.setHeader('cache-control', NOT_STORED)
  const type = isApi ? 'application/json' : PLAIN_TEXT
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

function isPath(url: string, path: string): boolean {
  try {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return url.startsWith('/') && !/[\x00-\x1f\x7f]/.test(decodeURIComponent(path))
  } catch {
    return false
  }
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** By few values, because every combination is a series of its own. */
function count({ method = '' }: IncomingMessage, { statusCode }: ServerResponse) {
  metrics.requests.inc({ method: METHODS.includes(method) ? method : 'other', status: String(statusCode) })
}
