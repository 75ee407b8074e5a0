/** Consecutive failures that open the circuit, and the first and longest pause in milliseconds. */
type Limits = { failures: number; pause: number; longestPause: number }

type State = { failures: number; pause: number; closedAgainAt: number; isProbing: boolean }

/** The most failing keys to remember; the oldest is dropped. */
const MOST = 10_000

/**
 * Stops calls to an endpoint that keeps failing. After a pause, one call is let through as a probe: success closes the
 * circuit, failure doubles the pause. Each key has a circuit of its own.
 */
export class CircuitBreaker {
  private readonly limits: Limits
  private readonly now: () => number
  private readonly byKey = new Map<string, State>()

  constructor(limits: Limits, now: () => number) {
    this.limits = limits
    this.now = now
  }

  /** Whether a call may be sent. While a probe is in progress, no other call may. */
  admit(key: string): boolean {
    const state = this.byKey.get(key)
    if (!state || state.failures < this.limits.failures) return true
    if (state.isProbing || this.now() < state.closedAgainAt) return false
    state.isProbing = true
    return true
  }

  succeeded(key: string): void {
    this.byKey.delete(key)
  }

  /** Returns the number of failures since the last success. */
  failed(key: string): number {
    const { pause, longestPause } = this.limits
    const before = this.byKey.get(key) ?? { failures: 0, pause: pause / 2, closedAgainAt: 0, isProbing: false }
    const failures = before.failures + 1
    const isOpening = failures === this.limits.failures || before.isProbing
    const next = isOpening ? Math.min(before.pause * 2, longestPause) : before.pause
    this.byKey.delete(key)
    if (this.byKey.size >= MOST) this.byKey.delete(this.byKey.keys().next().value ?? '')
    this.byKey.set(key, {
      failures,
      pause: next,
      closedAgainAt: isOpening ? this.now() + next : before.closedAgainAt,
      isProbing: false,
    })
    return failures
  }

  /** An admitted call was not sent after all. */
  abandoned(key: string): void {
    const state = this.byKey.get(key)
    if (state) state.isProbing = false
  }
}
