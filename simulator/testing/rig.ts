import { request } from 'node:http'
import Stripe from 'stripe'
import { GA } from '../http/api-version.ts'
import { DEFAULT_OPTIONS, type SimulatorOptions } from '../options.ts'
import { Simulator } from '../simulator.ts'

export const BAKERY = 'acct_1SpwDemoBakery'
export const BOOKS = 'acct_1SpwDemoBooks'
export const WERK = 'acct_1SpwDemoWerk'
export const TEA = 'acct_1SpwDemoTea'
export const SURF = 'acct_1SpwDemoSurf'

/**
 * Every field that tests read, from any answer. A missing field is undefined at run time and fails the expectation; the
 * OpenAPI test checks the shape of answers.
 */
export interface Json {
  [field: string]: unknown
  account: string
  accounts: number
  actor: string
  amount: number
  application_fee_amount: number
  arrival_date: number
  attempt: number
  available: Rows
  balance: Json
  balance_settings: Json
  balances: Json
  body: Json
  business_profile: Json
  charges_enabled: boolean
  client_secret: string
  code: string
  components: Json
  connect_reserved: unknown
  controller: Json
  country: string
  created: number
  currency: string
  data: Rows
  default_for_currency: boolean
  destination: string
  email: string
  ended_at_ms: number
  error: Json
  event: string
  expires_at: number
  external_accounts: Rows
  features: Json
  frozen: boolean
  has_more: boolean
  id: string
  instant_available: Rows
  interval: string
  iso: string
  key: string
  message: string
  metadata: unknown
  method: string
  minimum_balance_by_currency: unknown
  name: string
  net_available: Rows
  now: number
  param: string
  path: string
  payments: Json
  payouts: Json & Rows
  payouts_enabled: boolean
  pending: Rows
  past_due: unknown[]
  replayed: boolean
  request: unknown
  requirements: Json
  schedule: Json
  seed: number
  session_token: string
  settings: Json
  settlement_timing: Json
  started_at_ms: number
  status: unknown
  type: string
  upcoming_payouts: Rows
}

type Rows = Json[] & Readonly<Record<0 | 1 | 2, Json>>

export interface Answer {
  status: number
  headers: Headers
  body: Json
}

interface ApiOptions {
  account?: string
  version?: string
  key?: string
  form?: Record<string, boolean | number | string> | string
  idempotencyKey?: string
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** A Wednesday three weeks before the next bank holiday, so no test depends on the day it runs. */
export const WEDNESDAY = '2026-12-02T09:00:00Z'

/** A trait of accounts that make no automatic payouts. */
export const MANUAL = { settings: { payments: { payouts: { schedule: { interval: 'manual' } } } } }

/** A simulator in this process on a free port, and the calls that tests make to it. */
export class Rig {
  readonly simulator: Simulator
  address = ''

  constructor(options: Partial<SimulatorOptions>) {
    this.simulator = new Simulator({ ...DEFAULT_OPTIONS, port: 0, ...options })
  }

  static async start(options: Partial<SimulatorOptions> = {}): Promise<Rig> {
    const rig = new Rig(options)
    await rig.listen()
    return rig
  }

  async listen(): Promise<void> {
    this.address = await this.simulator.listen()
  }

  async stop(): Promise<void> {
    await this.simulator.close()
  }

  async get(path: string, options: ApiOptions = {}): Promise<Answer> {
    return await this.api('GET', path, options)
  }

  async post(path: string, form: ApiOptions['form'], options: ApiOptions = {}): Promise<Answer> {
    return await this.api('POST', path, { ...options, form: form ?? '' })
  }

  async api(method: string, path: string, options: ApiOptions = {}): Promise<Answer> {
    const headers: Record<string, string> = {
      Authorization: `Bearer ${options.key ?? DEFAULT_OPTIONS.secretKey}`,
      'Stripe-Version': options.version ?? GA,
      ...options.headers,
    }
    if (options.account !== undefined) headers['Stripe-Account'] = options.account
    if (options.idempotencyKey !== undefined) headers['Idempotency-Key'] = options.idempotencyKey
    if (options.form !== undefined) headers['Content-Type'] = 'application/x-www-form-urlencoded'
    return await this.fetch(path, {
      method,
      headers,
      ...(options.form === undefined ? {} : { body: encodeForm(options.form) }),
      ...(options.signal ? { signal: options.signal } : {}),
    })
  }

