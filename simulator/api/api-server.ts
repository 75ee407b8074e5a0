import { apiVersion, GA } from '../http/api-version.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Fault, FaultPlan } from '../http/faults.ts'
import { canonicalForm, parseForm } from '../http/form-body.ts'
import type { IdempotencyStore, StoredAnswer } from '../http/idempotency.ts'
import type { LoggedRequest, RequestLog } from '../http/request-log.ts'
import { Router } from '../http/router.ts'
import {
  accountInvalid,
  malformed,
  redactKey,
  StripeError,
  unauthorized,
  unrecognizedUrl,
} from '../http/stripe-error.ts'
import type { Simulation } from '../simulation.ts'
import type { Clock } from '../time/clock.ts'
import type { Account } from '../world/state.ts'
import type { ApiKey, ApiKeys } from './api-keys.ts'
import { requirePermission } from './permissions.ts'
import type { LimitReason, RateLimits } from './rate-limits.ts'
import type { ApiRequest, Route } from './route.ts'

export interface ApiDependencies {
  clock: Clock
  limits: RateLimits
  faults: FaultPlan
  requests: RequestLog
  /** Asked for at every request: a reset puts others in their place. */
  simulation: () => Simulation
  idempotency: () => IdempotencyStore
  keys: () => ApiKeys
}

interface Answer {
  status: number
  body: string
  headers: Record<string, string>
}

/**
 * Everything under /v1 and /v2, in the order in which Stripe would say no: key, version, rate limits, account, path,
 * permission, parameters.
 */
export class ApiServer {
  readonly #router: Router
  readonly #dependencies: ApiDependencies

  constructor(routes: readonly Route[], dependencies: ApiDependencies) {
    this.#router = new Router(routes)
    this.#dependencies = dependencies
  }

  async handle(exchange: Exchange): Promise<void> {
    const started = performance.now()
    const body = await exchange.readBody()
    const simulation = this.#dependencies.simulation()
    simulation.catchUp()
    const encoded = [exchange.query, body ?? ''].filter((part) => part !== '').join('&')
    const logged = this.#dependencies.requests.begin({
      request_id: simulation.ids.next('req'),
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
    const planned = this.#dependencies.faults.take(exchange.method, exchange.path, logged.account)
    if (planned) logged.fault = planned.fault.kind
    const answer =
      body === undefined
        ? this.#refusal(malformed('The request body is too large.'), logged)
        : await this.#answer(exchange, simulation, encoded, logged, planned?.fault)
    if (answer) this.#send(exchange, logged, answer, planned?.fault)
  }

  /** Null when the answer must never be given. */
  async #answer(
    exchange: Exchange,
    simulation: Simulation,
    encoded: string,
    logged: LoggedRequest,
    fault: Fault | undefined,
  ): Promise<Answer | null> {
    switch (fault?.kind) {
      case 'hang':
        return null
      case 'reset_before':
        this.#end(logged, null)
        exchange.reset()
        return null
      case 'redirect':
        return {
          status: 302,
          body: '',
          headers: { Location: `http://${exchange.header('host') ?? '127.0.0.1'}/elsewhere` },
        }
      case 'rate_limit':
        return this.#refusal(rateLimited('global-rate'), logged)
      case 'lock_timeout':
        return this.#refusal(lockTimeout(), logged)
      case 'status':
        if (!fault.applied) return statusAnswer(fault)
    }
    try {
      return await this.#work(exchange, simulation, encoded, logged, fault)
    } catch (error) {
      if (error instanceof StripeError) return this.#refusal(error, logged)
      console.error(error)
      return this.#refusal(
        new StripeError(500, { type: 'api_error', message: 'The simulator itself failed; see its log.' }, true),
        logged,
      )
    }
  }

  async #work(
    exchange: Exchange,
    simulation: Simulation,
    encoded: string,
    logged: LoggedRequest,
    fault: Fault | undefined,
  ): Promise<Answer> {
    const key = this.#authenticate(exchange)
    const version = apiVersion(exchange.header('stripe-version'))
    const found = this.#router.find(exchange.method, exchange.path, version)
    const { limits } = this.#dependencies
    const reason = limits.admit(found && `${found.route.method} ${found.route.path}`)
    if (reason) throw rateLimited(reason)
    try {
      const account = actingAccount(exchange, simulation, key.key)
      if (!found) throw unrecognizedUrl(exchange.method, exchange.path)
      requirePermission(key, found.route, account)
      refuseJson(exchange, encoded)
      const idempotencyKey = exchange.method === 'POST' ? exchange.header('idempotency-key') : undefined
      const request: ApiRequest = {
        simulation,
        key: key.key,
        account,
        version,
        cause: { actor: 'api', request_id: logged.request_id, idempotency_key: idempotencyKey ?? null },
        segment: (name) => found.segments[name] ?? '',
      }
      const form = parseForm(encoded)
      const work = () => found.route.answer(request, form)
      if (idempotencyKey === undefined) return await this.#execute(work, fault)
      const fingerprint = `${exchange.path} ${canonicalForm(form)}`
      return await this.#executeOnce(account, idempotencyKey, fingerprint, work, logged, fault)
    } finally {
      limits.release()
    }
  }

  async #executeOnce(
    account: Account,
    key: string,
    fingerprint: string,
    work: () => unknown,
    logged: LoggedRequest,
    fault: Fault | undefined,
  ): Promise<Answer> {
    const store = this.#dependencies.idempotency()
    const stored = store.begin(account.id, key, fingerprint)
    if (stored) {
      logged.replayed = true
      return replay(stored)
    }
    try {
      const answer = await this.#execute(work, fault)
      store.finish(account.id, key, { status: answer.status, body: answer.body, request_id: logged.request_id })
      return answer
    } catch (error) {
      if (error instanceof StripeError && error.executed) {
        const refusal = this.#refusal(error, logged)
        store.finish(account.id, key, { status: refusal.status, body: refusal.body, request_id: logged.request_id })
      } else {
        store.abandon(account.id, key)
      }
      throw error
    }
  }

  async #execute(work: () => unknown, fault: Fault | undefined): Promise<Answer> {
    if (fault?.kind === 'delay') await pause(fault.ms)
    const answer = { status: 200, body: JSON.stringify(work()), headers: {} }
    return fault?.kind === 'status' ? statusAnswer(fault) : answer
  }

  #send(exchange: Exchange, logged: LoggedRequest, answer: Answer, fault: Fault | undefined): void {
    const headers = { ...this.#headers(logged), ...answer.headers }
    this.#end(logged, answer.status)
    switch (fault?.kind) {
      case 'timeout_after':
        break
      case 'reset_after':
        exchange.reset()
        break
      case 'garbage':
        exchange.send(answer.status, headers, '<html><body>502 Bad Gateway</body></html>')
        break
      case 'half':
        exchange.sendHalf(answer.status, headers, answer.body)
        break
      case 'drip':
        exchange.sendSlowly(answer.status, headers, answer.body, fault.ms)
        break
      default:
        exchange.send(answer.status, headers, answer.body)
    }
  }

  #headers(logged: LoggedRequest): Record<string, string> {
    const headers: Record<string, string> = {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-cache, no-store',
      // Virtual time: a client that goes by Stripe's clock follows it.
      Date: new Date(this.#dependencies.clock.now()).toUTCString(),
      'Request-Id': logged.request_id,
      'Stripe-Version': logged.api_version ?? GA,
      'X-Stripe-Simulator': '1',
    }
    if (logged.stripe_account !== null) headers['Stripe-Account'] = logged.stripe_account
    if (logged.idempotency_key !== null) headers['Idempotency-Key'] = logged.idempotency_key
    return headers
  }

  #end(logged: LoggedRequest, status: number | null): void {
    logged.status = status
    logged.ended_at_ms = performance.now()
  }

  #authenticate(exchange: Exchange): ApiKey {
    const presented = credentials(exchange.header('authorization'))
    if (presented === undefined) {
      // [from memory]
      throw unauthorized(
        'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth ' +
          "(e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
      )
    }
    const key = this.#dependencies.keys().find(presented)
    if (!key) throw unauthorized(`Invalid API Key provided: ${redactKey(presented)}`)
    return key
  }

  #refusal(error: StripeError, logged: LoggedRequest): Answer {
    const body = {
      error: {
        ...(error.body.code === undefined ? {} : { code: error.body.code, doc_url: docUrl(error.body.code) }),
        message: error.body.message,
        ...(error.body.param === undefined ? {} : { param: error.body.param }),
        request_log_url: `https://dashboard.stripe.com/test/logs/${logged.request_id}?t=${this.#dependencies.clock.seconds()}`,
        type: error.body.type,
      },
    }
    return { status: error.status, body: JSON.stringify(body), headers: error.headers }
  }
}

