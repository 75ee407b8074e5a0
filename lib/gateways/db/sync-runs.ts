import 'server-only'
import { database, whenFree } from './client'

export type SyncRun = {
  id: string
  startedAt: Date
  beatAt: Date
  finishedAt: Date | null
  seen: number
  refreshed: number
  gone: number
  failure: string | null
}

/** A run without a heartbeat for this long has died with its process. */
const DEAD_AFTER = 30_000

export const isAlive = (run: SyncRun, now: Date) =>
  run.finishedAt === null && now.getTime() - run.beatAt.getTime() < DEAD_AFTER

export async function latestSyncRun(): Promise<SyncRun | null> {
  return (await database()).syncRun.findFirst({ orderBy: { startedAt: 'desc' } })
}

/** Null while another run is alive. */
export async function beginSyncRun(now: Date): Promise<SyncRun | null> {
  const db = await database()
  return whenFree(() =>
    db.$transaction(async (tx) => {
      const latest = await tx.syncRun.findFirst({ orderBy: { startedAt: 'desc' } })
      if (latest && isAlive(latest, now)) return null
      return tx.syncRun.create({ data: { startedAt: now, beatAt: now } })
    }),
  )
}

export async function updateSyncRun(id: string, progress: Partial<Omit<SyncRun, 'id' | 'startedAt'>>): Promise<void> {
  await (await database()).syncRun.update({ where: { id }, data: progress })
}
