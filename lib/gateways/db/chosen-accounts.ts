import 'server-only'
import type { FleetJobAccess } from '@/lib/domain/access/permissions'
import type { PlannedAccount } from '@/lib/domain/fleet/plan'
import { RETRIED_STATES, type RetriedState } from '@/lib/domain/fleet/rollout'
import { integer, isRecord, list, oneOf, text } from '@/lib/domain/foreign'
import { ACCOUNT_FILTERS, type AccountListQuery, LISTED_STATES } from './account-list-query'
import { listMatching } from './account-search'
import { database } from './client'
import { findAccountsToPlan } from './planned-accounts'

/** What decides which accounts a list shows. */
export type ListMatch = Pick<AccountListQuery, 'search' | 'state' | 'filters' | 'range'>

/** What became of accounts in a rollout, for one reason. */
export type FailedAccounts = { rolloutId: string; state: RetriedState; message: string | null }

/**
 * Accounts that somebody chose for one rollout: these, all that the accounts list shows when it is planned, or those that
 * failed in another rollout.
 */
export type ChosenAccounts = { accounts: readonly string[] } | { list: ListMatch } | { failed: FailedAccounts }

/** No account, where this version can't read all of what was chosen: leaving a condition out would choose more. */
export function readStoredChosen(stored: unknown): ChosenAccounts {
  const nobody = { accounts: [] }
  if (!isRecord(stored)) return nobody
  const ids = list(stored.accounts)?.map(text)
  if (ids) return { accounts: ids.filter((id) => id !== null) }
  if (isRecord(stored.failed)) {
    const { rolloutId, state, message } = stored.failed
    const [id, known] = [text(rolloutId), oneOf(state, RETRIED_STATES)]
    return id === null || !known ? nobody : { failed: { rolloutId: id, state: known, message: text(message) } }
  }
  if (!isRecord(stored.list) || !isRecord(stored.list.filters)) return nobody
  const { search, state, range } = stored.list
  const filters: AccountListQuery['filters'] = {}
  for (const [name, value] of Object.entries(stored.list.filters)) {
    const [filter, read] = [oneOf(name, ACCOUNT_FILTERS), text(value)]
    if (!filter || read === null) return nobody
    filters[filter] = read
  }
  const listed = oneOf(state, LISTED_STATES)
  if ((state !== null && !listed) || typeof search !== 'string' || (range !== null && !isRecord(range))) return nobody
  const bounds = range && { min: integer(range.min), max: integer(range.max) }
  if (range && [range.min, range.max].some((bound) => bound !== null && integer(bound) === null)) return nobody
  return { list: { search, state: listed, filters, range: bounds } }
}

/** The next of the chosen accounts; `after` is where the part before ended, empty for the first. `account` is null for one that isn't connected (any more). */
export async function listChosen(
  job: FleetJobAccess,
  chosen: ChosenAccounts,
  { after, limit }: { after: string; limit: number },
): Promise<{ accounts: { id: string; account: PlannedAccount | null }[]; next: string | null }> {
  const { ids, next } = await listIds(chosen, { after, limit })
  const found = ids.length > 0 ? await findAccountsToPlan(job, ids) : new Map<string, PlannedAccount>()
  return { accounts: ids.map((id) => ({ id, account: found.get(id) ?? null })), next }
}

async function listIds(
  chosen: ChosenAccounts,
  { after, limit }: { after: string; limit: number },
): Promise<{ ids: string[]; next: string | null }> {
  if ('list' in chosen) return listMatching(chosen.list, { after, limit })
  if ('accounts' in chosen) return pieceOf(chosen.accounts, after, limit)
  // In the order of the other rollout, which has an index; the cursor is a position of it.
  const rows = await (await database()).rolloutItem.findMany({
    where: { ...chosen.failed, position: { gt: Number(after) } },
    orderBy: { position: 'asc' },
    select: { accountId: true, position: true },
    take: limit,
  })
  const last = rows.at(-1)
  return {
    ids: rows.map(({ accountId }) => accountId),
    next: last && rows.length === limit ? String(last.position) : null,
  }
}

function pieceOf(all: readonly string[], after: string, limit: number): { ids: string[]; next: string | null } {
  const left = [...new Set(all)].filter((id) => id > after).sort()
  const ids = left.slice(0, limit)
  return { ids, next: left.length > limit ? (ids.at(-1) ?? null) : null }
}
