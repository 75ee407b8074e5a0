import 'server-only'
import { mailSettings } from '@/lib/env'
import { type EventGap, listGaps } from '@/lib/gateways/db/event-gaps'
import { type OutboxStatus, readOutbox } from '@/lib/gateways/db/outbox'
import { readSweepProgress, type SweepProgress } from '@/lib/gateways/db/sweep'
import { latestSyncRun, type SyncRun } from '@/lib/gateways/db/sync-runs'
import { readWaitingWork, type WaitingWork } from '@/lib/gateways/db/waiting-work'
import { listWorkerRuns, type WorkerRun } from '@/lib/gateways/db/worker-runs'

/** How the background work is, in all instances together. */
export type WorkerHealth = WaitingWork & {
  jobs: WorkerRun[]
  /** The latest times without a running instance. */
  gaps: EventGap[]
  sync: SyncRun | null
}

/** With what is listed on the page about it. */
export type WorkerStatus = WorkerHealth & {
  sweep: SweepProgress
  /** `isOn` where this instance has a mail server. */
  mail: OutboxStatus & { isOn: boolean }
}

const GAPS = 10
const UNREAD_ACCOUNTS = 20
const FAILED_MAILS = 10

export async function readWorkerHealth(now: Date): Promise<WorkerHealth> {
  const [waiting, jobs, gaps, sync] = await Promise.all([
    readWaitingWork(),
    listWorkerRuns(),
    listGaps(GAPS),
    latestSyncRun(now),
  ])
  return { ...waiting, jobs, gaps, sync }
}

export async function readWorkerStatus(): Promise<WorkerStatus> {
  const now = new Date()
  const [health, sweep, outbox] = await Promise.all([
    readWorkerHealth(now),
    readSweepProgress(now, UNREAD_ACCOUNTS),
    readOutbox(FAILED_MAILS),
  ])
  return { ...health, sweep, mail: { ...outbox, isOn: mailSettings() !== null } }
}
