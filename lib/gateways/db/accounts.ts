import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { SystemAccess } from '@/lib/domain/access/permissions'
import type { AccountProfile, AccountRef } from '@/lib/domain/accounts/connected-account'
import { fallenDue } from '@/lib/domain/accounts/requirements'
import { nameSortKey } from '@/lib/domain/accounts/search-words'
import { pauseOf } from '@/lib/domain/payouts/payouts-disabled'
import { indexAccounts } from './account-index'
import { toAccountRef } from './account-row'
import { keepStandings } from './account-standing'
import { recordOutside } from './audit-log'
import { endRequests } from './change-requests'
import { database, isTaken, type Transaction, transaction } from './client'
import type { Prisma } from './generated/sqlite/client'
import { fill, given } from './not-given'
import { readStoredRequirements } from './stored/requirements'

/** Milliseconds after which an account that nothing was heard of is read again. */
export const HEARD_OF_WITHIN = 24 * 3_600_000

/** Accounts of one transaction. On SQLite all other writes wait for it, those of a server beside `npm run sync` as well. */
const TOGETHER = 20

type Row = Prisma.ConnectedAccountGetPayload<object>

/** Whom the account is, for deciding access; null for an account we have never seen. */
export async function findAccount(accountId: string): Promise<AccountRef | null> {
  const row = await (await database()).connectedAccount.findUnique({ where: { id: accountId } })
  return row && toAccountRef(row)
}

/** The accounts that a person belongs to, by name. */
export async function listOwnAccounts(accountIds: readonly string[]): Promise<AccountRef[]> {
  const rows = await (await database()).connectedAccount.findMany({
    where: { id: { in: [...accountIds] }, goneAt: null },
    orderBy: { nameSearch: 'asc' },
  })
  return rows.map(toAccountRef)
}

/**
 * Keeps what Stripe says of accounts; one that was disconnected and is listed again is connected again. A reading that
 * is older than the one kept changes nothing.
 *
 * @param readAt a moment before Stripe was asked
 */
export async function saveAccountProfiles(profiles: readonly AccountProfile[], readAt: Date): Promise<void> {
  for (let first = 0; first < profiles.length; first += TOGETHER)
    await saveTogether(profiles.slice(first, first + TOGETHER), readAt)
}

async function saveTogether(profiles: readonly AccountProfile[], readAt: Date): Promise<void> {
  try {
    await writeProfiles(profiles, readAt)
  } catch (error) {
    if (!isTaken(error)) throw error
    // Another process has added one of these accounts at this moment.
    await writeProfiles(profiles, readAt)
  }
}

async function writeProfiles(profiles: readonly AccountProfile[], readAt: Date): Promise<void> {
  const ids = profiles.map(({ id }) => id)
  await transaction(async (tx) => {
    // Written before anything is read, so that everyone who writes these accounts waits for the others.
    await tx.connectedAccount.updateMany({
      where: { id: { in: ids }, syncedAt: { lt: readAt } },
      data: { syncedAt: readAt },
    })
    const rows = await tx.connectedAccount.findMany({ where: { id: { in: ids } }, omit: DOCUMENTS })
    const known = new Map(rows.map((row) => [row.id, row]))
    const added = profiles.filter(({ id }) => !known.has(id))
    if (added.length > 0)
      await tx.connectedAccount.createMany({
        data: added.map((profile) => ({
          ...{ id: profile.id, ...toColumns(profile), syncedAt: readAt, listedSince: readAt },
          sweepAt: new Date(readAt.getTime() + HEARD_OF_WITHIN),
        })),
      })
    const changed = added.map(({ id }) => id)
    for (const profile of profiles) {
      const row = known.get(profile.id)
      if (!row || row.syncedAt > readAt) continue
      await recordPause(tx, row, profile)
      await recordFallenDue(tx, row, profile)
      const columns = Object.entries(toColumns(profile)).filter(
        ([column, value]) => !isDeepStrictEqual(row[column as keyof typeof row], value),
      )
      // The settings tell the schedule as well, and may have been read later.
      const isOlder = row.settingsReadAt && row.settingsReadAt > readAt
      const data = columns.filter(([column]) => !(isOlder && (column === 'payoutInterval' || column === 'delayDays')))
      if (data.length === 0) continue
      const isBack = row.goneAt !== null
      await tx.connectedAccount.update({
        where: { id: profile.id },
        data: { ...Object.fromEntries(data), ...(isBack && { listedSince: readAt }) },
      })
      changed.push(profile.id)
    }
    await keepStandings(tx, changed, new Date())
    await indexAccounts(tx, ids)
  })
}