function replay(stored: StoredAnswer): Answer {
  return {
    status: stored.status,
    body: stored.body,
    // [from memory] both headers
    headers: { 'Idempotent-Replayed': 'true', 'Original-Request': stored.request_id },
  }
}

function statusAnswer(fault: Fault & { kind: 'status' }): Answer {
  const body = fault.body ?? {
    error: { type: 'api_error', message: 'An unknown error occurred. (Planned by the simulator.)' },
  }
  return {
    status: fault.status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: fault.headers ?? {},
  }
}

function rateLimited(reason: LimitReason): StripeError {
  // [from memory] for the text
  return new StripeError(
    429,
    {
      type: 'invalid_request_error',
      code: 'rate_limit',
      message:
        'Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.',
    },
    false,
    { 'Stripe-Rate-Limited-Reason': reason },
  )
}

function lockTimeout(): StripeError {
  // [from memory] for the text
  return new StripeError(
    429,
    {
      type: 'invalid_request_error',
      code: 'lock_timeout',
      message:
        'This object cannot be accessed right now because another API request or Stripe process is currently accessing it. ' +
        'If you see this error intermittently, retry the request.',
    },
    false,
    { 'Stripe-Should-Retry': 'true' },
  )
}

function docUrl(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`
}

function credentials(header: string | undefined): string | undefined {
  const [scheme, value] = header?.split(' ') ?? []
  if (value === undefined || value === '') return undefined
  if (scheme?.toLowerCase() === 'bearer') return value
  if (scheme?.toLowerCase() !== 'basic') return undefined
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] || undefined
}

function actingAccount(exchange: Exchange, simulation: Simulation, key: string): Account {
  const id = exchange.header('stripe-account')
  const platform = simulation.accounts.platform
  if (id === undefined || id === platform.id) return platform
  const account = simulation.accounts.find(id)
  if (!account) throw accountInvalid(key, id)
  return account
}

function accountConcerned(exchange: Exchange, encoded: string): string | null {
  const named = exchange.header('stripe-account') ?? /^\/v1\/accounts\/(acct_\w+)/.exec(exchange.path)?.[1]
  if (named !== undefined) return named
  if (exchange.path !== '/v1/account_sessions') return null
  return /(?:^|&)account=(\w+)/.exec(encoded)?.[1] ?? null
}

function refuseJson(exchange: Exchange, encoded: string): void {
  const type = exchange.header('content-type')
  if (encoded === '' || type === undefined || type.startsWith('application/x-www-form-urlencoded')) return
  if (exchange.method !== 'POST') return
  // [assumption] for the text
  throw malformed(`Invalid request: the Content-Type must be application/x-www-form-urlencoded, not ${type}.`)
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
