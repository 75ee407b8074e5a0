'use server'
import { requireAccountInAction } from '@/lib/auth/account-access'
import { readAccountTimeline, type TimelineEntry } from './timeline'

/** The newest entries of an account, from the database; it makes no Stripe request. */
export async function readAccountTimelineAction(accountId: string): Promise<TimelineEntry[] | null> {
  const access = await requireAccountInAction(accountId, 'account:read')
  return access.ok ? readAccountTimeline(access.value) : null
}
