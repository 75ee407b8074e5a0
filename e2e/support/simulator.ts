import { world } from './world'

type Json = Record<string, unknown>

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${world.simulatorUrl}${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

/** As another of the platform's programs would ask Stripe, with the platform's key. */
async function callApi<T>(
  path: string,
  form: Record<string, string | number>,
  { account, key }: { account?: string; key?: string } = {},
): Promise<T> {
  const answer = await fetch(`${world.simulatorUrl}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${world.environment.STRIPE_SECRET_KEY}`,
      ...(account && { 'stripe-account': account }),
      ...(key && { 'idempotency-key': key }),
    },
    body: new URLSearchParams(Object.entries(form).map(([name, value]) => [name, String(value)])),
  })
  if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

export type Profile = 'standard' | 'express' | 'custom' | 'no_dashboard'

/** Balance settings in the GA shape, as Stripe has them. */
export type StripeSettings = {
  payments: {
    debit_negative_balances: boolean | null
    payouts: {
      schedule: { interval: string; weekly_payout_days?: string[]; monthly_payout_days?: number[] }
      statement_descriptor: string | null
      minimum_balance_by_currency?: Record<string, number> | null
      automatic_transfer_rules_by_currency?: Record<string, unknown[]> | null
      status: string
    }
    settlement_timing: {
      delay_days: number
      delay_days_override?: number | null
      start_of_day?: { hour: number; minutes: number; timezone: string } | null
    }
  }
}

type Amount = { amount: number; currency: string }

export type AccountState = {
  balance_settings: StripeSettings
  balance: { available: Amount[]; pending: Amount[] }
  payouts: (Amount & {
    id: string
    status: string
    method: string
    automatic: boolean
    payout_method?: string | null
  })[]
  external_accounts: { id: string; last4: string; status: string; default_for_currency: boolean }[]
}

export type LoggedRequest = {
  id: number
  method: string
  path: string
  account: string | null
  idempotency_key: string | null
  api_version: string | null
  status: number | null
  started_at_ms: number
  ended_at_ms: number | null
  request_id: string
  params: Json
}

export type LedgerEntry = {
  type: string
  actor: string
  idempotency_key: string | null
  before: unknown
  after: unknown
}

export type Fault =
  | { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string>; applied?: boolean }
  | { kind: 'delay'; ms: number }
  /** Answers at once with what is so now, but the answer takes this long to arrive. */
  | { kind: 'drip'; ms: number }
  | {
      kind:
        | 'reset_before'
        | 'reset_after'
        | 'timeout_after'
        | 'hang'
        | 'garbage'
        | 'half'
        | 'redirect'
        | 'rate_limit'
        | 'lock_timeout'
    }

/** Stripe's side, as the test may see and move it. */
export const simulator = {
  createAccount: (account: Json) => ask<{ id: string }>('POST', '/_sim/accounts', account),
  changeAccount: (id: string, change: Json) => ask('POST', `/_sim/accounts/${id}`, change),
  deleteAccount: (id: string) => ask('DELETE', `/_sim/accounts/${id}`),
  state: (id: string) => ask<AccountState>('GET', `/_sim/accounts/${id}/state`),
  settings: async (id: string) => (await simulator.state(id)).balance_settings,
  /** As another key or Stripe's Dashboard would: not through Spillway. */
  changeSettings: (id: string, payments: Json) => ask('POST', `/_sim/accounts/${id}/balance_settings`, { payments }),
  payOut: (id: string, payout: { amount: number; currency: string }) =>
    callApi<{ id: string }>('/v1/payouts', payout, { account: id }),
  /** What the platform has set in its Dashboard about instant payouts, for all accounts: only for tests that run alone. */
  setInstantPayouts: (rules: { dashboard_rule: boolean }) => ask('POST', '/_sim/instant_payouts', rules),
  /** The platform's own money, to an account that owes. */
  transfer: (id: string, transfer: { amount: number; currency: string }) =>
    callApi('/v1/transfers', { ...transfer, destination: id }),
  /** The bank sends the payout back. */
  failPayout: (payoutId: string, code: string) => ask('POST', `/_sim/payouts/${payoutId}/fail`, { code }),
  /** What becomes of the next payouts to this bank account. */
  failWith: (id: string, externalAccountId: string, code: string) =>
    ask('POST', `/_sim/accounts/${id}/external_accounts/${externalAccountId}/fail_with`, { code }),
  /**
   * Virtual time, for everybody: only for tests that run alone. Of all that happens on the way to hundreds of accounts,
   * the product gets the events that concern this one.
   */
  advanceClock: async (id: string, seconds: number) => {
    const before = new Set((await simulator.events(id)).map((event) => event.id))
    await ask('POST', '/_sim/webhooks', { enabled: false })
    await ask('POST', '/_sim/clock', { advance_seconds: seconds })
    await ask('POST', '/_sim/webhooks', { enabled: true })
    for (const event of await simulator.events(id)) if (!before.has(event.id)) await simulator.deliverAgain(event.id, 1)
  },
  requests: async (id: string) => (await ask<{ data: LoggedRequest[] }>('GET', `/_sim/requests?account=${id}`)).data,
  /** Requests that name no connected account, such as the walk through the list of them. */
  platformRequests: async () =>
    (await ask<{ data: LoggedRequest[] }>('GET', '/_sim/requests')).data.filter(
      ({ account, path }) => account === null && path.startsWith('/v1/'),
    ),
  writes: async (id: string) =>
    (await simulator.requests(id)).filter(
      (request) => request.method === 'POST' && request.path === '/v1/balance_settings',
    ),
  /** Every change of the settings that really happened, no matter who made it. */
  settingsChanges: async (id: string) =>
    (await ask<{ data: LedgerEntry[] }>('GET', `/_sim/ledger?account=${id}`)).data.filter(
      ({ type }) => type === 'balance_settings.updated',
    ),
  /** The request of a save whose answer never came back: an earlier process of the product sent it under this key. */
  saveAsProduct: (id: string, form: Record<string, string>, key: string) =>
    callApi('/v1/balance_settings', form, { account: id, key }),
  fail: (id: string, match: { method?: string; path?: string }, fault: Fault, times: number | 'always' = 1) =>
    ask<{ id: string }>('POST', '/_sim/faults', { match: { ...match, account: id }, times, fault }),
  heal: (faultId: string) => ask('DELETE', `/_sim/faults/${faultId}`),
  events: async (id: string) =>
    (await ask<{ data: { id: string; type: string }[] }>('GET', `/_sim/events?account=${id}`)).data,
  deliverAgain: (eventId: string, times: number) => ask('POST', `/_sim/events/${eventId}/deliver`, { times }),
  drain: () => ask('POST', '/_sim/webhooks/drain', {}),
}
