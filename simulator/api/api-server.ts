import { apiVersion, GA } from '../http/api-version.ts'
import type { Exchange } from '../http/exchange.ts'
import { type Answer, endsBeforeWork, sendWithFault, waitFor } from '../http/fault-effects.ts'
import type { Fault, FaultPlan } from '../http/faults.ts'
import { canonicalForm, parseForm } from '../http/form-body.ts'
import type { IdempotencyStore } from '../http/idempotency.ts'
import type { LoggedRequest, RequestLog } from '../http/request-log.ts'
import { Router } from '../http/router.ts'
import { malformed, StripeError, unrecognizedUrl } from '../http/stripe-error.ts'
import type { Account } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { errorAnswer, lockTimeout, plannedAnswer, rateLimited, replayedAnswer } from './answers.ts'
import type { ApiKeys } from './api-keys.ts'
import { accountConcerned, requireActingAccount, requireKey } from './caller.ts'
import { requirePermission } from './permissions.ts'
import type { RateLimits } from './rate-limits.ts'
import type { ApiRequest, Route } from './route.ts'
import { ROUTES } from './routes/routes.ts'

/** Read for every request, because a reset replaces the world, the idempotency store and the keys. */
export interface ApiState {
  readonly world: World
  readonly idempotency: IdempotencyStore
  readonly keys: ApiKeys
  readonly limits: RateLimits
  readonly faults: FaultPlan
  readonly requests: RequestLog
}

/** One request while it is handled. */
interface Call {
  exchange: Exchange
  world: World
  /** Query and body together. */
  encoded: string
  logged: LoggedRequest
  fault: Fault | undefined
}

/**
 * Everything under /v1. It refuses in the order in which Stripe does: key, version, rate limits, account, path,
 * permission, parameters.
 */
export class ApiServer {
  readonly #router = new Router<Route>(ROUTES)
  readonly #state: ApiState

  constructor(state: ApiState) {
    this.#state = state
  }

  async handle(exchange: Exchange): Promise<void> {
    const started = performance.now()
    const body = await exchange.readBody()
    const { world, requests, faults } = this.#state
    world.catchUp()
    const encoded = [exchange.query, body ?? ''].filter((part) => part !== '').join('&')
    const logged = requests.begin({
      request_id: world.ids.next('req'),
      method: exchange.method,
      path: exchange.path,
      account: accountConcerned(exchange, encoded),
      stripe_account: exchange.header('stripe-account') ?? null,
      api_version: exchange.header('stripe-version') ?? null,
      idempotency_key: exchange.header('idempotency-key') ?? null,
      encoded,
      json: false,
      client_request_id: exchange.header('x-request-id') ?? null,
      started_at_ms: started,
    })
    const fault = faults.take(exchange.method, exchange.path, logged.account)?.fault
    logged.fault = fault?.kind ?? null
    if (endsBeforeWork(exchange, fault)) {
      if (fault?.kind === 'reset_before') requests.end(logged, null)
      return
    }
    const call = { exchange, world, encoded, logged, fault }
    const answer =
      body === undefined ? this.#error(call, malformed('The request body is too large.')) : await this.#answer(call)
    requests.end(logged, answer.status)
    sendWithFault(exchange, { ...answer, headers: { ...this.#headers(call), ...answer.headers } }, fault)
  }

  async #answer(call: Call): Promise<Answer> {
    const { fault } = call
    if (fault?.kind === 'rate_limit') return this.#error(call, rateLimited('global-rate'))
    if (fault?.kind === 'lock_timeout') return this.#error(call, lockTimeout())
    if (fault?.kind === 'status' && !fault.applied) return plannedAnswer(fault)
    if (fault?.kind === 'redirect') {
      const host = call.exchange.header('host') ?? '127.0.0.1'
      return { status: 302, body: '', headers: { Location: `http://${host}/elsewhere` } }
    }
    try {
      return await this.#work(call)
    } catch (error) {
      if (error instanceof StripeError) return this.#error(call, error)
      console.error(error)
      const message = 'The simulator itself failed; see its log.'
      return this.#error(call, new StripeError(500, { type: 'api_error', message }, true))
    }
  }

  async #work(call: Call): Promise<Answer> {
    const { exchange, world, encoded, logged } = call
    const { keys, limits } = this.#state
    const key = requireKey(exchange, keys)
    const version = apiVersion(exchange.header('stripe-version'))
    const isOffered = (route: Route) => route.version === undefined || route.version === version
    const found = this.#router.find(exchange.method, exchange.path, isOffered)
    const reason = limits.admit(found && `${found.route.method} ${found.route.path}`)
    if (reason) throw rateLimited(reason)
    try {
      const account = requireActingAccount(exchange, world, key.key)
      if (!found) throw unrecognizedUrl(exchange.method, exchange.path)
      requirePermission(key, found.route, account)
      refuseJson(exchange, encoded)
      const idempotencyKey = exchange.method === 'POST' ? exchange.header('idempotency-key') : undefined
      const request: ApiRequest = {
        world,
        key: key.key,
        account,
        version,
        cause: { actor: 'api', request_id: logged.request_id, idempotency_key: idempotencyKey ?? null },
        segment: (name) => found.segments[name] ?? '',
      }
      const form = parseForm(encoded)
      const work = () => found.route.answer(request, form)
      if (idempotencyKey === undefined) return await this.#execute(call, work)
      return await this.#executeOnce(call, account, idempotencyKey, `${exchange.path} ${canonicalForm(form)}`, work)
    } finally {
      limits.release()
    }
  }

  async #executeOnce(
    call: Call,
    account: Account,
    key: string,
    fingerprint: string,
    work: () => unknown,
  ): Promise<Answer> {
    const store = this.#state.idempotency
    const stored = store.begin(account.id, key, fingerprint)
    if (stored) {
      call.logged.replayed = true
      return replayedAnswer(stored)
    }
    const keep = ({ status, body }: Answer) =>
      store.finish(account.id, key, { status, body: String(body), request_id: call.logged.request_id })
    try {
      const answer = await this.#execute(call, work)
      keep(answer)
      return answer
    } catch (error) {
      if (error instanceof StripeError && error.executed) keep(this.#error(call, error))
      else store.abandon(account.id, key)
      throw error
    }
  }

  async #execute({ fault }: Call, work: () => unknown): Promise<Answer> {
    await waitFor(fault)
    const answer = { status: 200, body: JSON.stringify(work()), headers: {} }
    return fault?.kind === 'status' ? plannedAnswer(fault) : answer
  }

  #error({ logged, world }: Call, error: StripeError): Answer {
    return errorAnswer(error, logged.request_id, world.clock.seconds())
  }

  #headers({ logged, world }: Call): Record<string, string> {
    return {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-cache, no-store',
      // Virtual time, for clients that use Stripe's clock.
      Date: new Date(world.clock.now()).toUTCString(),
      'Request-Id': logged.request_id,
      'Stripe-Version': logged.api_version ?? GA,
      'X-Stripe-Simulator': '1',
      ...(logged.stripe_account === null ? {} : { 'Stripe-Account': logged.stripe_account }),
      ...(logged.idempotency_key === null ? {} : { 'Idempotency-Key': logged.idempotency_key }),
    }
  }
}

function refuseJson(exchange: Exchange, encoded: string): void {
  const type = exchange.header('content-type')
  if (encoded === '' || type === undefined || type.startsWith('application/x-www-form-urlencoded')) return
  if (exchange.method !== 'POST') return
  // [assumption] The message.
  throw malformed(`Invalid request: the Content-Type must be application/x-www-form-urlencoded, not ${type}.`)
}
