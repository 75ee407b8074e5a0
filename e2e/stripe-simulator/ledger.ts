import { BoundedLog } from './bounded-log.ts'
import type { Account, Cause, LedgerEntry } from './state.ts'

/** What was really changed, by whom: the oracle that tests compare the app's own record with. */
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
  entries(account?: string): LedgerEntry[] {
    const all = this.#entries.toArray()
    return account === undefined ? all : all.filter((entry) => entry.account === account)
  }

  restore(entries: LedgerEntry[]): void {
    for (const entry of entries) {
      this.#entries.append(entry)
      this.#seq = Math.max(this.#seq, entry.seq)
    }
  }
}
