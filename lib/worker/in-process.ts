import 'server-only'
import type { Carrier, Job } from './carrier'
import { recordRun } from './record-run'

/** The carrier for SQLite, where one process writes: timers of this process. */
export function inProcessCarrier(): Carrier {
  const stopping = new AbortController()
  const runners = new Map<string, Runner>()
  return {
    async start(jobs) {
      for (const job of jobs) runners.set(job.name, runnerOf(job, stopping.signal))
      for (const runner of runners.values()) runner.wake()
    },
    wake: (name) => runners.get(name)?.wake(),
    async stop() {
      stopping.abort()
      await Promise.all([...runners.values()].map((runner) => runner.stopped()))
    },
  }
}

type Runner = { wake: () => void; stopped: () => Promise<void> }

function runnerOf(job: Job, signal: AbortSignal): Runner {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let isWanted = false

  async function runWhileWanted(): Promise<void> {
    let next: Date | null = null
    while (isWanted && !signal.aborted) {
      isWanted = false
      next = await recordRun(job, signal)
    }
    running = undefined
    if (signal.aborted) return
    const regular = job.every * 1000
    const delay = next ? Math.min(next.getTime() - Date.now(), regular) : regular
    timer = setTimeout(wake, Math.max(delay, 0))
  }

  function wake(): void {
    if (signal.aborted) return
    isWanted = true
    clearTimeout(timer)
    running ??= runWhileWanted()
  }

  return {
    wake,
    async stopped() {
      clearTimeout(timer)
      await running
    },
  }
}
