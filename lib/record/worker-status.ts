import 'server-only'
import { mailSettings } from '@/lib/env'
import { type EventGap, listGaps } from '@/lib/gateways/db/event-gaps'
import { readOpenIntents } from '@/lib/gateways/db/intents'
import { readVerified } from '@/lib/gateways/db/log/verified'
import { type OutboxStatus, readOutbox } from '@/lib/gateways/db/outbox'
import { readWaitingEvents } from '@/lib/gateways/db/stripe-events'
import { readSweepProgress, type SweepProgress } from '@/lib/gateways/db/sweep'
import { latestSyncRun, type SyncRun } from '@/lib/gateways/db/sync-runs'
import { listWorkerRuns, type WorkerRun } from '@/lib/gateways/db/worker-runs'

/** The state of the background work, in all instances together. */
export type WorkerStatus = {
  jobs: WorkerRun[]
  /** Events that wait, and when the oldest of them was received. */
  waitingEvents: number
  oldestEvent: Date | null
  /** Writes of which the outcome isn't known, and when the oldest of them was begun. */
  openIntents: number
  oldestIntent: Date | null
  /** The latest times without a running instance. */
  gaps: EventGap[]
  sync: SyncRun | null
  sweep: SweepProgress
  /** What is wrong with the record, as it was verified last; null where nothing is. */
  recordFault: string | null
  /** `isOn` where this instance has a mail server. */
  mail: OutboxStatus & { isOn: boolean }
}

const GAPS = 10
const UNREAD_ACCOUNTS = 20
const FAILED_MAILS = 10

export async function readWorkerStatus(): Promise<WorkerStatus> {
  const now = new Date()
  const [jobs, events, intents, gaps, sync, sweep, outbox, verified] = await Promise.all([
    listWorkerRuns(),
    readWaitingEvents(),
    readOpenIntents(),
    listGaps(GAPS),
    latestSyncRun(now),
    readSweepProgress(now, UNREAD_ACCOUNTS),
    readOutbox(FAILED_MAILS),
    readVerified(),
  ])
  return {
    jobs,
    waitingEvents: events.waiting,
    oldestEvent: events.oldest,
    openIntents: intents.open,
    oldestIntent: intents.oldest,
    gaps,
    sync,
    sweep,
    recordFault: verified?.fault ?? null,
    mail: { ...outbox, isOn: mailSettings() !== null },
  }
}
