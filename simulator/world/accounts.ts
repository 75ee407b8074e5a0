import type { Account } from './state.ts'

/** The platform and its connected accounts: found by id, listed in the order of their creation. */
export class Accounts {
  readonly platform: Account
  /** The platform's funds reserved for negative balances, by currency. Every posting updates it. */
  readonly reserved: Record<string, number> = {}
  readonly #byId = new Map<string, Account>()
  readonly #disconnected = new Map<string, Account>()
  /** Oldest first. Sequences ascend, so a binary search finds a position. */
  readonly #ordered: Account[] = []
  #sequence = 0

  constructor(platform: Account) {
    this.platform = platform
  }

  nextSequence(): number {
    this.#sequence += 1
    return this.#sequence
  }

  add(account: Account): void {
    this.#disconnected.delete(account.id)
    this.#byId.set(account.id, account)
    this.#ordered.push(account)
    this.#sequence = Math.max(this.#sequence, account.sequence)
  }

  /** Takes an account from the list; it stays as it is until it is connected again. */
  disconnect(account: Account): void {
    this.#byId.delete(account.id)
    this.#ordered.splice(this.#positionOf(account), 1)
    this.#disconnected.set(account.id, account)
  }

  /** Puts a disconnected account back where it was in the list. */
  reconnect(account: Account): void {
    this.#disconnected.delete(account.id)
    this.#byId.set(account.id, account)
    const at = this.#ordered.findIndex(({ sequence }) => sequence > account.sequence)
    this.#ordered.splice(at < 0 ? this.#ordered.length : at, 0, account)
  }

  findDisconnected(id: string): Account | undefined {
    return this.#disconnected.get(id)
  }

  disconnected(): readonly Account[] {
    return [...this.#disconnected.values()]
  }

  restoreDisconnected(account: Account): void {
    this.#disconnected.set(account.id, account)
    this.#sequence = Math.max(this.#sequence, account.sequence)
  }

  find(id: string): Account | undefined {
    return this.#byId.get(id)
  }

  /** True for the platform; false for an account that was removed. */
  has(account: Account): boolean {
    return account === this.platform || this.#byId.get(account.id) === account
  }

  get size(): number {
    return this.#ordered.length
  }

  /** Oldest first. */
  all(): readonly Account[] {
    return this.#ordered
  }

  /** From the newest to the oldest, starting with the one created before `after` if it is given. */
  *newestFirst(after?: Account): Generator<Account> {
    for (let at = (after ? this.#positionOf(after) : this.#ordered.length) - 1; at >= 0; at -= 1) {
      const account = this.#ordered[at]
      if (account) yield account
    }
  }

  /** From the account created after `before` to the newest. */
  *oldestFirst(before: Account): Generator<Account> {
    for (let at = this.#positionOf(before) + 1; at < this.#ordered.length; at += 1) {
      const account = this.#ordered[at]
      if (account) yield account
    }
  }

  #positionOf(account: Account): number {
    let low = 0
    let high = this.#ordered.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#ordered[middle]?.sequence ?? 0) < account.sequence) low = middle + 1
      else high = middle
    }
    return low
  }
}
