/** How many requests there may be at once, and how many more each second. */
export type ApiLimit = { burst: number; perSecond: number }

/** Of one key. */
export const KEY_LIMIT: ApiLimit = { burst: 50, perSecond: 10 }
/** Of one address with whatever keys. */
export const ADDRESS_LIMIT: ApiLimit = { burst: 200, perSecond: 50 }
/** Of one address with keys that don't exist. */
export const GUESS_LIMIT: ApiLimit = { burst: 20, perSecond: 1 }

/** What is left of a limit; `at` is epoch milliseconds. */
export type Allowance = { left: number; at: number }

/** What is left at a moment, up to the burst. A clock that was set back gives nothing. */
export const leftAt = (before: Allowance | undefined, { burst, perSecond }: ApiLimit, now: number): number =>
  before ? Math.min(burst, before.left + (Math.max(0, now - before.at) / 1000) * perSecond) : burst

/** Seconds until a request is allowed again, at least 1; null where one is allowed. */
export const waitFor = (left: number, { perSecond }: ApiLimit): number | null =>
  left >= 1 ? null : Math.max(1, Math.ceil((1 - left) / perSecond))
