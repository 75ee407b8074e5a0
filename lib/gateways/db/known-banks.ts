import 'server-only'
import { join, sqltag as sql } from '@prisma/client/runtime/client'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { ExternalAccount } from '@/lib/domain/accounts/external-account'
import { database, type Transaction } from './client'

/** Other accounts that are named, in an alarm and beside a bank account. */
const MOST_NAMED = 20

type AccountName = { id: string; name: string }

/** What became known of an account’s bank accounts and cards. */
type KnownBanks = {
  shared: SharedBank[]
  /** Stripe's fingerprints of those that were added or removed. */
  changed: string[]
}

/** A bank account or card that was added to an account and that other accounts have too. */
export type SharedBank = { account: ExternalAccount; others: string[] }

/**
 * Keeps when the bank accounts and cards of an account were first seen. Finds those that were added since the last
 * reading and that other accounts have too: by Stripe's fingerprint, so one without it is found on no other account.
 *
 * @param before null before the first reading, in which nothing counts as added
 */
export async function keepKnownBanks(
  tx: Transaction,
  accountId: string,
  {
    before,
    after,
    readAt,
  }: { before: readonly ExternalAccount[] | null; after: readonly ExternalAccount[]; readAt: Date },
): Promise<KnownBanks> {
  const known = new Map(
    (await tx.knownBank.findMany({ where: { accountId } })).map((row) => [row.externalAccountId, row.fingerprint]),
  )
  const ids = after.map(({ id }) => id)
  await tx.knownBank.deleteMany({ where: { accountId, externalAccountId: { notIn: ids } } })
  const shared: SharedBank[] = []
  for (const account of after) {
    const isAdded = before !== null && !before.some(({ id }) => id === account.id)
    const fingerprint = account.fingerprint ?? null
    await tx.knownBank.upsert({
      where: { accountId_externalAccountId: { accountId, externalAccountId: account.id } },
      create: { accountId, externalAccountId: account.id, fingerprint, addedAt: isAdded ? readAt : null },
      update: fingerprint === null ? {} : { fingerprint },
    })
    const others = isAdded && fingerprint !== null ? await accountsWith(tx, fingerprint, accountId) : []
    if (others.length > 0) shared.push({ account, others })
  }
  const was = new Set(known.values())
  const is = new Set(after.map(({ id, fingerprint }) => fingerprint ?? known.get(id) ?? null))
  const changed = [...was.symmetricDifference(is)].filter((fingerprint) => fingerprint !== null)
  return { shared, changed }
}

/** Whether another account has one of an account's bank accounts or cards too. */
export async function hasSharedBank(tx: Transaction, accountId: string): Promise<boolean> {
  const own = await tx.knownBank.findMany({ where: { accountId, fingerprint: { not: null } } })
  for (const { fingerprint } of own)
    if (fingerprint !== null && (await accountsWith(tx, fingerprint, accountId)).length > 0) return true
  return false
}

/**
 * The accounts, this one and others, of which it may have changed whether they share a bank account, once this one has
 * added or removed it. Of several others that have it, each shares it in any case, so only those count that aren't
 * marked yet.
 */
export async function sharersOf(accountId: string, changed: readonly string[]): Promise<string[]> {
  const db = await database()
  const found = await Promise.all(changed.map((fingerprint) => accountsWith(db, fingerprint, accountId)))
  const own = await db.connectedAccount.count({ where: { id: accountId, bankShared: true } })
  if (own === 0 && found.flat().length === 0) return []
  const unmarked = await db.connectedAccount.findMany({
    where: { id: { in: found.flat() }, bankShared: false },
    select: { id: true },
  })
  const alone = found.flatMap((others) => (others.length === 1 ? others : []))
  return [...new Set([accountId, ...alone, ...unmarked.map(({ id }) => id)])].sort()
}

/** Neither sorted nor made distinct by the database, which would read the rows of every account that has it. */
async function accountsWith(
  db: Pick<Transaction, 'knownBank'>,
  fingerprint: string,
  accountId: string,
): Promise<string[]> {
  const rows = await db.knownBank.findMany({
    where: { fingerprint, accountId: { not: accountId } },
    select: { accountId: true },
    take: MOST_NAMED,
  })
  return [...new Set(rows.map((row) => row.accountId))].sort()
}

/**
 * Of these bank accounts and cards of an account, by their ids: the other accounts that have the same one, at most 20 of
 * each. One statement, in which each is looked up by itself.
 */
export async function findSharedBanks(
  { account }: AccountAccess,
  externalAccountIds: readonly string[],
): Promise<Map<string, AccountName[]>> {
  if (externalAccountIds.length === 0) return new Map()
  const parts = externalAccountIds.map(
    (bankId) => sql`SELECT * FROM (
      SELECT "own"."externalAccountId", "other"."accountId" AS "id", "ConnectedAccount"."name"
      FROM "KnownBank" AS "own"
      JOIN "KnownBank" AS "other" ON "other"."fingerprint" = "own"."fingerprint" AND "other"."accountId" <> ${account.id}
      JOIN "ConnectedAccount" ON "ConnectedAccount"."id" = "other"."accountId"
      WHERE "own"."accountId" = ${account.id} AND "own"."externalAccountId" = ${bankId}
      LIMIT ${MOST_NAMED}) AS "each"`,
  )
  const rows = await (await database()).$queryRaw<(AccountName & { externalAccountId: string })[]>`
    ${join(parts, ' UNION ALL ')}`
  const shared = new Map<string, AccountName[]>()
  for (const { externalAccountId, id, name } of rows) {
    const others = shared.get(externalAccountId) ?? []
    if (!others.some((other) => other.id === id)) shared.set(externalAccountId, [...others, { id, name }])
  }
  return shared
}

/** When it was added to the account; null where it has been there since the account was first read, or isn't known. */
export async function findBankAddedAt(
  { account }: AccountAccess,
  externalAccountId: string,
): Promise<{ addedAt: Date | null } | null> {
  return (await database()).knownBank.findUnique({
    where: { accountId_externalAccountId: { accountId: account.id, externalAccountId } },
    select: { addedAt: true },
  })
}
