import { createHmac } from 'node:crypto'
import type { Clock } from '../time/clock.ts'
import { BoundedLog } from '../world/bounded-log.ts'
import type { StripeEvent } from '../world/state.ts'
import type { DeliveryPlan } from './delivery-plan.ts'

/** [docs] An endpoint receives the events of connected accounts, or the platform's own. */
export const ENDPOINT_KINDS = ['connect', 'platform'] as const
export type EndpointKind = (typeof ENDPOINT_KINDS)[number]

export interface WebhookEndpoint {
  url: string
  secret: string
  enabled: boolean
}

export interface Delivery {
  seq: number
  event: string
  type: string
  account: string | null
  endpoint: EndpointKind
  url: string
  attempt: number
  /** 1 for the first copy; the plan may send several. */
  copy: number
  /** Lost by the plan: nothing was sent. */
  lost: boolean
  status: number | null
  error: string | null
  /** Virtual time, seconds. */
  at: number
  took_ms: number
}

interface Job {
  event: StripeEvent
  kind: EndpointKind
  attempt: number
  copy: number
  epoch: number
}

const PARALLEL = 4
const TIMEOUT_MS = 10_000
const DEFAULT_RETRY_DELAYS_MS = [1_000, 5_000, 20_000]
/** A window to shuffle is sent after this time even if it isn't full. */
const LONGEST_WINDOW_MS = 1_000

/** Sends signed events to the app in the background. Failures are only logged. */
export class Webhooks {
  readonly #clock: Clock
  readonly #deliveries = new BoundedLog<Delivery>(10_000)
  readonly #endpoints: Partial<Record<EndpointKind, WebhookEndpoint>>
  #retryDelays = DEFAULT_RETRY_DELAYS_MS
  #plan: DeliveryPlan | null = null
  #waiting: Job[] = []
  #running = 0
  #later = new Set<NodeJS.Timeout>()
  #window: Job[] = []
  #drained: (() => void)[] = []
  #epoch = 0
  #seq = 0

  constructor(clock: Clock, endpoints: Partial<Record<EndpointKind, WebhookEndpoint>>) {
    this.#clock = clock
    this.#endpoints = endpoints
  }

  endpoint(kind: EndpointKind): WebhookEndpoint | undefined {
    return this.#endpoints[kind]
  }

  configure(kind: EndpointKind, endpoint: WebhookEndpoint): void {
    this.#endpoints[kind] = endpoint
  }

  set retryDelays(milliseconds: number[]) {
    this.#retryDelays = milliseconds
  }

  get plan(): DeliveryPlan | null {
    return this.#plan
  }

  set plan(plan: DeliveryPlan | null) {
    this.#releaseWindow()
    this.#plan = plan
  }

  get pending(): number {
    return this.#waiting.length + this.#running + this.#later.size + this.#window.length
  }

  /** Oldest first. */
  deliveries(): Delivery[] {
    return this.#deliveries.toArray()
  }

  /** Sends an event, with the trouble that the plan causes. */
  send(event: StripeEvent): void {
    const job = this.#jobFor(event)
    if (job) this.#sendByPlan(job)
  }

  /** Sends an event again, without the plan. */
  resend(event: StripeEvent): void {
    const job = this.#jobFor(event)
    if (job) this.#enqueue(job)
  }

