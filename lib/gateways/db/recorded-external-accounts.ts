import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import {
  compareExternalAccounts,
  type ExternalAccount,
  nameExternalAccount,
} from '@/lib/domain/accounts/external-account'
import { NO_ORIGIN, recordEntry } from './audit-log'
import { database, whenFree } from './client'
import type { Prisma } from './generated/sqlite/client'

/** The external accounts that the audit log accounts for; null before the first reading. */
export async function readRecordedExternalAccounts(access: SystemAccess): Promise<ExternalAccount[] | null> {
  const row = await (await database()).connectedAccount.findUnique({
    where: { id: access.account.id },
    select: { externalAccounts: true },
  })
  return (row?.externalAccounts ?? null) as ExternalAccount[] | null
}

/**
 * Records what differs from the last reading, whoever reads. The moment of the reading is taken first: it makes readings
 * of one account wait for each other, and an older list that comes late changes and tells nothing.
 *
 * @param isNewer of an account that is read for the first time, whether this external account is a change all the same
 */
export async function recordExternalAccounts(
  access: AccountAccess | SystemAccess,
  accounts: readonly ExternalAccount[],
  { readAt, isNewer = () => false }: { readAt: Date; isNewer?: (account: ExternalAccount) => boolean },
): Promise<void> {
  const db = await database()
  const { id } = access.account
  await whenFree(() =>
    db.$transaction(async (tx) => {
      const { count } = await tx.connectedAccount.updateMany({
        where: { id, OR: [{ externalAccountsReadAt: null }, { externalAccountsReadAt: { lt: readAt } }] },
        data: { externalAccountsReadAt: readAt },
      })
      if (count === 0) return
      const row = await tx.connectedAccount.findUniqueOrThrow({ where: { id }, select: { externalAccounts: true } })
      const recorded = row.externalAccounts as ExternalAccount[] | null
      const before = recorded ?? accounts.filter((account) => !isNewer(account))
      await tx.connectedAccount.update({
        where: { id },
        data: { externalAccounts: accounts as unknown as Prisma.InputJsonValue },
      })
      for (const { change, account } of compareExternalAccounts(before, accounts)) {
        await recordEntry(
          {
            event: {
              type: 'external_account.changed',
              change,
              account: nameExternalAccount(account),
              currency: account.currency,
            },
            actor: { kind: 'outside', name: 'Stripe' },
            account: access.account,
            origin: NO_ORIGIN,
          },
          tx,
        )
      }
    }),
  )
}
