import type { Exchange } from '../http/exchange.ts'
import type { Fault, FaultPlan } from '../http/faults.ts'
import type { IdempotencyStore } from '../http/idempotency.ts'
import { isJsonObject, readJson } from '../http/json-body.ts'
import type { LoggedRequest, RequestLog } from '../http/request-log.ts'
import { StripeError } from '../http/stripe-error.ts'
import type { Simulation } from '../simulation.ts'
import {
  addExternalAccount,
  addFunds,
  changeSchedule,
  logOut,
  makeExternalAccountDefault,
  payOut,
  removeExternalAccount,
} from './actions.ts'
import { listPayouts, showPayout } from './payout-list.ts'
import { ConnectError, requireSession, type SessionRequest } from './session-request.ts'
import { announceSignIn, redeemSignIn } from './sign-in.ts'
import { showState } from './state-of-account.ts'

type Action = (request: SessionRequest, id: string) => unknown

/** What a session may be asked; the group is an id. */
const ACTIONS: readonly [address: RegExp, action: Action][] = [
  [/^GET \/connect\/state$/, showState],
  [/^GET \/connect\/payouts$/, listPayouts],
  [/^GET \/connect\/payouts\/(\w+)$/, showPayout],
  [/^POST \/connect\/payouts$/, payOut],
  [/^POST \/connect\/schedule$/, changeSchedule],
  [/^POST \/connect\/external_accounts$/, addExternalAccount],
  [/^POST \/connect\/external_accounts\/(\w+)\/default$/, makeExternalAccountDefault],
  [/^DELETE \/connect\/external_accounts\/(\w+)$/, removeExternalAccount],
  [/^POST \/connect\/add_funds$/, addFunds],
  [/^POST \/connect\/sign_ins$/, announceSignIn],
  [/^POST \/connect\/logout$/, logOut],
]

export interface ConnectDependencies {
  faults: FaultPlan
  requests: RequestLog
  simulation: () => Simulation
  idempotency: () => IdempotencyStore
  appOrigin: string | null
}

interface Answer {
  status: number
  body: unknown
}

/** The private API behind the Connect.js stand-in. Stripe's own is not public: this one is wholly our invention. */
export class ConnectServer {
  readonly #dependencies: ConnectDependencies

  constructor(dependencies: ConnectDependencies) {
    this.#dependencies = dependencies
  }

