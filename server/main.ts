// The server process: Next behind server/front.ts. With `--dev`, the development server with reload.
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { format, stripVTControlCharacters } from 'node:util'

const isDevelopment = process.argv.includes('--dev')
Object.assign(process.env, { NODE_ENV: isDevelopment ? 'development' : 'production' })

const { requireEnvironment } = await import('../lib/require-environment.ts')
const { environment } = await import('../lib/env.ts')
const { log } = await import('../lib/log.ts')
const { finishBeforeStop } = await import('../lib/stopping.ts')
const { Admission } = await import('../lib/admission.ts')
const { anyKnownDevice } = await import('../lib/device-cookie.ts')
const { eventReceiver } = await import('../lib/event-receiver.ts')
const { compress } = await import('./compress.ts')
const { createFront } = await import('./front.ts')
const { SECRET_ACTIONS } = await import('./secret-actions.ts')
const { default: next } = await import('next')

requireEnvironment()
if (!isDevelopment) logConsole()
const { APP_URL, STRIPE_SIMULATOR_URL, TRUSTED_PROXIES, HOST, PORT } = environment()

/** How long requests in progress may take to finish after SIGTERM, in milliseconds. */
const GRACE = 25_000

const ACTIONS = '.next/server/server-reference-manifest.json'
type Action = { exportedName: string }
const actions: Map<string, Action> | null =
  !isDevelopment && existsSync(ACTIONS) ? new Map(Object.entries(JSON.parse(readFileSync(ACTIONS, 'utf8')).node)) : null

// As `next start` does: the address of Next's internal requests, for example after a redirect.
const ownHost = { '0.0.0.0': '127.0.0.1', '::': '::1' }[HOST] ?? HOST
process.env.__NEXT_PRIVATE_ORIGIN = `http://${ownHost.includes(':') ? `[${ownHost}]` : ownHost}:${PORT}`

const server = createServer({
  requireHostHeader: false,
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5000,
  // Longer than a proxy keeps an idle connection (nginx: 60 s), or it sends a request into one that is being closed.
  keepAliveTimeout: 75_000,
})
const app = next({
  dev: isDevelopment,
  // instrumentation.ts logs errors, once and as JSON.
  quiet: !isDevelopment,
  hostname: HOST,
  port: PORT,
  // Next adds an upgrade listener to this server. Production has no WebSockets.
  httpServer: isDevelopment ? server : createServer(),
})
const answer = app.getRequestHandler()
const front = createFront({
  site: { appUrl: APP_URL, simulatorUrl: STRIPE_SIMULATOR_URL, isDevelopment },
  trustedProxies: TRUSTED_PROXIES,
  admission: new Admission({ active: 32, waiting: 64 }),
  mostOpen: 128,
  receiver: eventReceiver,
  isAction: (id) => actions?.has(id) ?? true,
  checksSecret: (id) => SECRET_ACTIONS.has(actions?.get(id)?.exportedName ?? ''),
  knownDevice: (cookies) => anyKnownDevice(cookies, new Date()),
  log: log(),
  handle: (request, response) => {
    compress(request, response)
    return answer(request, response)
  },
})
// instrumentation.ts checks for it, so that Next is never started without it.
Object.assign(globalThis, { [Symbol.for('spillway.front')]: front })
await app.prepare()

server.maxConnections = 2000
server.on('request', front.listener)
server.on('clientError', front.onClientError)
server.on('connect', front.onConnect)
server.on('checkExpectation', front.onExpectation)
server.on('error', (error) => {
  console.error(`Spillway cannot listen on ${HOST}:${PORT}: ${error.message}`)
  process.exit(1)
})
server.listen(PORT, HOST, () => log().info({ host: HOST, port: PORT, appUrl: APP_URL }, 'listening'))

/** Turns what Next and other packages print into JSON log lines. */
function logConsole() {
  const levels = { error: 'error', warn: 'warn', log: 'info', info: 'info' } as const
  for (const [method, level] of Object.entries(levels)) {
    const print = (...parts: unknown[]) => log()[level]({ printed: true }, stripVTControlCharacters(format(...parts)))
    Object.assign(console, { [method]: print })
  }
}

let isStopping = false
async function stop() {
  if (isStopping) return
  isStopping = true
  setTimeout(() => server.closeAllConnections(), GRACE).unref()
  const closed = new Promise((resolve) => server.close(resolve))
  front.endStreams()
  await closed
  await finishBeforeStop()
  await app.close()
  process.exit(0)
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
