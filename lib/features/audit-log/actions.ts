'use server'
import { requireAccountInAction } from '@/lib/auth/account-access'
import { readAccountTimeline, type ToldEntry } from './timeline'

/** The newest entries of an account; asks the database only. */
export async function readAccountTimelineAction(accountId: string): Promise<ToldEntry[] | null> {
  const access = await requireAccountInAction(accountId, 'account:read')
  return access.ok ? readAccountTimeline(access.value) : null
}
