import 'server-only'
import { type EventGap, listGaps } from '@/lib/gateways/db/event-gaps'
import { oldestOpenIntent } from '@/lib/gateways/db/intents'
import { oldestWaitingEvent } from '@/lib/gateways/db/stripe-events'
import { listWorkerRuns, type WorkerRun } from '@/lib/gateways/db/worker-runs'

/** The state of the background work, in all instances together. */
export type WorkerStatus = {
  jobs: WorkerRun[]
  /** When the oldest event was received that waits, and the oldest write begun of which the outcome isn't known. */
  oldestEvent: Date | null
  oldestIntent: Date | null
  /** The latest times without a running instance. */
  gaps: EventGap[]
}

const GAPS = 10

export async function readWorkerStatus(): Promise<WorkerStatus> {
  const [jobs, oldestEvent, oldestIntent, gaps] = await Promise.all([
    listWorkerRuns(),
    oldestWaitingEvent(),
    oldestOpenIntent(),
    listGaps(GAPS),
  ])
  return { jobs, oldestEvent, oldestIntent, gaps }
}
