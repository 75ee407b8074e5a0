'use server'
import type { ReactNode } from 'react'
import { requireAccountInAction } from '@/lib/auth/account-access'
import { pageAction } from '@/lib/auth/page-action'
import { AccountTimeline } from './account-timeline'

/** The newest entries of an account, rendered from the database; it makes no Stripe request. */
export const readAccountTimelineAction = pageAction(async (accountId: string): Promise<ReactNode> => {
  const access = await requireAccountInAction(accountId, 'account:read')
  return access.ok ? <AccountTimeline access={access.value} /> : null
})
