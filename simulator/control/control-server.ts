import { GA, PREVIEW } from '../http/api-version.ts'
import type { Exchange } from '../http/exchange.ts'
import { isJsonObject, readJson } from '../http/json-body.ts'
import { StripeError } from '../http/stripe-error.ts'
import type { Simulator } from '../simulator.ts'
import { DAY_SECONDS } from '../time/calendar.ts'
import type { Clock } from '../time/clock.ts'
import {
  changeSettings,
  createAccount,
  deleteAccount,
  listAccounts,
  showAccount,
  updateAccount,
} from './control-accounts.ts'
import { askedCount, type Call, flag, isCount, requireAccount } from './control-call.ts'
import { ControlError } from './control-error.ts'
import { setInstantPayouts, showInstantPayouts } from './control-instant-payouts.ts'
import { addKey, listKeys, listLedger, listRequests, planFault, removeKey, setLimits } from './control-instruments.ts'
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
  ['GET', /^\/_sim\/instant_payouts$/, showInstantPayouts],
  ['POST', /^\/_sim\/instant_payouts$/, setInstantPayouts],
  ['GET', /^\/_sim\/requests$/, listRequests],
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
    iso: iso(clock.now()),
    frozen: clock.frozen,
    next_due: agenda.nextDue ?? null,
    next_payout: nextPayout,
  }
}

/** Forward only: payout days and all else that is planned lie ahead, and a world whose time went back would miss them. */
function moveClock(call: Call) {
  const { clock, simulation } = call.simulator
  const frozen = flag(call.body, 'frozen')
  const moment = readMove(call.body, clock)
  if (frozen === true) clock.freeze()
  if (moment !== null) simulation.advanceTo(moment)
  if (frozen === false) clock.unfreeze()
  return showClock(call)
}

/** Where the clock shall go, in milliseconds; null where it shall only stand still or run. */
function readMove({ advance_seconds, advance_to, now: moment }: Call['body'], clock: Clock): number | null {
  const now = clock.now()
  if (advance_seconds !== undefined && typeof advance_seconds !== 'number') {
    throw new ControlError(400, 'advance_seconds must be a number')
  }
  const wanted = advance_to === undefined ? moment : advance_to
  if (advance_seconds === undefined && wanted === undefined) return null
  const target = advance_seconds === undefined ? readMoment(wanted) : inReach(now + advance_seconds * 1000)
  if (target < clock.seconds() * 1000) {
    throw new ControlError(
      400,
      `The clock stands at ${iso(now)} and cannot go back to ${iso(target)}; a reset with now begins a world there`,
    )
  }
  // Whole seconds may name the current one.
  return Math.max(target, now)
}

const REACH_YEARS = 50

function readMoment(moment: unknown): number {
  const isSeconds = typeof moment === 'number'
  const milliseconds = isSeconds ? moment * 1000 : typeof moment === 'string' ? Date.parse(moment) : Number.NaN
  if (Number.isNaN(milliseconds)) throw new ControlError(400, 'now must be seconds since the epoch or an ISO date')
  return inReach(milliseconds)
}

function inReach(milliseconds: number): number {
  if (Math.abs(milliseconds - Date.now()) <= REACH_YEARS * 365.25 * DAY_SECONDS * 1000) return milliseconds
  throw new ControlError(400, `The clock goes no further than ${REACH_YEARS} years from today`)
}

const iso = (milliseconds: number) => new Date(milliseconds).toISOString()

function done(action: () => void) {
  action()
  return { done: true }
}