  async handle(exchange: Exchange): Promise<void> {
    const started = performance.now()
    const text = await exchange.readBody()
    const simulation = this.#dependencies.simulation()
    simulation.catchUp()
    const token = /^Bearer (\S+)$/.exec(exchange.header('authorization') ?? '')?.[1]
    const account = token === undefined ? null : (simulation.sessions.findByToken(token)?.account ?? null)
    const logged = this.#dependencies.requests.begin({
      request_id: simulation.ids.next('req'),
      method: exchange.method,
      path: exchange.path,
      account,
      stripe_account: null,
      api_version: null,
      idempotency_key: exchange.header('idempotency-key') ?? null,
      encoded: text ?? '',
      json: true,
      client_request_id: null,
      started_at_ms: started,
    })
    const fault = this.#dependencies.faults.take(exchange.method, exchange.path, account)?.fault
    logged.fault = fault?.kind ?? null
    if (fault?.kind === 'hang') return
    if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms))
    if (fault?.kind === 'reset_before') return exchange.reset()
    // The work is done and its answer lost.
    if (fault?.kind === 'status' && fault.applied) this.#answer(exchange, simulation, text, logged)
    const answer = planned(fault) ?? this.#answer(exchange, simulation, text, logged)
    logged.status = answer.status
    logged.ended_at_ms = performance.now()
    if (fault?.kind === 'timeout_after') return
    if (fault?.kind === 'reset_after') return exchange.reset()
    exchange.sendJson(answer.status, answer.body)
  }

  #answer(exchange: Exchange, simulation: Simulation, text: string | undefined, logged: LoggedRequest): Answer {
    try {
      const body = readJson(text)
      if (!isJsonObject(body)) throw new ConnectError(400, 'invalid_request_error', 'The body must be a JSON object.')
      return this.#once(exchange, text ?? '', logged, () => this.#dispatch(exchange, simulation, body, logged))
    } catch (error) {
      if (error instanceof ConnectError) {
        return { status: error.status, body: failure(error.type, error.message, error.code, null) }
      }
      if (error instanceof StripeError) {
        const { type, message, code, param } = error.body
        return { status: error.status, body: failure(type, message, code ?? null, param ?? null) }
      }
      console.error(error)
      return { status: 500, body: failure('api_error', 'The simulator itself failed; see its log.', null, null) }
    }
  }

  /** A second click with the same key gets the first one's answer. */
  #once(exchange: Exchange, text: string, logged: LoggedRequest, work: () => unknown): Answer {
    const key = logged.idempotency_key
    const scope = `connect ${logged.account}`
    if (key === null || exchange.method === 'GET' || logged.account === null) return { status: 200, body: work() }
    const store = this.#dependencies.idempotency()
    const stored = store.begin(scope, key, `${exchange.method} ${exchange.path} ${text}`)
    if (stored) {
      logged.replayed = true
      return { status: stored.status, body: JSON.parse(stored.body) }
    }
    try {
      const body = work()
      store.finish(scope, key, { status: 200, body: JSON.stringify(body), request_id: logged.request_id })
      return { status: 200, body }
    } catch (error) {
      store.abandon(scope, key)
      throw error
    }
  }

  #dispatch(exchange: Exchange, simulation: Simulation, body: Record<string, unknown>, logged: LoggedRequest): unknown {
    const address = `${exchange.method} ${exchange.path}`
    if (address === 'GET /connect/config') return { app_origin: this.#dependencies.appOrigin }
    if (address === 'POST /connect/claim') return claim(simulation, body)
    if (address === 'POST /connect/sign_ins/redeem') {
      const isOwnPage = exchange.header('origin') === `http://${exchange.header('host')}`
      return redeemSignIn(simulation, body.ticket, isOwnPage)
    }
    const { component, ...wanted } =
      exchange.method === 'GET' ? Object.fromEntries(new URLSearchParams(exchange.query)) : body
    const request: SessionRequest = {
      simulation,
      ...requireSession(simulation, exchange.header('authorization')),
      cause: { actor: 'component', request_id: logged.request_id, idempotency_key: logged.idempotency_key },
      component,
      wanted,
    }
    const found = ACTIONS.find(([pattern]) => pattern.test(address))
    if (!found) throw new ConnectError(404, 'invalid_request_error', `The simulator has no ${address}.`)
    const [pattern, action] = found
    return action(request, pattern.exec(address)?.[1] ?? '')
  }
}

/** The answers of a fault plan that a component can tell apart. */
function planned(fault: Fault | undefined): Answer | undefined {
  if (fault?.kind === 'rate_limit' || fault?.kind === 'lock_timeout') {
    return {
      status: 429,
      body: failure('rate_limit_error', 'Too many requests. (Planned by the simulator.)', fault.kind, null),
    }
  }
  if (fault?.kind !== 'status') return undefined
  return { status: fault.status, body: fault.body ?? failure('api_error', 'Planned by the simulator.', null, null) }
}

function claim(simulation: Simulation, body: Record<string, unknown>) {
  const secret = body.client_secret
  if (typeof secret !== 'string' || secret === '') {
    throw new ConnectError(400, 'invalid_request_error', 'client_secret is missing.')
  }
  const session = simulation.sessions.claim(secret)
  if (session === 'expired') {
    throw new ConnectError(401, 'authentication_error', 'The account session has expired.', 'session_expired')
  }
  if (session === 'used') {
    throw new ConnectError(401, 'authentication_error', 'This client secret was already used.', 'client_secret_used')
  }
  const account = session === 'unknown' ? undefined : simulation.accounts.find(session.account)
  if (session === 'unknown' || !account) {
    throw new ConnectError(401, 'authentication_error', 'This client secret is not valid.', 'client_secret_invalid')
  }
  return {
    session_token: session.session_token,
    account: account.id,
    components: session.components,
    expires_at: session.expires_at,
    now: simulation.clock.seconds(),
    business_name: account.business_profile.name,
    country: account.country,
    livemode: false,
  }
}

function failure(type: string, message: string, code: string | null, param: string | null) {
  return { error: { type, message, ...(code === null ? {} : { code }), ...(param === null ? {} : { param }) } }
}
