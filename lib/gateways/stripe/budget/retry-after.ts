/** The longest pause that is obeyed, in milliseconds. */
const LONGEST = 5 * 60_000

/** The milliseconds that an answer's Retry-After asks to wait, or null where it has none that can be read. */
export function retryAfterMs(headers: Record<string, string | undefined> | undefined): number | null {
  const seconds = Number(headers?.['retry-after'])
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, LONGEST) : null
}