/** In the transaction that keeps the new profile, so that a pause and its end are recorded once, no matter who reads. */
async function recordPause(tx: Transaction, row: Omit<Row, keyof typeof DOCUMENTS>, profile: AccountProfile) {
  const { disabledReason } = row
  const before = pauseOf({ ...given(row), disabledReason }, null)
  const after = pauseOf(profile, null)
  const isLifted = before === 'paused' && profile.payoutsEnabled === true
  if ((after === 'paused' && before !== 'paused') || isLifted)
    await recordOutside({ account: profile }, { type: 'payouts.paused', isPaused: !isLifted }, tx)
}

/**
 * In the same transaction as well, so that a requirement is recorded once for each deadline. Of an account that has just
 * been added, and of one whose requirements couldn't be read before, it isn't known what is new.
 */
async function recordFallenDue(tx: Transaction, row: Pick<Row, 'requirements'>, profile: AccountProfile) {
  const before = readStoredRequirements(row.requirements)
  const due = before && profile.requirements && fallenDue(before, profile.requirements)
  if (due) await recordOutside({ account: profile }, { type: 'requirements.due', ...due }, tx)
}

/** What is large and not needed for deciding about the other columns. */
const DOCUMENTS = { settings: true, balance: true, settingsRecorded: true, externalAccounts: true } as const

function toColumns({ id: _, controller, createdAt, requirements, ...scalars }: AccountProfile) {
  const isDated = requirements !== null && requirements.currentlyDue.length > 0 && requirements.deadline !== null
  return {
    ...scalars,
    // What Stripe doesn't say is stored as nothing that can be read, so that an earlier answer doesn't stay.
    requirements: (requirements ?? {}) as Prisma.InputJsonObject,
    requirementsDeadline: isDated ? new Date(requirements.deadline ?? 0) : null,
    ...fill({ ...scalars, ...controller, createdAtStripe: createdAt }),
    nameSearch: nameSortKey(scalars.name),
    goneAt: null,
  }
}

/** Marks an account as disconnected, and ends its open requests. False when it was marked before. */
export const markAccountGone = ({ account }: SystemAccess, now: Date): Promise<boolean> =>
  transaction(async (tx) => {
    const { count } = await tx.connectedAccount.updateMany({
      where: { id: account.id, goneAt: null },
      data: { goneAt: now, payoutsEnabled: false },
    })
    if (count === 0) return false
    await indexAccounts(tx, [account.id])
    await endRequests(account, now, tx)
    return true
  })

/** How far Stripe's clock may be ahead of ours, in milliseconds. */
const AHEAD = 5 * 60_000

/**
 * Notes that somebody connected an account which, as far as Spillway knew, wasn't connected at that moment: default
 * policies are for it as for one that was just created. Of an account that is authorized again meanwhile, nothing is noted.
 */
export async function noteAuthorized({ account }: SystemAccess, at: Date): Promise<void> {
  await (await database()).connectedAccount.updateMany({
    where: { id: account.id, goneAt: null, listedSince: { gt: new Date(at.getTime() - AHEAD) } },
    data: { authorizedAt: at, driftDue: true },
  })
}

/** A page of the connected accounts in the order of their ids, from behind `id`. */
export async function listAccountsAfter(id: string | null, limit: number): Promise<AccountRef[]> {
  return (await listSyncedAfter(id, limit)).map(({ account }) => account)
}

/** The same with the time at which Stripe last listed each. */
export async function listSyncedAfter(
  id: string | null,
  limit: number,
): Promise<{ account: AccountRef; syncedAt: Date }[]> {
  const rows = await (await database()).connectedAccount.findMany({
    where: { goneAt: null, ...(id && { id: { gt: id } }) },
    omit: DOCUMENTS,
    orderBy: { id: 'asc' },
    take: limit,
  })
  return rows.map((row) => ({ account: toAccountRef(row), syncedAt: row.syncedAt }))
}

/** Notes that Stripe listed these accounts, although what it said of them could not be kept. */
export async function keepAccountsListed(ids: readonly string[], readAt: Date): Promise<void> {
  await (await database()).connectedAccount.updateMany({
    where: { id: { in: [...ids] }, syncedAt: { lt: readAt } },
    data: { syncedAt: readAt },
  })
}
