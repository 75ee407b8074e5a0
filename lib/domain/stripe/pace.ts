/** `burst` calls at once, and `perSecond` from then on. */
export type Rate = { perSecond: number; burst: number }

/** Burst and rate add up to the limit, so that no window of one second has more calls, wherever it begins. */
export function rateBelow(limit: number): Rate {
  const burst = Math.max(1, Math.floor(limit * 0.16))
  return { perSecond: Math.max(1, limit - burst), burst }
}

/**
 * A token bucket, stored as the time when it will be full again (generic cell rate algorithm), in milliseconds, and the
 * share of its rate that was left when Stripe last answered 429, at `loweredAt`.
 */
export type Bucket = { fullAt: number; share: number; loweredAt: number }

export const FULL_BUCKET: Bucket = { fullAt: 0, share: 1, loweredAt: 0 }

/**
 * Stripe may lower its limits, and other programs may use the same key. So a 429 halves the rate, and time adds to it again
 * until it is the whole: additive increase, multiplicative decrease.
 */
export const BRAKE = {
  factor: 0.5,
  leastShare: 0.05,
  /** Milliseconds in which nothing becomes the whole rate. */
  recovery: 10 * 60_000,
  /** Milliseconds in which further answers are about calls that were sent before. */
  once: 1000,
} as const

/** The share of its rate that a bucket has now. */
export const shareAt = ({ share, loweredAt }: Bucket, now: number): number =>
  Math.min(1, share + Math.max(0, now - loweredAt) / BRAKE.recovery)

const slowed = ({ perSecond, burst }: Rate, share: number): Rate => ({
  perSecond: perSecond * share,
  burst: Math.max(1, burst * share),
})

/** Milliseconds between two tokens, and how far ahead `fullAt` may be while one is left. */
export const spacingOf = ({ perSecond, burst }: Rate) => ({
  interval: 1000 / perSecond,
  tolerance: ((burst - 1) * 1000) / perSecond,
})

/** Milliseconds until the next token. */
export function waitFor(bucket: Bucket, rate: Rate, now: number): number {
  const { tolerance } = spacingOf(slowed(rate, shareAt(bucket, now)))
  return Math.max(0, bucket.fullAt - tolerance - now)
}

/** The bucket after one token was taken. */
export function take(bucket: Bucket, rate: Rate, now: number): Bucket {
  const { interval } = spacingOf(slowed(rate, shareAt(bucket, now)))
  return { ...bucket, fullAt: Math.max(bucket.fullAt, now) + interval }
}

/** The bucket after Stripe answered 429: slower, and nothing may be taken from it for so many milliseconds. */
export function close(bucket: Bucket, rate: Rate, { now, ms }: { now: number; ms: number }): Bucket {
  const lowered = { share: Math.max(BRAKE.leastShare, shareAt(bucket, now) * BRAKE.factor), loweredAt: now }
  const next = { ...bucket, ...(now - bucket.loweredAt >= BRAKE.once && lowered) }
  const { tolerance } = spacingOf(slowed(rate, shareAt(next, now + ms)))
  return { ...next, fullAt: Math.max(bucket.fullAt, now + ms + tolerance) }
}

/** How many tokens are left. */
export function tokensLeft(bucket: Bucket, rate: Rate, now: number): number {
  const { perSecond, burst } = slowed(rate, shareAt(bucket, now))
  return Math.min(burst, Math.max(0, burst - ((bucket.fullAt - now) * perSecond) / 1000))
}

/** Token buckets by name: of this process, or in the database that several processes share. */
export type Buckets = {
  /**
   * Takes one token from each bucket, or none at all. Returns 0 when taken, otherwise the milliseconds until all of them
   * could be available.
   */
  take: (rates: Map<string, Rate>) => Promise<number>
  /** Lets nobody take a token for so many milliseconds, and slows the buckets down. */
  close: (rates: Map<string, Rate>, ms: number) => Promise<void>
  /** How many tokens are left in each, without taking one. */
  left: (rates: Map<string, Rate>) => Promise<Map<string, number>>
  /** The share of its rate that each bucket has now which is slowed down. */
  shares: () => Promise<Map<string, number>>
}
