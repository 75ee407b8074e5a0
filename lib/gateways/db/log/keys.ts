import 'server-only'
import { database } from '../client'
import { readStoredEvent } from '../stored/audit-event'
import { readPruned } from './prune'

/** The name of the log, and the keys that it says its checkpoints are signed with. */
export async function readLogKeys(): Promise<{ origin: string | null; keys: string[] }> {
  const { auditEntry } = await database()
  const pruned = await readPruned()
  const rows = await auditEntry.findMany({
    where: { type: { in: ['record.started', 'record.key_added'] } },
    select: { type: true, details: true },
    orderBy: { id: 'asc' },
  })
  const events = rows.map(({ type, details }) => readStoredEvent(type, details, null))
  return {
    origin: events.find((event) => event.type === 'record.started')?.origin ?? pruned?.origin ?? null,
    keys: [...new Set([...(pruned?.keys ?? []), ...events.flatMap((event) => ('key' in event ? [event.key] : []))])],
  }
}
