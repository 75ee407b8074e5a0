import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import { type AuditEntry, describeEvent } from '@/lib/domain/audit/audit-entry'
import { listAccountEntries } from '@/lib/gateways/db/audit-log'

const LENGTH = 20

/** An entry with its description, which the server writes so that the browser doesn't load every event's text. */
export type TimelineEntry = AuditEntry & { description: string }

export async function readAccountTimeline(access: AccountAccess): Promise<TimelineEntry[]> {
  const entries = await listAccountEntries(access, LENGTH)
  return entries.map((entry) => ({ ...entry, description: describeEvent(entry.event) }))
}
