export type AdmissionLimits = {
  /** How many run at the same time. */
  active: number
  /** How many may wait for a place; more are rejected at once. */
  waiting: number
}

/** Admits as many as there are places for and rejects the rest, so that a busy server stays fast and its memory bounded. */
export class Admission {
  private readonly limits: AdmissionLimits
  private active = 0
  private readonly queue: ((isAdmitted: boolean) => void)[] = []

  constructor(limits: AdmissionLimits) {
    this.limits = limits
  }

  /** Nothing runs and nothing waits. */
  get isIdle(): boolean {
    return this.active === 0 && this.queue.length === 0
  }

  /** Somebody waits for a place. */
  get isCrowded(): boolean {
    return this.queue.length > 0
  }

  /**
   * Resolves to a function that frees the place and may be called twice, or to null when rejected.
   *
   * @param patience the longest wait in milliseconds
   */
  async enter(patience: number): Promise<(() => void) | null> {
    if (this.active < this.limits.active) this.active++
    else if (this.queue.length >= this.limits.waiting || !(await this.takeTurn(patience))) return null
    let isInside = true
    return () => {
      if (isInside) this.leave()
      isInside = false
    }
  }

  private takeTurn(patience: number): Promise<boolean> {
    return new Promise((resolve) => {
      const admit = (isAdmitted: boolean) => {
        clearTimeout(timer)
        resolve(isAdmitted)
      }
      const timer = setTimeout(() => {
        this.queue.splice(this.queue.indexOf(admit), 1)
        resolve(false)
      }, patience)
      this.queue.push(admit)
    })
  }

  /** The place passes to the caller that has waited longest. */
  private leave() {
    const next = this.queue.shift()
    if (next) next(true)
    else this.active--
  }
}

/** The same limits for each key separately. */
export class AdmissionByKey {
  private readonly limits: AdmissionLimits
  private readonly byKey = new Map<string, Admission>()

  constructor(limits: AdmissionLimits) {
    this.limits = limits
  }

  async enter(key: string, patience: number): Promise<(() => void) | null> {
    const admission = this.byKey.get(key) ?? new Admission(this.limits)
    this.byKey.set(key, admission)
    const leave = await admission.enter(patience)
    return (
      leave &&
      (() => {
        leave()
        // A place that is given back twice must not forget those who have come since.
        if (admission.isIdle && this.byKey.get(key) === admission) this.byKey.delete(key)
      })
    )
  }
}
