import { GA, PREVIEW } from '../http/api-version.ts'
import type { Exchange } from '../http/exchange.ts'
import { isJsonObject, readJson } from '../http/json-body.ts'
import { StripeError } from '../http/stripe-error.ts'
import type { Simulator } from '../simulator.ts'
import {
  changeSettings,
  createAccount,
  deleteAccount,
  listAccounts,
  showAccount,
  updateAccount,
} from './control-accounts.ts'
import { askedCount, type Call, isCount, requireAccount } from './control-call.ts'
import { ControlError } from './control-error.ts'
import {
  addKey,
  listKeys,
  listLedger,
  listRequests,
  planFault,
  removeKey,
  setLimits,
  summarizeRequests,
} from './control-instruments.ts'
import {
  addCharge,
  addDispute,
  addRefund,
  bringPayoutInNow,
  failPayoutNow,
  failWith,
  generateActivity,
} from './control-money.ts'
import {
  configureWebhooks,
  deliver,
  drainWebhooks,
  listDeliveries,
  listEvents,
  planDeliveries,
  removePlan,
  showPlan,
  showWebhooks,
} from './control-webhooks.ts'
import { isPageFile, servePageFile } from './page-files.ts'

type Action = (call: Call) => unknown

const ACTIONS: readonly [method: string, pattern: RegExp, action: Action][] = [
  ['GET', /^\/_sim\/health$/, health],
  ['POST', /^\/_sim\/reset$/, reset],
  ['GET', /^\/_sim\/clock$/, showClock],
  ['POST', /^\/_sim\/clock$/, moveClock],
  [
    'GET',
    /^\/_sim\/accounts$/,
    ({ simulator, query }) => listAccounts(simulator.simulation, query.get('search') ?? '', askedCount(query, 'limit')),
  ],
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
  ['POST', /^\/_sim\/accounts\/(\w+)\/charges$/, addCharge],
  ['POST', /^\/_sim\/accounts\/(\w+)\/refunds$/, addRefund],
  ['POST', /^\/_sim\/accounts\/(\w+)\/disputes$/, addDispute],
  ['POST', /^\/_sim\/accounts\/(\w+)\/external_accounts\/(\w+)\/fail_with$/, failWith],
  ['POST', /^\/_sim\/payouts\/(\w+)\/fail$/, failPayoutNow],
  ['POST', /^\/_sim\/payouts\/(\w+)\/pay$/, bringPayoutInNow],
  ['POST', /^\/_sim\/activity$/, generateActivity],
  ['GET', /^\/_sim\/requests$/, listRequests],
  ['GET', /^\/_sim\/requests\/summary$/, summarizeRequests],
  ['DELETE', /^\/_sim\/requests$/, ({ simulator }) => done(() => simulator.requests.clear())],
  ['GET', /^\/_sim\/ledger$/, listLedger],
  ['GET', /^\/_sim\/limits$/, ({ simulator }) => simulator.limits.show()],
  ['POST', /^\/_sim\/limits$/, setLimits],
  ['GET', /^\/_sim\/keys$/, listKeys],
  ['POST', /^\/_sim\/keys$/, addKey],
  ['DELETE', /^\/_sim\/keys\/(\w+)$/, removeKey],
  ['GET', /^\/_sim\/faults$/, ({ simulator }) => ({ data: simulator.faults.list() })],
  ['POST', /^\/_sim\/faults$/, planFault],
  ['DELETE', /^\/_sim\/faults$/, ({ simulator }) => done(() => simulator.faults.clear())],
  [
    'DELETE',
    /^\/_sim\/faults\/(\w+)$/,
    ({ simulator, words }) => ({ removed: simulator.faults.remove(words[0] ?? '') }),
  ],
  ['GET', /^\/_sim\/events$/, listEvents],
  ['POST', /^\/_sim\/events\/(\w+)\/deliver$/, deliver],
  ['GET', /^\/_sim\/webhooks$/, showWebhooks],
  ['POST', /^\/_sim\/webhooks$/, configureWebhooks],
  ['GET', /^\/_sim\/webhooks\/plan$/, showPlan],
  ['POST', /^\/_sim\/webhooks\/plan$/, planDeliveries],
  ['DELETE', /^\/_sim\/webhooks\/plan$/, removePlan],
  ['POST', /^\/_sim\/webhooks\/drain$/, drainWebhooks],
  ['GET', /^\/_sim\/deliveries$/, listDeliveries],
]

/** For tests, the demo and the control page. No password: the simulator listens on loopback and refuses pages of other origins. */
export async function handleControl(exchange: Exchange, simulator: Simulator): Promise<void> {
  const text = await exchange.readBody()
  try {
    refuseForeignPages(exchange)
    if (exchange.method === 'GET' && isPageFile(exchange.path)) return await servePageFile(exchange)
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
      url: webhooks.endpoint('connect')?.url ?? null,
      enabled: webhooks.endpoint('connect')?.enabled ?? false,
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
  const { clock, agenda, accounts } = simulator.simulation
  let nextPayout: number | null = null
  for (const { next_payout: day } of accounts.all()) {
    if (day !== null && (nextPayout === null || day < nextPayout)) nextPayout = day
  }
  return {
    now: clock.seconds(),
    now_ms: clock.now(),
    iso: new Date(clock.now()).toISOString(),
    frozen: clock.frozen,
    next_due: agenda.nextDue ?? null,
    next_payout: nextPayout,
  }
}

function moveClock(call: Call) {
  const { clock, simulation } = call.simulator
  const { advance_seconds, frozen } = call.body
  const now = call.body.advance_to ?? call.body.now
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

function done(action: () => void) {
  action()
  return { done: true }
}
