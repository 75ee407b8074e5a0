import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import { type AuditEntry, describeEvent } from '@/lib/domain/audit/audit-entry'
import { listAccountEntries } from '@/lib/gateways/db/audit-log'

const LENGTH = 20

/** An entry and its sentence, which is told here so that a browser need not carry every word there is. */
export type ToldEntry = { entry: AuditEntry; sentence: string }

export async function readAccountTimeline(access: AccountAccess): Promise<ToldEntry[]> {
  const entries = await listAccountEntries(access, LENGTH)
  return entries.map((entry) => ({ entry, sentence: describeEvent(entry.event) }))
}
