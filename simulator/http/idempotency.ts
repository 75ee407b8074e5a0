import { DAY_SECONDS } from '../time/calendar.ts'
import type { Clock } from '../time/clock.ts'
import { malformed, StripeError } from './stripe-error.ts'

export interface StoredAnswer {
  status: number
  body: string
  request_id: string
}

interface Entry {
  fingerprint: string
  begun: number
  answer: StoredAnswer | null
}

const LONGEST_KEY = 255
const MOST_ENTRIES = 200_000

/** [docs api/idempotent_requests] v1 stores the first answer, 500s included, but no errors from before the work started. */
export class IdempotencyStore {
  readonly #clock: Clock
  readonly #entries = new Map<string, Entry>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Returns the stored answer, or null if the caller must do the work and then call finish or abandon. */
  begin(scope: string, key: string, fingerprint: string): StoredAnswer | null {
    this.#prune()
    if (key.length > LONGEST_KEY) throw malformed(`The idempotency key is longer than ${LONGEST_KEY} characters.`)
    const entry = this.#entries.get(`${scope} ${key}`)
    if (!entry) {
      this.#entries.set(`${scope} ${key}`, { fingerprint, begun: this.#clock.seconds(), answer: null })
      return null
    }
    // [from memory] messages and statuses
    if (entry.fingerprint !== fingerprint) {
      throw idempotencyError(
        400,
        'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
          `Try using a key other than '${key}' if you meant to execute a different request.`,
      )
    }
    if (entry.answer === null) {
      throw idempotencyError(
        409,
        'There is currently another in-progress request using this Idempotent Key (that probably means you submitted ' +
          `twice, and the other request is still going through): ${key}. Please try again later.`,
        'idempotency_key_in_use',
      )
    }
    return entry.answer
  }

  finish(scope: string, key: string, answer: StoredAnswer): void {
    const entry = this.#entries.get(`${scope} ${key}`)
    if (entry) entry.answer = answer
  }

  abandon(scope: string, key: string): void {
    this.#entries.delete(`${scope} ${key}`)
  }

  snapshot(): [string, Entry][] {
    return [...this.#entries].filter(([, entry]) => entry.answer !== null)
  }

  restore(entries: [string, Entry][]): void {
    for (const [key, entry] of entries) this.#entries.set(key, entry)
  }

  /** The map keeps the insertion order, so the oldest entries are first. */
  #prune(): void {
    const oldestKept = this.#clock.seconds() - DAY_SECONDS
    for (const [key, entry] of this.#entries) {
      if (entry.begun > oldestKept && this.#entries.size <= MOST_ENTRIES) return
      this.#entries.delete(key)
    }
  }
}

function idempotencyError(status: number, message: string, code?: string): StripeError {
  const body = { type: 'idempotency_error' as const, message }
  return new StripeError(status, code === undefined ? body : { ...body, code }, false)
}
