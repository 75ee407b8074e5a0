import 'server-only'
import { PgBoss } from 'pg-boss'
import { log } from '@/lib/log'
import type { Carrier, Job } from './carrier'
import { recordRun } from './record-run'

/** Connections of the engine's own, beside the one on which it listens for new work. */
const CONNECTIONS = 3

/** Milliseconds between two requests for the same job: in a burst every event asks for one, and each is a statement. */
const APART = 100

/** Seconds for which the engine keeps what is done, and milliseconds that a stop waits for what is in progress. */
const KEPT = 3600
const STOPS_WITHIN = 20_000

/**
 * The carrier for PostgreSQL: each job is a queue of pg-boss's that holds one request at most, so what one instance asks
 * for, any instance does. What an instance has begun when it dies is asked for again in its time; jobs claim what they
 * work on in our own tables, so nothing is lost with it and nothing is done twice.
 */
export function pgBossCarrier(url: string): Carrier {
  const stopping = new AbortController()
  const timers = new Set<NodeJS.Timeout>()
  const boss = new PgBoss({ connectionString: url, max: CONNECTIONS, useListenNotify: true })
  boss.on('error', (error) => log().error({ err: error }, 'background engine'))
  boss.on('warning', (warning) => log().warn({ warning }, 'background engine'))

  const request = (name: string, options = {}) => {
    if (stopping.signal.aborted) return
    boss
      .send(name, null, options)
      .catch((error: unknown) => log().error({ err: error, job: name }, 'job not requested'))
  }

  const requestAt = (name: string, at: Date) => {
    const timer = setTimeout(
      () => {
        timers.delete(timer)
        request(name)
      },
      Math.max(at.getTime() - Date.now(), 0),
    )
    timers.add(timer)
  }

  /** Jobs that were asked for a moment ago, and whether they have been asked for since. */
  const recent = new Map<string, boolean>()

  function wake(name: string): void {
    if (recent.has(name)) return void recent.set(name, true)
    recent.set(name, false)
    request(name)
    const timer = setTimeout(() => {
      timers.delete(timer)
      const isWantedSince = recent.get(name)
      recent.delete(name)
      if (isWantedSince) wake(name)
    }, APART)
    timers.add(timer)
  }

  async function begin(job: Job): Promise<void> {
    const { name, every } = job
    const settings = { policy: 'short', notify: true, retryLimit: 0, deleteAfterSeconds: KEPT }
    await boss.createQueue(name, settings)
    await boss.work(name, async () => {
      const next = await recordRun(job, stopping.signal)
      if (next && next.getTime() - Date.now() < every * 1000) requestAt(name, next)
    })
    request(name)
    // Every instance asks; the engine takes one request in each such time.
    timers.add(setInterval(() => request(name, { singletonSeconds: every }), every * 1000))
  }

  return {
    async start(jobs) {
      await boss.start()
      await Promise.all(jobs.map(begin))
    },
    wake,
    async stop() {
      stopping.abort()
      for (const timer of timers) clearTimeout(timer)
      await boss.stop({ graceful: true, timeout: STOPS_WITHIN })
    },
  }
}
