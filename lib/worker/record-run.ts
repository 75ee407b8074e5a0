import 'server-only'
import { saveWorkerRun } from '@/lib/gateways/db/worker-runs'
import { log } from '@/lib/log'
import type { Job } from './carrier'

/** Runs a job, writes down how that went, and never fails. */
export async function recordRun(job: Job, signal: AbortSignal): Promise<Date | null> {
  const startedAt = new Date()
  let next: Date | null = null
  let error: string | null = null
  try {
    next = (await job.run(signal)) ?? null
  } catch (thrown) {
    log().error({ err: thrown, job: job.name }, 'background job failed')
    error = thrown instanceof Error ? thrown.message : String(thrown)
  }
  try {
    await saveWorkerRun(job.name, { startedAt, finishedAt: new Date(), error })
  } catch (thrown) {
    log().error({ err: thrown, job: job.name }, 'background job not recorded')
  }
  return next
}
