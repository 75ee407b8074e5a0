import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import { type Balance, isNegative, turnedSince } from '@/lib/domain/money/balance'
import { NO_ORIGIN, recordEntry } from './audit-log'
import { database, whenFree } from './client'
import type { Prisma } from './generated/sqlite/client'

/**
 * Keeps what Stripe says of the balance, and records when a currency turns negative or is covered again, whoever reads.
 * An older reading that comes late changes and tells nothing.
 *
 * @param readAt a moment before Stripe was asked
 */
export async function recordBalance(
  access: AccountAccess | SystemAccess,
  balance: Balance,
  readAt: Date,
): Promise<void> {
  const { id } = access.account
  const isNewer = { id, OR: [{ balanceReadAt: null }, { balanceReadAt: { lt: readAt } }] }
  const data = {
    balance: balance as unknown as Prisma.InputJsonValue,
    balanceReadAt: readAt,
    balanceNegative: isNegative(balance),
  }
  const accounts = (await database()).connectedAccount
  if (!isNegative(balance)) {
    const { count } = await accounts.updateMany({ where: { ...isNewer, balanceNegative: false }, data })
    if (count === 1) return
  }
  await recordTurns(access, { balance, isNewer, data })
}

async function recordTurns(
  access: AccountAccess | SystemAccess,
  {
    balance,
    isNewer,
    data,
  }: {
    balance: Balance
    isNewer: Prisma.ConnectedAccountWhereInput
    data: Prisma.ConnectedAccountUpdateManyMutationInput
  },
): Promise<void> {
  const { id } = access.account
  const db = await database()
  await whenFree(() =>
    db.$transaction(async (tx) => {
      const { count } = await tx.connectedAccount.updateMany({
        where: isNewer,
        data: { balanceReadAt: data.balanceReadAt },
      })
      if (count === 0) return
      const row = await tx.connectedAccount.findUniqueOrThrow({ where: { id }, select: { balance: true } })
      await tx.connectedAccount.update({ where: { id }, data })
      const before = row.balance as unknown as Balance | null
      for (const { amount, currency } of before ? turnedSince(before, balance) : []) {
        await recordEntry(
          {
            event: { type: 'balance.turned', amount, currency },
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
