import { BoundedLog } from './bounded-log.ts'
import type { Account, Cause, LedgerEntry } from './state.ts'

export interface LedgerFilter {
  account?: string
  type?: string
  actor?: string
  /** The seq of the last entry already seen. */
  since?: number
}

/** What really changed, and what caused it. Tests compare the app's own record with it. */
export class Ledger {
  readonly #entries = new BoundedLog<LedgerEntry>(100_000)
  #seq = 0

  record(at: number, account: Account, type: string, cause: Cause, before: unknown, after: unknown): void {
    this.#seq += 1
    this.#entries.append({
      seq: this.#seq,
      at,
      account: account.id,
      type,
      actor: cause.actor,
      request_id: cause.request_id,
      idempotency_key: cause.idempotency_key,
      before,
      after,
    })
  }

  /** Oldest first. */
  entries(filter: LedgerFilter = {}): LedgerEntry[] {
    return this.#entries
      .toArray()
      .filter(
        (entry) =>
          entry.seq > (filter.since ?? 0) &&
          (filter.account === undefined || entry.account === filter.account) &&
          (filter.type === undefined || entry.type === filter.type) &&
          (filter.actor === undefined || entry.actor === filter.actor),
      )
  }

  restore(entries: LedgerEntry[]): void {
    for (const entry of entries) {
      this.#entries.append(entry)
      this.#seq = Math.max(this.#seq, entry.seq)
    }
  }
}
