import 'server-only'
import type { Person, PlatformAccess } from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import { type AccountListQuery, listAccounts, listCountries } from '@/lib/gateways/db/account-list'
import { listOwnAccounts } from '@/lib/gateways/db/accounts'
import { isAlive, latestSyncRun, type SyncRun } from '@/lib/gateways/db/sync-runs'

const PAGE_SIZE = 50

export async function loadAccountList(access: PlatformAccess<'accounts:list'>, query: AccountListQuery) {
  const [page, countries, sync] = await Promise.all([
    listAccounts(access, query, PAGE_SIZE),
    listCountries(access),
    latestSyncRun(),
  ])
  return { ...page, countries, sync: sync && describeSync(sync, new Date()) }
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
