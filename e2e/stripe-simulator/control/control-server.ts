import { GA, PREVIEW } from '../http/api-version.ts'
import type { Exchange } from '../http/exchange.ts'
import { readFault } from '../http/faults.ts'
import { isJsonObject, readJson } from '../http/json-body.ts'
import { StripeError } from '../http/stripe-error.ts'
import type { Simulator } from '../simulator.ts'
import type { Account } from '../state.ts'
import { changeSettings, createAccount, deleteAccount, showAccount, updateAccount } from './control-accounts.ts'
import { ControlError } from './control-error.ts'

interface Call {
  simulator: Simulator
  query: URLSearchParams
  body: Record<string, unknown>
  /** What the pattern's groups matched. */
  words: string[]
}

type Action = (call: Call) => unknown

const ACTIONS: readonly [method: string, pattern: RegExp, action: Action][] = [
  ['GET', /^\/_sim\/health$/, health],
  ['POST', /^\/_sim\/reset$/, reset],
  ['GET', /^\/_sim\/clock$/, showClock],
  ['POST', /^\/_sim\/clock$/, moveClock],
  ['GET', /^\/_sim\/accounts$/, listAccounts],
  ['POST', /^\/_sim\/accounts$/, ({ simulator, body }) => createAccount(simulator.simulation, body)],
  ['DELETE', /^\/_sim\/accounts\/(\w+)$/, (call) => deleteAccount(call.simulator.simulation, requireAccount(call))],
  [
    'POST',
    /^\/_sim\/accounts\/(\w+)$/,
    (call) => updateAccount(call.simulator.simulation, requireAccount(call), call.body),
  ],
  [
    'GET',
    /^\/_sim\/accounts\/(\w+)\/state$/,
    (call) => showAccount(call.simulator.simulation, requireAccount(call, true)),
  ],
  [
    'POST',
    /^\/_sim\/accounts\/(\w+)\/balance_settings$/,
    (call) => changeSettings(call.simulator.simulation, requireAccount(call, true), call.body),
  ],
  ['GET', /^\/_sim\/requests$/, listRequests],
  ['DELETE', /^\/_sim\/requests$/, ({ simulator }) => done(() => simulator.requests.clear())],
  [
    'GET',
    /^\/_sim\/ledger$/,
    ({ simulator, query }) => ({ data: simulator.simulation.ledger.entries(query.get('account') ?? undefined) }),
  ],
  ['GET', /^\/_sim\/faults$/, ({ simulator }) => ({ data: simulator.faults.list() })],
  ['POST', /^\/_sim\/faults$/, planFault],
  ['DELETE', /^\/_sim\/faults$/, ({ simulator }) => done(() => simulator.faults.clear())],
  ['DELETE', /^\/_sim\/faults\/(\w+)$/, removeFault],
  [
    'GET',
    /^\/_sim\/events$/,
    ({ simulator, query }) => ({ data: simulator.simulation.events.all(query.get('account') ?? undefined) }),
  ],
  ['POST', /^\/_sim\/events\/(\w+)\/deliver$/, deliver],
  ['GET', /^\/_sim\/webhooks$/, showWebhooks],
  ['POST', /^\/_sim\/webhooks$/, configureWebhooks],
  ['POST', /^\/_sim\/webhooks\/drain$/, drainWebhooks],
  ['GET', /^\/_sim\/deliveries$/, ({ simulator }) => ({ data: simulator.webhooks.deliveries() })],
]

/** For tests and the demo. No password: the simulator listens on loopback and refuses pages of other origins. */
export async function handleControl(exchange: Exchange, simulator: Simulator): Promise<void> {
  const text = await exchange.readBody()
  try {
    refuseForeignPages(exchange)
    const found = ACTIONS.find(([method, pattern]) => method === exchange.method && pattern.test(exchange.path))
    if (!found) throw new ControlError(404, `The simulator has no ${exchange.method} ${exchange.path}`)
    const body = readJson(text)
    if (!isJsonObject(body)) throw new ControlError(400, 'The body must be a JSON object')
    simulator.simulation.catchUp()
    const [, pattern, action] = found
    const words = pattern.exec(exchange.path)?.slice(1) ?? []
    exchange.sendJson(200, await action({ simulator, query: new URLSearchParams(exchange.query), body, words }))
  } catch (error) {
    if (error instanceof ControlError) return exchange.sendJson(error.status, { error: { message: error.message } })
    if (error instanceof StripeError) return exchange.sendJson(error.status, { error: error.body })
    console.error(error)
    exchange.sendJson(500, { error: { message: error instanceof Error ? error.message : String(error) } })
  }
}

/** A web page elsewhere can reach loopback: its browser tells where it is from, or by which name it came. */
function refuseForeignPages(exchange: Exchange): void {
  const host = exchange.header('host') ?? ''
  const origin = exchange.header('origin')
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) throw new ControlError(403, `Not reachable as ${host}`)
  if (origin !== undefined && origin !== `http://${host}`) throw new ControlError(403, `Not for pages of ${origin}`)
}

function health({ simulator }: Call) {
  const { simulation, options, webhooks } = simulator
  return {
    status: 'ok',
    simulator: 'stripe',
    seed: simulation.seed,
    accounts: simulation.accounts.size,
    platform: simulation.accounts.platform.id,
    now: simulation.clock.seconds(),
    api_versions: [GA, PREVIEW],
    app_origin: options.appOrigin,
    webhooks: {
      url: webhooks.endpoint?.url ?? null,
      enabled: webhooks.endpoint?.enabled ?? false,
      pending: webhooks.pending,
    },
  }
}

