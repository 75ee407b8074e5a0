import { Counter, Gauge, Histogram, type Metric, register } from 'prom-client'

// The server and Next's bundles each have their own copy of this file, and share the registry of the package.
const shared = <M extends Metric>(name: string, make: () => M): M =>
  (register.getSingleMetric(name) as M | undefined) ?? make()

const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
  shared(name, () => new Counter({ name, help, labelNames }))

const seconds = <L extends string>(name: string, help: string, labelNames: L[]) =>
  shared(
    name,
    () => new Histogram({ name, help, labelNames, buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] }),
  )

/** A value that is asked for when the metrics are read. Where it can't be had, it is left out. */
export const gauge = (name: string, help: string, read: () => Promise<number | null>): Gauge =>
  asked({ name, help }, async (made) => {
    const value = await read()
    if (value !== null) made.set(value)
  })

/** The same with a value for each of several labels. */
export const gaugeBy = (label: string, name: string, help: string, read: () => Promise<Map<string, number>>): Gauge =>
  asked({ name, help, labelNames: [label] }, async (made) => {
    for (const [each, value] of await read()) made.set({ [label]: each }, value)
  })

const asked = (about: { name: string; help: string; labelNames?: string[] }, read: (made: Gauge) => Promise<void>) =>
  shared(
    about.name,
    () =>
      new Gauge({
        ...about,
        async collect() {
          this.reset()
          if (!about.labelNames) this.remove()
          await read(this).catch(() => {})
        },
      }),
  )

export const metrics = {
  requests: counter('spillway_requests_total', 'Requests by method and status of the response', ['method', 'status']),
  turnedAway: counter('spillway_requests_turned_away_total', 'Requests refused because the server was busy', []),
  stripeCalls: counter('spillway_stripe_calls_total', 'Answers of Stripe, “none” where none came', [
    'method',
    'endpoint',
    'status',
  ]),
  stripeSeconds: seconds(
    'spillway_stripe_call_seconds',
    'Time of a call to Stripe until its headers came, in seconds',
    ['method', 'endpoint'],
  ),
  stripeWaitSeconds: seconds(
    'spillway_stripe_wait_seconds',
    'Time for which a call to Stripe waited for its turn, in seconds',
    ['lane'],
  ),
  stripeNotSent: counter('spillway_stripe_not_sent_total', 'Calls to Stripe that were not sent, by reason', [
    'lane',
    'reason',
  ]),
  rolloutAccounts: counter('spillway_rollout_accounts_settled_total', 'Accounts of rollouts by what became of them', [
    'state',
  ]),
  signIns: counter('spillway_sign_ins_total', 'Attempts to sign in, by result', ['result']),
}

/**
 * A path of Stripe's API as an endpoint: `/v1/accounts/acct_1/capabilities?limit=1` → `/v1/accounts/:id/capabilities`.
 * What is no word of the API becomes `:id`, so that the number of endpoints stays small.
 */
export function endpointOf(path: string): string {
  const [route = ''] = path.split('?')
  return route
    .split('/')
    .map((segment) => (/^(v\d+|[a-z]+(_[a-z]+)*)?$/.test(segment) ? segment : ':id'))
    .join('/')
}
