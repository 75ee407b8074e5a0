export const LIMIT_MODES = ['off', 'sandbox', 'live'] as const
export type LimitMode = (typeof LIMIT_MODES)[number]

/** [repos] Values of Stripe-Rate-Limited-Reason; `endpoint-concurrency` and `resource-specific` aren't implemented. */
export type LimitReason = 'endpoint-rate' | 'global-concurrency' | 'global-rate'

export interface Limits {
  /** Requests per second of the platform, all endpoints and keys together. */
  per_second: number
  /** Requests per second of one method and path template. */
  endpoint_per_second: number
  /** Requests in progress at the same time. */
  concurrent: number
}

// [docs rate-limits] for the rates. The number at the same time isn't published [assumption].
const LIMITS: Readonly<Record<Exclude<LimitMode, 'off'>, Limits>> = {
  sandbox: { per_second: 25, endpoint_per_second: 25, concurrent: 25 },
  live: { per_second: 100, endpoint_per_second: 25, concurrent: 100 },
}

interface Bucket {
  tokens: number
  filledAt: number
}

/**
 * Token buckets for one second each. They fill by real time, not by the virtual clock: a test that moves the clock by a
 * day must not get a day's worth of requests.
 */
export class RateLimits {
  readonly #monotonic: () => number
  #mode: LimitMode = 'off'
  #limits: Limits | null = null
  #buckets = new Map<string, Bucket>()
  #running = 0
  #refused: Partial<Record<LimitReason, number>> = {}

  constructor(monotonic: () => number = () => performance.now()) {
    this.#monotonic = monotonic
  }

  /** Fills all buckets and resets the count of refused requests. */
  set(mode: LimitMode, overrides: Partial<Limits> = {}): void {
    this.#mode = mode
    this.#limits = mode === 'off' ? null : { ...LIMITS[mode], ...overrides }
    this.#buckets.clear()
    this.#refused = {}
  }

  show() {
    return { mode: this.#mode, limits: this.#limits, in_flight: this.#running, refused: this.#refused }
  }

  /** Null if the request is allowed; call release afterwards. A refused request uses no tokens. */
  admit(endpoint: string | undefined): LimitReason | null {
    const reason = this.#limits && this.#reasonAgainst(this.#limits, endpoint)
    if (reason) {
      this.#refused[reason] = (this.#refused[reason] ?? 0) + 1
      return reason
    }
    this.#running += 1
    return null
  }

  release(): void {
    this.#running -= 1
  }

  #reasonAgainst(limits: Limits, endpoint: string | undefined): LimitReason | null {
    if (this.#running >= limits.concurrent) return 'global-concurrency'
    const all = this.#bucket('', limits.per_second)
    if (all.tokens < 1) return 'global-rate'
    if (endpoint !== undefined) {
      const own = this.#bucket(endpoint, limits.endpoint_per_second)
      if (own.tokens < 1) return 'endpoint-rate'
      own.tokens -= 1
    }
    all.tokens -= 1
    return null
  }

  #bucket(name: string, perSecond: number): Bucket {
    const now = this.#monotonic()
    const bucket = this.#buckets.get(name) ?? { tokens: perSecond, filledAt: now }
    bucket.tokens = Math.min(perSecond, bucket.tokens + ((now - bucket.filledAt) * perSecond) / 1000)
    bucket.filledAt = now
    this.#buckets.set(name, bucket)
    return bucket
  }
}
