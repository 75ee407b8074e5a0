import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import type { AuditQuery } from '@/lib/domain/audit/audit-query'
import { notIndexedBefore } from '@/lib/gateways/db/audit-index'
import { type AuditPage, listAuditEntries, type RecordReader } from '@/lib/gateways/db/audit-list'
import { findWholeEntry, type WholeEntry } from '@/lib/gateways/db/audit-log'
import { readPruned } from '@/lib/gateways/db/log/prune'
import { readVerified, type Verified } from '@/lib/gateways/db/log/verified'
import { isEntryId } from './query'

const PAGE_SIZE = 50

/**
 * `notIndexedBefore`: entries before it may be missing, because they are still being indexed. `removedUntil`: after the last
 * entry, the time up to which there were others that an archive has.
 */
export async function loadAudit(
  reader: RecordReader,
  query: AuditQuery,
): Promise<AuditPage & { notIndexedBefore: Date | null; removedUntil: Date | null }> {
  const [page, before] = await Promise.all([listAuditEntries(reader, query, PAGE_SIZE), notIndexedBefore()])
  const removedUntil = page.older === null ? ((await readPruned())?.until ?? null) : null
  return { ...page, notIndexedBefore: before, removedUntil }
}

/** Null where there is no such entry. */
export const loadEntry = async (access: PlatformAccess<'audit:read'>, entryId: string): Promise<WholeEntry | null> =>
  isEntryId(entryId) ? findWholeEntry(access, entryId) : null

/** How far the record is verified; null before there is a log. */
export const loadVerified = (_access: PlatformAccess<'audit:read'>): Promise<Verified | null> => readVerified()
