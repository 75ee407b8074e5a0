import 'server-only'
import { database, transaction } from './client'

/** What a job of the background worker did last, in whichever instance. */
export type WorkerRun = { job: string; startedAt: Date; finishedAt: Date; failures: number; error: string | null }

/** @param error why the run failed; null where it did not */
export async function saveWorkerRun(
  job: string,
  { error, ...times }: Pick<WorkerRun, 'startedAt' | 'finishedAt' | 'error'>,
): Promise<void> {
  const { workerRun } = await database()
  await workerRun.upsert({
    where: { job },
    create: { job, ...times, error, failures: error === null ? 0 : 1 },
    update: { ...times, error, failures: error === null ? 0 : { increment: 1 } },
  })
}

export async function listWorkerRuns(): Promise<WorkerRun[]> {
  return (await database()).workerRun.findMany({ orderBy: { job: 'asc' } })
}

/**
 * Notes that an instance runs. Returns the last moment at which that was noted before, where it is older than `longest`
 * milliseconds, to one caller only.
 */
export async function noteRunning(job: string, now: Date, longest: number): Promise<Date | null> {
  const recent = new Date(now.getTime() - longest)
  return transaction(async (tx) => {
    const { count } = await tx.workerRun.updateMany({
      where: { job, finishedAt: { gte: recent } },
      data: { startedAt: now, finishedAt: now },
    })
    if (count === 1) return null
    const before = await tx.workerRun.findUnique({ where: { job } })
    // Another instance has noted it since the look above.
    if (before?.finishedAt && before.finishedAt >= recent) return null
    const { count: isFirst } = await tx.workerRun.updateMany({
      where: { job, finishedAt: before?.finishedAt ?? now },
      data: { startedAt: now, finishedAt: now },
    })
    return before && isFirst === 1 ? before.finishedAt : null
  })
}
