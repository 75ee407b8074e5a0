/** The only source of time. It runs with the machine's clock plus an offset, or is frozen until a test or a person moves it. */
export class Clock {
  #offset = 0
  #frozenAt: number | null = null
  #during: number | null = null

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#during ?? this.#frozenAt ?? Date.now() + this.#offset
  }

  /** Runs an action as if it were that moment: something that was due earlier keeps its own time. */
  during(milliseconds: number, action: () => void): void {
    const before = this.#during
    this.#during = milliseconds
    try {
      action()
    } finally {
      this.#during = before
    }
  }

  /** Seconds since the epoch, as Stripe writes times. */
  seconds(): number {
    return Math.floor(this.now() / 1000)
  }

  get frozen(): boolean {
    return this.#frozenAt !== null
  }

  moveTo(milliseconds: number): void {
    if (this.#frozenAt === null) this.#offset = milliseconds - Date.now()
    else this.#frozenAt = milliseconds
  }

  freeze(): void {
    this.#frozenAt ??= this.now()
  }

  unfreeze(): void {
    if (this.#frozenAt === null) return
    this.#offset = this.#frozenAt - Date.now()
    this.#frozenAt = null
  }

  snapshot(): ClockSnapshot {
    return { offset: this.#offset, frozen_at: this.#frozenAt }
  }

  restore(snapshot: ClockSnapshot): void {
    this.#offset = snapshot.offset
    this.#frozenAt = snapshot.frozen_at
  }
}

export interface ClockSnapshot {
  offset: number
  frozen_at: number | null
}
