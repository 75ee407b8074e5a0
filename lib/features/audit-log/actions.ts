'use server'
import { requireAccountInAction } from '@/lib/auth/account-access'
import type { AuditEntry } from '@/lib/domain/audit-entry'
import { readAccountTimeline } from './timeline'

/** The newest entries of an account; asks the database only. */
export async function readAccountTimelineAction(accountId: string): Promise<AuditEntry[] | null> {
  const access = await requireAccountInAction(accountId, 'account:read')
  return access.ok ? readAccountTimeline(access.value) : null
}
