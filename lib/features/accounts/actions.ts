'use server'
import { requirePlatform } from '@/lib/auth/account-access'
import { pageAction } from '@/lib/auth/page-action'
import { requestOrigin } from '@/lib/auth/request'
import { actorOf } from '@/lib/gateways/db/audit-log'
import { requestSync } from './sync-accounts'

/** Asks for a sync and returns immediately; the list shows its progress. */
export const startSyncAction = pageAction(async (): Promise<'started' | 'already_running'> => {
  const access = await requirePlatform('accounts:sync')
  return requestSync({ actor: actorOf(access), origin: await requestOrigin() })
})
