import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import { type ExternalAccount, nameExternalAccount } from '@/lib/domain/accounts/external-account'
import type { NewEvent } from '@/lib/domain/audit/audit-entry'
import { indexAccounts } from './account-index'
import { keepStandings } from './account-standing'
import { recordOutside } from './audit-log'
import { database, transaction } from './client'
import type { Prisma } from './generated/sqlite/client'
import { hasSharedBank, keepKnownBanks, sharersOf } from './known-banks'
import { readStoredExternalAccounts } from './stored/external-accounts'

/** The external accounts that the audit log accounts for; null before the first reading. */
export async function readRecordedExternalAccounts(access: SystemAccess): Promise<ExternalAccount[] | null> {
  const row = await (await database()).connectedAccount.findUnique({
    where: { id: access.account.id },
    select: { externalAccounts: true },
  })
  return readStoredExternalAccounts(row?.externalAccounts)
}

/**
 * Replaces the known external accounts and records, in the same transaction, the events that `eventsSince` finds. The
 * time of the reading is written first, so that readings of one account wait for each other; an older list changes
 * nothing.
 *
 * @param eventsSince gets null before the first reading
 */
export async function replaceExternalAccounts(
  access: AccountAccess | SystemAccess,
  { accounts, readAt }: { accounts: readonly ExternalAccount[]; readAt: Date },
  eventsSince: (before: ExternalAccount[] | null) => NewEvent[],
): Promise<void> {
  const { id } = access.account
  const changed = await transaction(async (tx) => {
    const { count } = await tx.connectedAccount.updateMany({
      where: { id, OR: [{ externalAccountsReadAt: null }, { externalAccountsReadAt: { lt: readAt } }] },
      data: { externalAccountsReadAt: readAt },
    })
    if (count === 0) return []
    const row = await tx.connectedAccount.findUniqueOrThrow({ where: { id }, select: { externalAccounts: true } })
    await tx.connectedAccount.update({
      where: { id },
      data: { externalAccounts: accounts as unknown as Prisma.InputJsonValue },
    })
    const before = readStoredExternalAccounts(row.externalAccounts)
    for (const event of eventsSince(before)) await recordOutside(access, event, tx)
    const banks = await keepKnownBanks(tx, id, { before, after: accounts, readAt })
    for (const { account, others } of banks.shared) {
      const event = { type: 'external_account.shared' as const, account: nameExternalAccount(account), others }
      await recordOutside(access, event, tx)
    }
    await keepStandings(tx, [id], new Date())
    await indexAccounts(tx, [id])
    return banks.changed
  })
  if (changed.length > 0) for (const each of await sharersOf(id, changed)) await markShared(each)
}

/** Marks in the list whether an account shares a bank account, each in a transaction of its own, so that none wait in a circle. */
async function markShared(id: string): Promise<void> {
  await transaction(async (tx) => {
    // Written before anything is read, so that everyone who marks it waits for the others.
    await tx.$executeRaw`UPDATE "ConnectedAccount" SET "bankShared" = "bankShared" WHERE "id" = ${id}`
    const bankShared = await hasSharedBank(tx, id)
    const { count } = await tx.connectedAccount.updateMany({
      where: { id, bankShared: !bankShared },
      data: { bankShared },
    })
    if (count > 0) await indexAccounts(tx, [id])
  })
}
