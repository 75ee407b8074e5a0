import 'server-only'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { trace } from '@opentelemetry/api'
import Stripe from 'stripe'
import type { Buckets } from '@/lib/domain/stripe/pace'
import { environment, stripeMode } from '@/lib/env'
import { endpointOf, metrics } from '@/lib/metrics'
import { BucketsInProcess } from './budget/buckets-in-process'
import { budgetedClient } from './budget/budgeted-client'
import { backgroundLimits, type Clock, Pacer, type StripeLimits } from './budget/pacer'
import { StripeBudget } from './budget/stripe-budget'
import { notingTries } from './send-write'

/** The most calls in progress. Stripe does not publish its concurrency limits. */
const CONCURRENT = { live: 40, test: 20, simulated: 40 }

/** Stripe docs, rate limits. The simulator has none by default. */
const REQUESTS_PER_SECOND = { live: 100, test: 25, simulated: null }
const PER_ENDPOINT = 25

const clock: Clock = {
  now: Date.now,
  sleep: (ms) => (ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve()),
}

// On globalThis, because Next bundles several copies of a module and the budget is per process.
const shared = globalThis as typeof globalThis & {
  spillwayStripeBudget?: StripeBudget
  spillwayStripeBuckets?: Buckets
}

/** Sets the buckets that several processes share. Call it before the first call to Stripe. */
export function shareBuckets(buckets: Buckets): void {
  shared.spillwayStripeBuckets = buckets
}

function limits(): StripeLimits | null {
  const all = environment().STRIPE_REQUESTS_PER_SECOND ?? REQUESTS_PER_SECOND[stripeMode()]
  return all === null ? null : { all, endpoint: Math.min(all, PER_ENDPOINT) }
}

/**
 * How many accounts a second background work can change, each by a read and a write; null where nothing limits it, as
 * with the simulator.
 */
export function accountsPerSecond(): number | null {
  const stripeLimits = limits()
  if (!stripeLimits) return null
  const { all, endpoint } = backgroundLimits(stripeLimits)
  return Math.min(all / 2, endpoint)
}

function budget(): StripeBudget {
  const stripeLimits = limits()
  const buckets = shared.spillwayStripeBuckets ?? new BucketsInProcess(clock.now)
  shared.spillwayStripeBudget ??= new StripeBudget({
    clock,
    concurrent: CONCURRENT[stripeMode()],
    pacer: stripeLimits && new Pacer(stripeLimits, buckets, clock),
  })
  return shared.spillwayStripeBudget
}

/** How many calls each lane could send at this moment; empty where nothing limits the rate. */
export const stripeTokensLeft = (): Promise<Map<string, number>> => budget().tokensLeft()

/** The share of Stripe’s limits that is used at most, lower after answers with 429, by limit; empty where there are none. */
export const stripeRateShares = (): Promise<Map<string, number>> => budget().rateShares()

function connection(): Stripe.StripeConfig {
  const { STRIPE_SIMULATOR_URL } = environment()
  // The budget admits no more calls than there are sockets, so none waits for a socket.
  const agent = { keepAlive: true, maxSockets: CONCURRENT[stripeMode()], timeout: environment().STRIPE_TIMEOUT_MS }
  const client = (by: HttpAgent) => budgetedClient(measured(notingTries(Stripe.createNodeHttpClient(by))), budget())
  if (!STRIPE_SIMULATOR_URL) return { httpClient: client(new HttpsAgent(agent)) }
  const { hostname, port } = new URL(STRIPE_SIMULATOR_URL)
  return { host: hostname, port, protocol: 'http', httpClient: client(new HttpAgent(agent)) }
}

let client: Stripe | undefined

/** Reads are not retried, so that a page waits for one timeout at most; a write is, under its own idempotency key. */
export function stripe(): Stripe {
  client ??= new Stripe(environment().STRIPE_SECRET_KEY, {
    ...connection(),
    timeout: environment().STRIPE_TIMEOUT_MS,
    maxNetworkRetries: 0,
    telemetry: false,
    appInfo: { name: 'Spillway' },
  })
  return client
}

/** The only value the types allow; an older version still goes out as given. Stripe docs, versioning. */
export function pinnedVersion(): Stripe.RequestOptions {
  return { apiVersion: environment().STRIPE_API_VERSION as Stripe.RequestOptions['apiVersion'] }
}

/** Counts and traces what Stripe answers, by endpoint and status. */
function measured(client: Stripe.HttpClient): Stripe.HttpClient {
  return {
    getClientName: () => client.getClientName(),
    async makeRequest(...request) {
      const [, , path, method] = request
      const labels = { method: String(method).toUpperCase(), endpoint: endpointOf(path) }
      const span = trace.getTracer('spillway').startSpan(`stripe ${labels.method} ${labels.endpoint}`)
      const stop = metrics.stripeSeconds.startTimer(labels)
      let status = 'none'
      try {
        const answer = await client.makeRequest(...request)
        status = String(answer.getStatusCode())
        return answer
      } finally {
        stop()
        metrics.stripeCalls.inc({ ...labels, status })
        span.setAttribute('http.response.status_code', status).end()
      }
    },
  }
}
