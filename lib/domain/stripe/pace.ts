/** `burst` calls at once, and `perSecond` from then on. */
export type Rate = { perSecond: number; burst: number }

/** Burst and rate add up to the limit, so that no window of one second has more calls, wherever it begins. */
export function rateBelow(limit: number): Rate {
  const burst = Math.max(1, Math.floor(limit * 0.16))
  return { perSecond: Math.max(1, limit - burst), burst }
}

/** A token bucket, stored as the time when it will be full again (generic cell rate algorithm), in milliseconds. */
export type Bucket = { fullAt: number }

/** Milliseconds between two tokens, and how far ahead `fullAt` may be while one is left. */
export const spacingOf = ({ perSecond, burst }: Rate) => ({
  interval: 1000 / perSecond,
  tolerance: ((burst - 1) * 1000) / perSecond,
})

/** Milliseconds until the next token. */
export const waitFor = ({ fullAt }: Bucket, rate: Rate, now: number): number =>
  Math.max(0, fullAt - spacingOf(rate).tolerance - now)

/** The bucket after one token was taken. */
export const take = ({ fullAt }: Bucket, rate: Rate, now: number): Bucket => ({
  fullAt: Math.max(fullAt, now) + spacingOf(rate).interval,
})

/** The bucket when nothing may be taken before `moment`. */
export const closeUntil = ({ fullAt }: Bucket, rate: Rate, moment: number): Bucket => ({
  fullAt: Math.max(fullAt, moment + spacingOf(rate).tolerance),
})

/** How many tokens are left. */
export const tokensLeft = ({ fullAt }: Bucket, { perSecond, burst }: Rate, now: number): number =>
  Math.min(burst, Math.max(0, burst - ((fullAt - now) * perSecond) / 1000))

/** Token buckets by name: of this process, or in the database that several processes share. */
export type Buckets = {
  /**
   * Takes one token from each bucket, or none at all. Returns 0 when taken, otherwise the milliseconds until all of them
   * could be available.
   */
  take: (rates: Map<string, Rate>) => Promise<number>
  /** Lets nobody take a token for so many milliseconds. */
  close: (rates: Map<string, Rate>, ms: number) => Promise<void>
  /** How many tokens are left in each, without taking one. */
  left: (rates: Map<string, Rate>) => Promise<Map<string, number>>
}
