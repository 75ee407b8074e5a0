import 'server-only'
import { cache } from 'react'
import type { Person, PlatformAccess } from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import { type AccountListPage, countAccounts, listAccounts } from '@/lib/gateways/db/account-list'
import type { AccountListQuery } from '@/lib/gateways/db/account-list-query'
import { listOwnAccounts } from '@/lib/gateways/db/accounts'
import { listSavedViews, type SavedView } from '@/lib/gateways/db/saved-views'
import { latestSyncRun, type SyncRun } from '@/lib/gateways/db/sync-runs'

const PAGE_SIZE = 50

export async function loadAccountList(access: PlatformAccess<'accounts:list'>, query: AccountListQuery) {
  const [page, counts, sync, views] = await Promise.all([
    listAccounts(access, query, PAGE_SIZE),
    countAccounts(access, query.state),
    loadSyncStatus(access),
    listSavedViews(access),
  ])
  return { ...page, counts, sync, views }
}

/** The lists that a person may see under a name. */
export const loadViews = (access: PlatformAccess<'accounts:list'>): Promise<SavedView[]> => listSavedViews(access)

/** A page of the list by itself, for programs. */
export const loadAccountPage = (
  access: PlatformAccess<'accounts:list'>,
  query: AccountListQuery,
  pageSize: number,
): Promise<AccountListPage> => listAccounts(access, query, pageSize)

/** The latest sync, for those who see the list. */
export const loadSyncStatus = async (_access: PlatformAccess<'accounts:list'>): Promise<SyncStatus | null> =>
  describeSync(await latestSyncRun(new Date()))

export type SyncStatus = Pick<SyncRun, 'seen' | 'refreshed' | 'skipped' | 'skippedAccounts' | 'failure'> & {
  /** `waiting` until a process takes it up; `paused` until Stripe answers again. */
  state: 'waiting' | 'running' | 'paused' | 'done' | 'failed'
  /** When it ended, or else began; epoch milliseconds. */
  at: number
  resumesAt: number | null
}

export function describeSync(run: SyncRun | null): SyncStatus | null {
  if (!run) return null
  const { seen, refreshed, skipped, skippedAccounts, failure, resumesAt } = run
  const open = run.isRunning ? 'running' : resumesAt && failure ? 'paused' : 'waiting'
  const ended = run.finishedAt && !failure ? 'done' : 'failed'
  return {
    state: run.isOpen ? open : ended,
    at: (run.finishedAt ?? run.startedAt).getTime(),
    resumesAt: resumesAt?.getTime() ?? null,
    ...{ seen, refreshed, skipped, skippedAccounts, failure },
  }
}

/** The connected accounts that are this person's own, for the owner's view; read once for a page and its title. */
export const loadOwnAccounts = cache(
  (person: Person): Promise<AccountRef[]> =>
    listOwnAccounts(person.memberships.map((membership) => membership.accountId)),
)