  async control(method: string, path: string, body?: unknown): Promise<Json> {
    const answer = await this.fetch(`/_sim${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return answer.body
  }

  async connect(method: string, path: string, token: string, body?: unknown): Promise<Answer> {
    return await this.fetch(`/connect${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }

  async fetch(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(`${this.address}${path}`, { redirect: 'manual', ...init })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: readable(text) }
  }

  /** For headers that fetch can't send. */
  async raw(path: string, headers: Record<string, string>): Promise<number> {
    return await new Promise((resolve, reject) => {
      const sent = request(`${this.address}${path}`, { headers }, (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      })
      sent.on('error', reject)
      sent.end()
    })
  }

  stripe(options: Partial<Stripe.StripeConfig> = {}): Stripe {
    const { hostname, port } = new URL(this.address)
    return new Stripe(DEFAULT_OPTIONS.secretKey, {
      host: hostname,
      port: Number(port),
      protocol: 'http',
      telemetry: false,
      maxNetworkRetries: 0,
      ...options,
    })
  }

  async newAccount(traits: Record<string, unknown> = {}): Promise<string> {
    const account = await this.control('POST', '/accounts', traits)
    return account.id
  }

  async pay(account: string, form: string): Promise<Answer> {
    return await this.post('/v1/payouts', form, { account })
  }

  async payoutStatus(account: string, payout: string): Promise<unknown> {
    return (await this.get(`/v1/payouts/${payout}`, { account })).body.status
  }

  /** The available amount in the first currency, of an account or of the platform. */
  async available(account?: string): Promise<number> {
    return (await this.get('/v1/balance', account === undefined ? {} : { account })).body.available[0].amount
  }

  async moveClock(body: { now?: string; advance_seconds?: number }): Promise<Json> {
    return await this.control('POST', '/clock', body)
  }

  async eventTypes(account: string): Promise<string[]> {
    return (await this.control('GET', `/events?account=${account}`)).data.map(({ type }) => type)
  }

  /** Adds one of Stripe's test bank accounts in the United States. */
  async addBank(account: string, account_number: string): Promise<Json> {
    const details = { object: 'bank_account', country: 'US', routing_number: '110000000', account_number }
    const form = Object.fromEntries(
      Object.entries(details).map(([name, value]) => [`external_account[${name}]`, value]),
    )
    return (await this.post(`/v1/accounts/${account}/external_accounts`, form)).body
  }

  async settings(account: string): Promise<Json> {
    const state = await this.control('GET', `/accounts/${account}/state`)
    return state.balance_settings.payments
  }

  /** Creates an account session. Returns its client secret. */
  async clientSecret(account: string, components: Record<string, Record<string, boolean>>): Promise<string> {
    const form: Record<string, boolean | string> = { account }
    for (const [component, features] of Object.entries(components)) {
      form[`components[${component}][enabled]`] = true
      for (const [feature, on] of Object.entries(features)) form[`components[${component}][features][${feature}]`] = on
    }
    const { status, body } = await this.post('/v1/account_sessions', form)
    if (status !== 200) throw new Error(`No session: ${JSON.stringify(body)}`)
    return body.client_secret
  }

  /** Creates and claims an account session. Returns its token. */
  async session(account: string, components: Record<string, Record<string, boolean>>): Promise<string> {
    const client_secret = await this.clientSecret(account, components)
    const claimed = await this.fetch('/connect/claim', { method: 'POST', body: JSON.stringify({ client_secret }) })
    return claimed.body.session_token
  }
}

export function encodeForm(form: NonNullable<ApiOptions['form']>): string {
  if (typeof form === 'string') return form
  return Object.entries(form)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join('&')
}

function readable(text: string) {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
