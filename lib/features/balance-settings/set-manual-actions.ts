'use server'
import { refresh } from 'next/cache'
import { requireAccountInAction } from '@/lib/auth/account-access'
import { pageAction } from '@/lib/auth/page-action'
import { manualText as text } from './manual-text'
import { setPayoutsManual } from './set-manual'

/** @returns what went wrong, for people; null where payouts are manual now */
export const setPayoutsManualAction = pageAction(async (accountId: string): Promise<string | null> => {
  const access = await requireAccountInAction(accountId, 'balance_settings:update')
  if (!access.ok) return text.signedOut
  const problem = await setPayoutsManual(access.value)
  if (problem === null) refresh()
  return problem
})
