/** An append-only list that drops its oldest entries. Appending costs the same however many there are. */
export class BoundedLog<T> {
  readonly #limit: number
  #entries: T[] = []
  #start = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Returns the entry that was dropped, if any. */
  append(entry: T): T | undefined {
    this.#entries.push(entry)
    return this.size > this.#limit ? this.dropOldest() : undefined
  }

  dropOldest(): T | undefined {
    if (this.size === 0) return undefined
    const dropped = this.#entries[this.#start]
    this.#start += 1
    if (this.#start > 1024 && this.#start * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#start)
      this.#start = 0
    }
    return dropped
  }

  get oldest(): T | undefined {
    return this.#entries[this.#start]
  }

  get newest(): T | undefined {
    return this.size === 0 ? undefined : this.#entries[this.#entries.length - 1]
  }

  get size(): number {
    return this.#entries.length - this.#start
  }

  /** Oldest first. */
  toArray(): T[] {
    return this.#entries.slice(this.#start)
  }

  clear(): void {
    this.#entries = []
    this.#start = 0
  }
}
