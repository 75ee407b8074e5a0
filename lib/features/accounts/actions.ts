'use server'
import { after } from 'next/server'
import { requirePlatform } from '@/lib/auth/account-access'
import { requestOrigin } from '@/lib/auth/request'
import { actorOf } from '@/lib/gateways/db/audit-log'
import { claimSync, syncAccounts } from './sync-accounts'

/** Starts a sync and returns immediately; the list shows its progress from the database. */
export async function startSyncAction(): Promise<'started' | 'already_running'> {
  const access = await requirePlatform('accounts:sync')
  const origin = await requestOrigin()
  const run = await claimSync()
  if (!run) return 'already_running'
  after(() => syncAccounts(run, { actor: actorOf(access), origin }))
  return 'started'
}