  /** Waits until nothing is pending. Returns false if that takes longer than the timeout. */
  async drain(timeoutMs: number): Promise<boolean> {
    if (this.pending === 0) return true
    return await new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs)
      this.#drained.push(() => {
        clearTimeout(timer)
        resolve(true)
      })
    })
  }

  /** Drops pending deliveries, the plan and the log. */
  clear(): void {
    this.#epoch += 1
    this.#waiting = []
    this.#window = []
    this.#plan = null
    for (const timer of this.#later) clearTimeout(timer)
    this.#later.clear()
    this.#deliveries.clear()
    this.#announceIfDrained()
  }

  #jobFor(event: StripeEvent): Job | undefined {
    const kind = event.account === undefined ? 'platform' : 'connect'
    if (!this.#endpoints[kind]?.enabled) return undefined
    event.pending_webhooks = 1
    return { event, kind, attempt: 1, copy: 1, epoch: this.#epoch }
  }

  #sendByPlan(job: Job): void {
    const plan = this.#plan
    if (!plan) {
      this.#enqueue(job)
      return
    }
    if (plan.isLost()) {
      this.#log(job, { status: null, error: 'lost, as planned', lost: true }, 0)
      return
    }
    const copies = plan.copies()
    for (let copy = 1; copy <= copies; copy += 1) {
      if (plan.trouble.shuffle === undefined) this.#enqueueIn(plan.delay(), { ...job, copy })
      else this.#addToWindow({ ...job, copy }, plan.trouble.shuffle)
    }
  }

  #addToWindow(job: Job, size: number): void {
    this.#window.push(job)
    if (this.#window.length >= size) this.#releaseWindow()
    else if (this.#window.length === 1) this.#after(LONGEST_WINDOW_MS, () => this.#releaseWindow())
  }

  #releaseWindow(): void {
    const plan = this.#plan
    if (!plan) return
    for (const job of plan.shuffled(this.#window.splice(0))) this.#enqueueIn(plan.delay(), job)
  }

  #enqueueIn(milliseconds: number, job: Job): void {
    if (milliseconds === 0) this.#enqueue(job)
    else this.#after(milliseconds, () => this.#enqueue(job))
  }

  #after(milliseconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#later.delete(timer)
      work()
      this.#announceIfDrained()
    }, milliseconds)
    this.#later.add(timer)
  }

  #enqueue(job: Job): void {
    this.#waiting.push(job)
    this.#pump()
  }

  #pump(): void {
    // One at a time under a plan, because the order of arrival is part of the plan.
    const parallel = this.#plan ? 1 : PARALLEL
    while (this.#running < parallel) {
      const job = this.#waiting.shift()
      if (job === undefined) return
      this.#running += 1
      void this.#attempt(job).finally(() => {
        this.#running -= 1
        this.#pump()
        this.#announceIfDrained()
      })
    }
  }

  async #attempt(job: Job): Promise<void> {
    const endpoint = this.#endpoints[job.kind]
    if (!endpoint?.enabled || job.epoch !== this.#epoch) return
    const started = performance.now()
    const outcome = await post(endpoint, JSON.stringify(job.event))
    if (job.epoch !== this.#epoch) return
    this.#log(job, { ...outcome, lost: false }, performance.now() - started)
    if (outcome.status === null || outcome.status < 200 || outcome.status >= 300) this.#retryLater(job)
    else job.event.pending_webhooks = 0
  }

  #log(job: Job, outcome: { status: number | null; error: string | null; lost: boolean }, tookMs: number): void {
    this.#seq += 1
    const { id, type } = job.event
    this.#deliveries.append({
      seq: this.#seq,
      event: id,
      type,
      account: job.event.account ?? null,
      endpoint: job.kind,
      url: this.#endpoints[job.kind]?.url ?? '',
      attempt: job.attempt,
      copy: job.copy,
      ...outcome,
      at: this.#clock.seconds(),
      took_ms: tookMs,
    })
  }

  #retryLater(job: Job): void {
    const delay = this.#retryDelays[job.attempt - 1]
    if (delay !== undefined) this.#after(delay, () => this.#enqueue({ ...job, attempt: job.attempt + 1 }))
  }

  #announceIfDrained(): void {
    if (this.pending > 0) return
    for (const resolve of this.#drained.splice(0)) resolve()
  }
}

async function post(endpoint: WebhookEndpoint, payload: string) {
  try {
    const answer = await fetch(endpoint.url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        // Real time, because the app compares it with the machine's clock, not with the virtual one.
        'Stripe-Signature': signature(payload, endpoint.secret, Math.floor(Date.now() / 1000)),
        'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      },
      body: payload,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await answer.arrayBuffer()
    return { status: answer.status, error: null }
  } catch (cause) {
    return { status: null, error: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause) }
  }
}

/** [sdk code] HMAC-SHA256 over `t.payload` with the whole secret, `whsec_` included. */
export function signature(payload: string, secret: string, timestamp: number): string {
  const digest = createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex')
  return `t=${timestamp},v1=${digest}`
}
