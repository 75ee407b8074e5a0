/** The longest pause that is obeyed, in milliseconds. */
const LONGEST = 5 * 60_000

/**
 * The milliseconds that an answer's Retry-After asks to wait, or null where it has none that can be read.
 *
 * @param now for the form with a date, which proxies and gateways send (RFC 9110, 10.2.3)
 */
export function retryAfterMs(headers: Record<string, string | undefined> | undefined, now: number): number | null {
  const value = headers?.['retry-after']?.trim() ?? ''
  const ms = /^[a-z]{3}, /i.test(value) ? Date.parse(value) - now : Number(value) * 1000
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, LONGEST) : null
}
