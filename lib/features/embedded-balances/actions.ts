'use server'
import { requireAccountInAction } from '@/lib/auth/account-access'
import { pageAction, provenAction } from '@/lib/auth/page-action'
import { createBalancesSession, createPlacedSession } from './create-session'
import type { SessionAnswer } from './session-answer'

export const createBalancesSessionAction = pageAction(async (accountId: string): Promise<SessionAnswer> => {
  const access = await requireAccountInAction(accountId, 'account_session:create')
  return access.ok ? createBalancesSession(access.value) : { kind: 'signed_out' }
})

export const createPlacedSessionAction = pageAction(async (accountId: string): Promise<SessionAnswer> => {
  const access = await requireAccountInAction(accountId, 'account_session:create')
  return access.ok ? createPlacedSession(access.value) : { kind: 'signed_out' }
})

/** Proves who somebody is, so that the next session may move money. Whether they still reach the account. */
export const confirmForComponentsAction = provenAction(async (accountId: string): Promise<boolean> => {
  return (await requireAccountInAction(accountId, 'account_session:create')).ok
})