function reset({ simulator, body }: Call) {
  const seed = body.seed ?? simulator.options.seed
  const accounts = body.accounts ?? simulator.options.accounts
  if (!isCount(seed) || !isCount(accounts)) throw new ControlError(400, 'seed and accounts must be whole numbers')
  simulator.reset(seed, accounts, body.now === undefined ? null : readMoment(body.now))
  return { seed, accounts: simulator.simulation.accounts.size }
}

function showClock({ simulator }: Call) {
  const { clock } = simulator
  return { now: clock.seconds(), now_ms: clock.now(), iso: new Date(clock.now()).toISOString(), frozen: clock.frozen }
}

function moveClock(call: Call) {
  const { clock, simulation } = call.simulator
  const { advance_seconds, now, frozen } = call.body
  if (frozen === true) clock.freeze()
  if (typeof advance_seconds === 'number' && Number.isFinite(advance_seconds)) {
    simulation.advanceTo(clock.now() + advance_seconds * 1000)
  } else if (now !== undefined) {
    simulation.advanceTo(readMoment(now))
  }
  if (frozen === false) clock.unfreeze()
  return showClock(call)
}

function readMoment(now: unknown): number {
  const milliseconds = typeof now === 'number' ? now * 1000 : typeof now === 'string' ? Date.parse(now) : Number.NaN
  if (!Number.isFinite(milliseconds)) throw new ControlError(400, 'now must be seconds since the epoch or an ISO date')
  return milliseconds
}

function listAccounts({ simulator }: Call) {
  return {
    data: [...simulator.simulation.accounts.newestFirst()].map((account) => ({
      id: account.id,
      name: account.business_profile.name,
      email: account.email,
      country: account.country,
      controller: account.controller,
      payouts_enabled: account.payouts_enabled,
      interval: account.balance_settings.interval,
      created: account.created,
    })),
  }
}

function listRequests({ simulator, query }: Call) {
  const account = query.get('account')
  return {
    data: simulator.requests.list({ ...(account === null ? {} : { account }), since: Number(query.get('since') ?? 0) }),
  }
}

function planFault({ simulator, body }: Call) {
  const fault = readFault(body.fault)
  if (typeof fault === 'string') throw new ControlError(400, fault)
  const match = isJsonObject(body.match) ? body.match : {}
  const times = body.times ?? 1
  if (times !== 'always' && (!isCount(times) || times === 0))
    throw new ControlError(400, "times must be 1 or more, or 'always'")
  return simulator.faults.add(
    { ...matching(match, 'method'), ...matching(match, 'path'), ...matching(match, 'account') },
    times === 'always' ? null : times,
    fault,
  )
}

function matching<N extends string>(match: Record<string, unknown>, name: N): { [K in N]?: string } {
  const value = match[name]
  if (value === undefined || value === null) return {}
  if (typeof value !== 'string') throw new ControlError(400, `match.${name} must be a string`)
  return { [name]: value } as { [K in N]?: string }
}

function removeFault({ simulator, words }: Call) {
  return { removed: simulator.faults.remove(words[0] ?? '') }
}

function deliver({ simulator, body, words }: Call) {
  const event = simulator.simulation.events.find(words[0] ?? '')
  if (!event) throw new ControlError(404, `There is no event ${words[0]}`)
  const times = body.times ?? 1
  if (!isCount(times)) throw new ControlError(400, 'times must be a whole number')
  for (let sent = 0; sent < times; sent += 1) simulator.webhooks.send(event)
  return { event: event.id, times }
}

function showWebhooks({ simulator }: Call) {
  const { endpoint, pending } = simulator.webhooks
  return { url: endpoint?.url ?? null, enabled: endpoint?.enabled ?? false, pending }
}

function configureWebhooks(call: Call) {
  const { webhooks } = call.simulator
  const { url, secret, enabled, retry_delays_ms } = call.body
  const former = webhooks.endpoint
  const next = {
    url: typeof url === 'string' ? url : (former?.url ?? ''),
    secret: typeof secret === 'string' ? secret : (former?.secret ?? ''),
    enabled: typeof enabled === 'boolean' ? enabled : true,
  }
  if (next.enabled && (!URL.canParse(next.url) || next.secret === ''))
    throw new ControlError(400, 'url and secret are needed')
  const delays = Array.isArray(retry_delays_ms) ? retry_delays_ms.map(Number) : undefined
  webhooks.configure(next.url === '' ? null : next, delays)
  return showWebhooks(call)
}

async function drainWebhooks({ simulator, body }: Call) {
  const timeout = typeof body.timeout_ms === 'number' ? body.timeout_ms : 30_000
  const drained = await simulator.webhooks.drain(timeout)
  return { drained, pending: simulator.webhooks.pending }
}

function requireAccount({ simulator, words }: Call, orPlatform = false): Account {
  const { accounts } = simulator.simulation
  const id = words[0] ?? ''
  const account = orPlatform && id === accounts.platform.id ? accounts.platform : accounts.find(id)
  if (!account) throw new ControlError(404, `There is no account ${id}`)
  return account
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

function done(action: () => void) {
  action()
  return { done: true }
}
