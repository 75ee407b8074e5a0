import 'server-only'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { trace } from '@opentelemetry/api'
import Stripe from 'stripe'
import { environment } from '@/lib/env'
import { endpointOf, metrics } from '@/lib/metrics'
import { notingTries } from './send-write'

const MAX_SOCKETS = 40

function connection(): Stripe.StripeConfig {
  const { STRIPE_SIMULATOR_URL } = environment()
  const agent = { keepAlive: true, maxSockets: MAX_SOCKETS }
  const client = (by: HttpAgent) => measured(notingTries(Stripe.createNodeHttpClient(by)))
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
