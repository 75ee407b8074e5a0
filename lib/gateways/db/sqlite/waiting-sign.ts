import 'server-only'
import { closeSync, openSync, statSync, utimesSync } from 'node:fs'

/** Milliseconds after which a process that waits for the lock puts up the sign, and after which the sign is forgotten. */
const PUT_UP_AFTER = 500
const FORGOTTEN_AFTER = 1000

/**
 * An empty file beside the database with which the processes queue for SQLite's lock, because SQLite gives it to
 * the one that asks at the right moment: a process that writes all the time, or asks more often, would keep it from the others. Its
 * modification time says since when the process that has waited longest waits, its access time that it still does.
 * Times are milliseconds of `Date.now()`.
 */
export class WaitingSign {
  readonly path: string

  constructor(path: string) {
    this.path = path
    closeSync(openSync(/* turbopackIgnore: true */ path, 'a', 0o600))
  }

  /** Whether a process that waits since `since` may ask for the lock: not while another one has waited for longer. */
  mayAsk(since: number): boolean {
    const now = Date.now()
    const sign = this.read()
    // A file that was just created has both times at once.
    const isUp = sign.seenAt - sign.since > PUT_UP_AFTER && Math.abs(now - sign.seenAt) < FORGOTTEN_AFTER
    if (isUp && sign.since < since) return false
    if (now - since > PUT_UP_AFTER) utimesSync(/* turbopackIgnore: true */ this.path, now / 1000, since / 1000)
    return true
  }

  /** For a process that no longer waits. */
  takeDown(since: number): void {
    if (this.read().since === since) utimesSync(/* turbopackIgnore: true */ this.path, 0, 0)
  }

  private read(): { since: number; seenAt: number } {
    const { mtimeMs, atimeMs } = statSync(/* turbopackIgnore: true */ this.path)
    return { since: Math.round(mtimeMs), seenAt: Math.round(atimeMs) }
  }
}
