import 'server-only'
import type { SystemAccess } from '@/lib/domain/access/permissions'
import type { AccountProfile, AccountRef } from '@/lib/domain/accounts/connected-account'
import { database } from './client'
import type { Prisma } from './generated/sqlite/client'

type Row = Prisma.ConnectedAccountGetPayload<object>

export const toAccountRef = (
  row: Pick<
    Row,
    'id' | 'name' | 'country' | 'lossesLiability' | 'requirementCollection' | 'dashboard' | 'isController'
  >,
): AccountRef => ({
  id: row.id,
  name: row.name,
  country: row.country,
  controller: {
    lossesLiability: row.lossesLiability as AccountRef['controller']['lossesLiability'],
    requirementCollection: row.requirementCollection as AccountRef['controller']['requirementCollection'],
    dashboard: row.dashboard as AccountRef['controller']['dashboard'],
    isController: row.isController,
  },
})

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

/** Writes what Stripe said of an account; an account that had gone and is listed again has come back. */
export async function saveAccountProfile(profile: AccountProfile, now: Date): Promise<void> {
  const { id, controller, createdAt, ...scalars } = profile
  const row = {
    ...scalars,
    ...controller,
    nameSearch: profile.name.toLowerCase(),
    emailSearch: profile.email?.toLowerCase() ?? null,
    createdAtStripe: createdAt,
    syncedAt: now,
    goneAt: null,
  }
  await (await database()).connectedAccount.upsert({ where: { id }, create: { id, ...row }, update: row })
}

/** Marks accounts that a complete walk through Stripe's list did not meet. */
export async function markUnseenAccountsGone(walkStartedAt: Date, now: Date): Promise<number> {
  const { count } = await (await database()).connectedAccount.updateMany({
    where: { syncedAt: { lt: walkStartedAt }, goneAt: null },
    data: { goneAt: now, payoutsEnabled: false },
  })
  return count
}

/** False when it was marked before. */
export async function markAccountGone(access: SystemAccess, now: Date): Promise<boolean> {
  const { count } = await (await database()).connectedAccount.updateMany({
    where: { id: access.account.id, goneAt: null },
    data: { goneAt: now, payoutsEnabled: false },
  })
  return count === 1
}

export async function listSyncableAccounts(): Promise<AccountRef[]> {
  const rows = await (await database()).connectedAccount.findMany({ where: { goneAt: null }, orderBy: { id: 'asc' } })
  return rows.map(toAccountRef)
}
