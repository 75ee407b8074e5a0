import { createHmac } from 'node:crypto'
import { BoundedLog } from './bounded-log.ts'
import type { Clock } from './clock.ts'
import type { StripeEvent } from './state.ts'

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
  url: string
  attempt: number
  status: number | null
  error: string | null
  /** Virtual time, seconds. */
  at: number
  took_ms: number
}

interface Job {
  event: StripeEvent
  attempt: number
  epoch: number
}

const PARALLEL = 4
const TIMEOUT_MS = 10_000
const DEFAULT_RETRY_DELAYS_MS = [1_000, 5_000, 20_000]

/** Posts signed events of connected accounts to the app, in the background; failures end in the log, nowhere else. */
export class Webhooks {
  readonly #clock: Clock
  readonly #deliveries = new BoundedLog<Delivery>(10_000)
  #endpoint: WebhookEndpoint | null
  #retryDelays = DEFAULT_RETRY_DELAYS_MS
  #waiting: Job[] = []
  #running = 0
  #timers = new Map<NodeJS.Timeout, Job>()
  #drained: (() => void)[] = []
  #epoch = 0
  #seq = 0

  constructor(clock: Clock, endpoint: WebhookEndpoint | null) {
    this.#clock = clock
    this.#endpoint = endpoint
  }

  get endpoint(): WebhookEndpoint | null {
    return this.#endpoint
  }

  configure(endpoint: WebhookEndpoint | null, retryDelaysMs: number[] = DEFAULT_RETRY_DELAYS_MS): void {
    this.#endpoint = endpoint
    this.#retryDelays = retryDelaysMs
  }

  get pending(): number {
    return this.#waiting.length + this.#running + this.#timers.size
  }

  /** Oldest first. */
  deliveries(): Delivery[] {
    return this.#deliveries.toArray()
  }

  send(event: StripeEvent): void {
    if (!this.#endpoint?.enabled || event.account === undefined) return
    event.pending_webhooks = 1
    this.#enqueue({ event, attempt: 1, epoch: this.#epoch })
  }

  /** Resolves to false when the time is up first. */
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

  /** Forgets what is still to be sent, and the log. */
  clear(): void {
    this.#epoch += 1
    this.#waiting = []
    for (const timer of this.#timers.keys()) clearTimeout(timer)
    this.#timers.clear()
    this.#deliveries.clear()
    this.#announceIfDrained()
  }

  #enqueue(job: Job): void {
    this.#waiting.push(job)
    this.#pump()
  }

  #pump(): void {
    while (this.#running < PARALLEL) {
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
    const endpoint = this.#endpoint
    if (!endpoint?.enabled || job.epoch !== this.#epoch) return
    const started = performance.now()
    let status: number | null = null
    let error: string | null = null
    try {
      const payload = JSON.stringify(job.event)
      const answer = await fetch(endpoint.url, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          // Real time: the app checks the age of a signature by its own clock, which does not follow the virtual one.
          'Stripe-Signature': signature(payload, endpoint.secret, Math.floor(Date.now() / 1000)),
          'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        },
        body: payload,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      status = answer.status
      await answer.arrayBuffer()
    } catch (cause) {
      error = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
    }
    if (job.epoch !== this.#epoch) return
    this.#seq += 1
    this.#deliveries.append({
      seq: this.#seq,
      event: job.event.id,
      type: job.event.type,
      account: job.event.account ?? null,
      url: endpoint.url,
      attempt: job.attempt,
      status,
      error,
      at: this.#clock.seconds(),
      took_ms: performance.now() - started,
    })
    if (status !== null && status >= 200 && status < 300) job.event.pending_webhooks = 0
    else this.#retryLater(job)
  }

  #retryLater(job: Job): void {
    const delay = this.#retryDelays[job.attempt - 1]
    if (delay === undefined) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#enqueue({ ...job, attempt: job.attempt + 1 })
    }, delay)
    this.#timers.set(timer, job)
  }

  #announceIfDrained(): void {
    if (this.pending > 0) return
    for (const resolve of this.#drained.splice(0)) resolve()
  }
}

/** [sdk code] HMAC-SHA256 over `t.payload` with the whole secret, `whsec_` included. */
export function signature(payload: string, secret: string, timestamp: number): string {
  const digest = createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex')
  return `t=${timestamp},v1=${digest}`
}
