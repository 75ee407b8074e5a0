import 'server-only'
import type { SystemAccess } from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import type { Reversals } from '@/lib/domain/payouts/reversals'
import { toAccountRef } from './account-row'
import { database } from './client'
import type { Prisma } from './generated/sqlite/client'

const REF_COLUMNS = {
  ...{ id: true, name: true, country: true, lossesLiability: true, requirementCollection: true, dashboard: true },
  ...{ isController: true, notGiven: true },
} as const

/**
 * Claims accounts that owe money and whose refunds and disputes were not read since a moment, the longest ago first. What
 * is claimed counts as read, so that one that can't be read keeps no other waiting.
 */
export async function claimForReversals(
  { before, now }: { before: Date; now: Date },
  limit: number,
): Promise<AccountRef[]> {
  const { connectedAccount } = await database()
  const due = [{ reversalsReadAt: null }, { reversalsReadAt: { lt: before } }]
  const claimed: AccountRef[] = []
  for (const reversalsReadAt of due) {
    const where = { balanceNegative: true, goneAt: null, ...reversalsReadAt }
    const take = limit - claimed.length
    if (take === 0) break
    const found = await connectedAccount.findMany({
      where,
      orderBy: [{ reversalsReadAt: 'asc' }, { id: 'asc' }],
      select: { id: true },
      take,
    })
    if (found.length === 0) continue
    const rows = await connectedAccount.updateManyAndReturn({
      where: { ...where, id: { in: found.map(({ id }) => id) } },
      data: { reversalsReadAt: now },
      select: REF_COLUMNS,
    })
    claimed.push(...rows.map(toAccountRef))
  }
  return claimed
}

export async function saveReversals({ account }: SystemAccess, reversals: Reversals): Promise<void> {
  const data = { reversals: reversals as unknown as Prisma.InputJsonObject }
  await (await database()).connectedAccount.updateMany({ where: { id: account.id }, data })
}
