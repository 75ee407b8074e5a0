export interface Task {
  /** Seconds since the epoch. */
  due: number
  run: () => void
}

/** What time will bring: a binary heap by due time, so that a request only has to look at the earliest. */
export class Agenda {
  readonly #heap: (Task & { order: number })[] = []
  #order = 0

  add(due: number, run: () => void): void {
    this.#order += 1
    this.#heap.push({ due, run, order: this.#order })
    this.#rise(this.#heap.length - 1)
  }

  get nextDue(): number | undefined {
    return this.#heap[0]?.due
  }

  get size(): number {
    return this.#heap.length
  }

  /** Takes the earliest task that is due, or nothing. Tasks due together come in the order they were added. */
  takeDue(now: number): Task | undefined {
    const first = this.#heap[0]
    if (first === undefined || first.due > now) return undefined
    const last = this.#heap.pop()
    if (last !== undefined && last !== first) {
      this.#heap[0] = last
      this.#sink(0)
    }
    return first
  }

  #rise(start: number): void {
    let at = start
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#earlier(at, parent)) return
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
      if (this.#earlier(left, earliest)) earliest = left
      if (this.#earlier(right, earliest)) earliest = right
      if (earliest === at) return
      this.#swap(at, earliest)
      at = earliest
    }
  }

  #earlier(one: number, other: number): boolean {
    const a = this.#heap[one]
    const b = this.#heap[other]
    if (a === undefined || b === undefined) return false
    return a.due === b.due ? a.order < b.order : a.due < b.due
  }

  #swap(one: number, other: number): void {
    const a = this.#heap[one]
    const b = this.#heap[other]
    if (a === undefined || b === undefined) return
    this.#heap[one] = b
    this.#heap[other] = a
  }
}
