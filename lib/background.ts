/**
 * Asks this process's background worker to run a job at once instead of at its next time. Nothing happens where no
 * worker runs: another instance comes to it by itself.
 */
export function wake(job: string): void {
  woken.spillwayWake?.(job)
}

// On globalThis, because the server's start and its requests may load this file apart.
const woken = globalThis as typeof globalThis & { spillwayWake?: ((job: string) => void) | undefined }

/** Called by the worker when it starts, and with nothing when it stops. */
export function onWake(listener?: (job: string) => void): void {
  woken.spillwayWake = listener
}
