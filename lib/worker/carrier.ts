/** Work in the background that is done again and again. It may run in several instances at once. */
export type Job = {
  name: string
  /** Seconds after which it is run again. */
  every: number
  /** @returns when it wants to be run again before that; nothing where its usual time will do */
  run: (signal: AbortSignal) => Promise<Date | null | undefined>
}

/**
 * What brings jobs to their runs. One process never runs a job twice at once, a run that fails is followed by the next,
 * and a request during a run leads to another run after it.
 */
export type Carrier = {
  /** Runs every job now, and from then on in its time. */
  start: (jobs: readonly Job[]) => Promise<void>
  /** Runs a job as soon as possible. */
  wake: (name: string) => void
  /** Begins no more runs, and resolves when those in progress have ended. */
  stop: () => Promise<void>
}
