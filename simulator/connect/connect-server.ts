import { type Exchange, JSON_HEADERS, jsonText } from '../http/exchange.ts'
import { type Answer, endsBeforeWork, sendWithFault, waitFor } from '../http/fault-effects.ts'
import type { Fault, FaultPlan } from '../http/faults.ts'
import type { IdempotencyStore } from '../http/idempotency.ts'
import { isJsonObject, readJson } from '../http/json-body.ts'
import type { LoggedRequest, RequestLog } from '../http/request-log.ts'
import { Router } from '../http/router.ts'
import { StripeError } from '../http/stripe-error.ts'
import type { World } from '../world/world.ts'
import {
  addExternalAccount,
  addFunds,
  changeSchedule,
  logOut,
  makeExternalAccountDefault,
  provideRequirement,
  removeExternalAccount,
  sendPayout,
} from './actions.ts'
import { claimSession } from './claim.ts'
import { bearerToken, ConnectError, componentNamed, requireSession, type SessionRequest } from './session-request.ts'
import { announceSignIn, redeemSignIn } from './sign-in.ts'
import { showState } from './state-of-account.ts'

/** Read for every request, because a reset replaces the world and the idempotency store. */
export interface ConnectState {
  readonly world: World
  readonly idempotency: IdempotencyStore
  readonly faults: FaultPlan
  readonly requests: RequestLog
  readonly options: { appOrigin: string | null }
}

interface Call {
  exchange: Exchange
  world: World
  appOrigin: string | null
  text: string | undefined
  body: Record<string, unknown>
  segments: Record<string, string>
  logged: LoggedRequest
}

interface ConnectRoute {
  method: string
  path: string
  answer: (call: Call) => unknown
}

/** A route that needs the token of an account session. */
const ofSession =
  (action: (request: SessionRequest, id: string) => unknown): ConnectRoute['answer'] =>
  (call) => {
    const { exchange, world, logged, segments } = call
    const { component: _, ...wanted } = call.body
    const request: SessionRequest = {
      world,
      ...requireSession(world, bearerToken(exchange.header('authorization'))),
      cause: { actor: 'component', request_id: logged.request_id, idempotency_key: logged.idempotency_key },
      component: componentNamed(call.body),
      wanted,
    }
    return action(request, segments.id ?? '')
  }

const ROUTES: readonly ConnectRoute[] = [
  { method: 'GET', path: '/connect/config', answer: ({ appOrigin }) => ({ app_origin: appOrigin }) },
  { method: 'POST', path: '/connect/claim', answer: ({ world, body }) => claimSession(world, body.client_secret) },
  {
    method: 'POST',
    path: '/connect/sign_ins/redeem',
    answer: ({ exchange, world, body }) => {
      const isOwnPage = exchange.header('origin') === `http://${exchange.header('host')}`
      return redeemSignIn(world, body.ticket, isOwnPage)
    },
  },
  { method: 'GET', path: '/connect/state', answer: ofSession(showState) },
  { method: 'POST', path: '/connect/payouts', answer: ofSession(sendPayout) },
  { method: 'POST', path: '/connect/schedule', answer: ofSession(changeSchedule) },
  { method: 'POST', path: '/connect/external_accounts', answer: ofSession(addExternalAccount) },
  { method: 'POST', path: '/connect/external_accounts/:id/default', answer: ofSession(makeExternalAccountDefault) },
  { method: 'DELETE', path: '/connect/external_accounts/:id', answer: ofSession(removeExternalAccount) },
  { method: 'POST', path: '/connect/add_funds', answer: ofSession(addFunds) },
  { method: 'POST', path: '/connect/requirements', answer: ofSession(provideRequirement) },
  { method: 'POST', path: '/connect/sign_ins', answer: ofSession(announceSignIn) },
  { method: 'POST', path: '/connect/logout', answer: ofSession(logOut) },
]

/** The private API behind the Connect.js stand-in. Stripe's isn't public, so we designed it. */
export class ConnectServer {
  readonly #router = new Router(ROUTES)
  readonly #state: ConnectState

  constructor(state: ConnectState) {
    this.#state = state
  }

  async handle(exchange: Exchange): Promise<void> {
    const started = performance.now()
    const text = await exchange.readBody()
    const { world, requests, faults, options } = this.#state
    world.catchUp()
    const token = bearerToken(exchange.header('authorization'))
    const account = token === undefined ? null : (world.sessions.findByToken(token)?.account ?? null)
    const logged = requests.begin({
      request_id: world.ids.next('req'),
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
    const fault = faults.take(exchange.method, exchange.path, account)?.fault
    logged.fault = fault?.kind ?? null
    await waitFor(fault)
    if (endsBeforeWork(exchange, fault)) return
    const work = () =>
      this.#answer({ exchange, world, appOrigin: options.appOrigin, text, body: {}, segments: {}, logged })
    // The work is done, but the caller gets the planned answer.
    if (fault?.kind === 'status' && fault.applied) work()
    const answer = plannedAnswer(fault) ?? work()
    requests.end(logged, answer.status)
    sendWithFault(exchange, answer, fault)
  }

  #answer(call: Call): Answer {
    try {
      const body = readJson(call.text)
      if (!isJsonObject(body)) throw new ConnectError(400, 'invalid_request_error', 'The body must be a JSON object.')
      return this.#once(call, () => this.#dispatch({ ...call, body }))
    } catch (error) {
      if (error instanceof ConnectError) {
        return json(error.status, errorBody(error.type, error.message, error.code, null))
      }
      if (error instanceof StripeError) {
        const { type, message, code, param } = error.body
        return json(error.status, errorBody(type, message, code ?? null, param ?? null))
      }
      console.error(error)
      return json(500, errorBody('api_error', 'The simulator itself failed; see its log.', null, null))
    }
  }

  /** A second click sends the same idempotency key and gets the first one's answer. */
  #once({ exchange, text, logged }: Call, work: () => unknown): Answer {
    const key = logged.idempotency_key
    const scope = `connect ${logged.account}`
    if (key === null || exchange.method === 'GET' || logged.account === null) return json(200, work())
    const store = this.#state.idempotency
    const stored = store.begin(scope, key, `${exchange.method} ${exchange.path} ${text}`)
    if (stored) {
      logged.replayed = true
      return json(stored.status, JSON.parse(stored.body))
    }
    try {
      const body = work()
      store.finish(scope, key, { status: 200, body: JSON.stringify(body), request_id: logged.request_id })
      return json(200, body)
    } catch (error) {
      store.abandon(scope, key)
      throw error
    }
  }

  #dispatch(call: Call): unknown {
    const { method, path } = call.exchange
    const found = this.#router.find(method, path)
    if (!found) throw new ConnectError(404, 'invalid_request_error', `The simulator has no ${method} ${path}.`)
    return found.route.answer({ ...call, segments: found.segments })
  }
}

/** What a component gets for a fault that replaces the answer. */
function plannedAnswer(fault: Fault | undefined): Answer | undefined {
  if (fault?.kind === 'rate_limit' || fault?.kind === 'lock_timeout') {
    return json(429, errorBody('rate_limit_error', 'Too many requests. (Planned by the simulator.)', fault.kind, null))
  }
  if (fault?.kind !== 'status') return undefined
  return json(fault.status, fault.body ?? errorBody('api_error', 'Planned by the simulator.', null, null))
}

function json(status: number, value: unknown): Answer {
  return { status, headers: JSON_HEADERS, body: jsonText(value) }
}

function errorBody(type: string, message: string, code: string | null, param: string | null) {
  return { error: { type, message, ...(code === null ? {} : { code }), ...(param === null ? {} : { param }) } }
}
