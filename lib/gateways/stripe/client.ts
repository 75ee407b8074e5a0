import 'server-only'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import Stripe from 'stripe'
import { environment } from '@/lib/env'
import { notingTries } from './send-write'

const MAX_SOCKETS = 40

function connection(): Stripe.StripeConfig {
  const { STRIPE_SIMULATOR_URL } = environment()
  const agent = { keepAlive: true, maxSockets: MAX_SOCKETS }
  const client = (by: HttpAgent) => notingTries(Stripe.createNodeHttpClient(by))
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
