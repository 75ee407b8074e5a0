import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { AuditEvent } from '@/lib/domain/audit/audit-entry'
import { type Balance, isNegative } from '@/lib/domain/money/balance'
import { recordOutside } from './audit-log'
import { database, transaction } from './client'
import type { Prisma } from './generated/sqlite/client'

/**
 * Replaces the last known balance and records, in the same transaction, the events that `eventsSince` finds. A reading
 * that is older than the one kept changes nothing.
 *
 * @param readAt a moment before Stripe was asked
 * @param eventsSince not asked where neither balance is negative
 */
export async function replaceBalance(
  access: AccountAccess | SystemAccess,
  { balance, readAt }: { balance: Balance; readAt: Date },
  eventsSince: (before: Balance) => AuditEvent[],
): Promise<void> {
  const { id } = access.account
  const isNewer = { id, OR: [{ balanceReadAt: null }, { balanceReadAt: { lt: readAt } }] }
  const data = {
    balance: balance as unknown as Prisma.InputJsonValue,
    balanceReadAt: readAt,
    balanceNegative: isNegative(balance),
  }
  if (!isNegative(balance)) {
    const { connectedAccount } = await database()
    const { count } = await connectedAccount.updateMany({ where: { ...isNewer, balanceNegative: false }, data })
    if (count === 1) return
  }
  await transaction(async (tx) => {
    const { count } = await tx.connectedAccount.updateMany({ where: isNewer, data: { balanceReadAt: readAt } })
    if (count === 0) return
    const row = await tx.connectedAccount.findUniqueOrThrow({ where: { id }, select: { balance: true } })
    await tx.connectedAccount.update({ where: { id }, data })
    const before = row.balance as unknown as Balance | null
    for (const event of before ? eventsSince(before) : []) await recordOutside(access, event, tx)
  })
}
