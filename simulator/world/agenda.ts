import type { Account } from './state.ts'

/** The accounts that are due at one moment. */
export interface DueAccounts {
  /** Seconds since the epoch. */
  due: number
  /** In the order of their creation, so that a restart doesn't change the order. */
  accounts: Account[]
}

/**
 * Which accounts are due, and when. What happens then depends on the account's state alone, so an unnecessary entry does
 * no harm, and the agenda can be rebuilt after a restart. The moments are a binary heap: a request only checks
 * the earliest. Accounts due at the same moment share one entry, so that 100,000 of them cost little.
 */
export class Agenda {
  readonly #moments: number[] = []
  readonly #accounts = new Map<number, Set<Account>>()

  add(due: number, account: Account): void {
    const others = this.#accounts.get(due)
    if (others) {
      others.add(account)
      return
    }
    this.#accounts.set(due, new Set([account]))
    this.#moments.push(due)
    this.#rise(this.#moments.length - 1)
  }

  get nextDue(): number | undefined {
    return this.#moments[0]
  }

  /** Removes and returns the earliest moment that is due. */
  takeDue(now: number): DueAccounts | undefined {
    const due = this.#moments[0]
    if (due === undefined || due > now) return undefined
    const last = this.#moments.pop()
    if (last !== undefined && this.#moments.length > 0) {
      this.#moments[0] = last
      this.#sink(0)
    }
    const accounts = [...(this.#accounts.get(due) ?? [])].sort((one, other) => one.sequence - other.sequence)
    this.#accounts.delete(due)
    return { due, accounts }
  }

  #rise(start: number): void {
    let at = start
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#isEarlier(at, parent)) return
      this.#swap(at, parent)
      at = parent
    }
  }

  #sink(start: number): void {
    let at = start
    for (;;) {
      const left = at * 2 + 1
      const right = left + 1
      let earliest = at
      if (this.#isEarlier(left, earliest)) earliest = left
      if (this.#isEarlier(right, earliest)) earliest = right
      if (earliest === at) return
      this.#swap(at, earliest)
      at = earliest
    }
  }

  #isEarlier(one: number, other: number): boolean {
    const a = this.#moments[one]
    const b = this.#moments[other]
    return a !== undefined && b !== undefined && a < b
  }

  #swap(one: number, other: number): void {
    const a = this.#moments[one]
    const b = this.#moments[other]
    if (a === undefined || b === undefined) return
    this.#moments[one] = b
    this.#moments[other] = a
  }
}
