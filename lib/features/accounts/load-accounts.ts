import 'server-only'
import type { Person, PlatformAccess } from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import { countAccounts, listAccounts } from '@/lib/gateways/db/account-list'
import type { AccountListQuery } from '@/lib/gateways/db/account-list-query'
import { listOwnAccounts } from '@/lib/gateways/db/accounts'
import { isAlive, latestSyncRun, type SyncRun } from '@/lib/gateways/db/sync-runs'

const PAGE_SIZE = 50

export async function loadAccountList(access: PlatformAccess<'accounts:list'>, query: AccountListQuery) {
  const [page, counts, sync] = await Promise.all([
    listAccounts(access, query, PAGE_SIZE),
    countAccounts(access, query.state),
    latestSyncRun(),
  ])
  return { ...page, counts, sync: sync && describeSync(sync, new Date()) }
}

export type SyncStatus = {
  state: 'running' | 'done' | 'failed'
  seen: number
  refreshed: number
  at: Date
  failure: string | null
}

function describeSync(run: SyncRun, now: Date): SyncStatus {
  const state = isAlive(run, now) ? 'running' : run.finishedAt && !run.failure ? 'done' : 'failed'
  return { state, seen: run.seen, refreshed: run.refreshed, at: run.finishedAt ?? run.startedAt, failure: run.failure }
}

/** The connected accounts that are this person's own, for the owner's view. */
export const loadOwnAccounts = (person: Person): Promise<AccountRef[]> =>
  listOwnAccounts(person.memberships.map((membership) => membership.accountId))
