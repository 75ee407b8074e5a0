import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { NewEvent } from '@/lib/domain/audit/audit-entry'
import { type Balance, isNegative } from '@/lib/domain/money/balance'
import type { Snapshot } from '@/lib/domain/reading'
import { indexAccounts } from './account-index'
import { keepStandings } from './account-standing'
import { recordOutside } from './audit-log'
import { database, transaction } from './client'
import type { Prisma } from './generated/sqlite/client'
import { isRecent } from './reading-age'
import { readStoredBalance } from './stored/balance'

/**
 * Replaces the last known balance and records, in the same transaction, the events that `eventsSince` finds. A reading
 * that is older than the one kept changes nothing.
 *
 * @param readAt a moment before Stripe was asked
 * @param eventsSince not asked where there was no balance before
 */
export async function replaceBalance(
  access: AccountAccess | SystemAccess,
  { balance, readAt }: { balance: Balance; readAt: Date },
  eventsSince: (before: Balance) => NewEvent[],
): Promise<void> {
  const { id } = access.account
  const isNewer = { id, OR: [{ balanceReadAt: null }, { balanceReadAt: { lt: readAt } }] }
  const data = {
    balance: balance as unknown as Prisma.InputJsonValue,
    balanceReadAt: readAt,
    balanceNegative: isNegative(balance),
  }
  if (await keepUnchanged(id, balance, data)) return
  await transaction(async (tx) => {
    const { count } = await tx.connectedAccount.updateMany({ where: isNewer, data: { balanceReadAt: readAt } })
    if (count === 0) return
    const row = await tx.connectedAccount.findUniqueOrThrow({ where: { id }, select: { balance: true } })
    await tx.connectedAccount.update({ where: { id }, data })
    const before = readStoredBalance(row.balance)
    for (const event of before ? eventsSince(before) : []) await recordOutside(access, event, tx)
    await keepStandings(tx, [id], new Date())
    await indexAccounts(tx, [id])
  })
}

/** Whether this answer is what was read within the last minute, so that nothing is to be kept of it. */
export const isKnownBalance = (before: Snapshot<Balance>, balance: Balance, readAt: Date): boolean =>
  isSameBalance(before.value, balance) &&
  isRecent(before.readAt, readAt) &&
  // A test clock of Stripe's may be set forward between two readings.
  isRecent(clockOf(before.value), clockOf(balance))

/** Most readings find the amounts of the one before; nothing is then to be recorded or indexed. */
async function keepUnchanged(
  id: string,
  balance: Balance,
  data: Prisma.ConnectedAccountUpdateManyMutationInput & { balanceReadAt: Date },
): Promise<boolean> {
  const { connectedAccount } = await database()
  const row = await connectedAccount.findUnique({ where: { id }, select: { balance: true, balanceReadAt: true } })
  if (!row?.balanceReadAt) return false
  if (row.balanceReadAt >= data.balanceReadAt) return true
  const before = readStoredBalance(row.balance)
  if (!before || !isSameBalance(before, balance)) return false
  if (isKnownBalance({ value: before, readAt: row.balanceReadAt }, balance, data.balanceReadAt)) return true
  const { count } = await connectedAccount.updateMany({ where: { id, balanceReadAt: row.balanceReadAt }, data })
  return count === 1
}

const clockOf = ({ asOf }: Balance) => new Date(asOf ?? 0)

const isSameBalance = (one: Balance, other: Balance) => isDeepStrictEqual(amountsOf(one), amountsOf(other))

const amountsOf = ({ available, pending }: Balance) => ({ available, pending })
