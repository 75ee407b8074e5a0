import 'server-only'
import type { SystemAccess } from '@/lib/domain/access/permissions'
import type { NewEvent } from '@/lib/domain/audit/audit-entry'
import type { Payout, PayoutStatus } from '@/lib/domain/payouts/payout'
import { recordOutside } from './audit-log'
import { isTaken, transaction } from './client'

/**
 * Moves a payout's recorded status on from one of those in `from`, or stores its first one, and records the event of
 * that step in the same transaction. A status that was recorded before, or that follows none in `from`, changes nothing.
 *
 * @param eventOf what to record, if anything; `isFirst` where nothing was recorded of this payout before
 */
export async function advancePayout(
  access: SystemAccess,
  { id: payoutId, status }: { id: Payout['id']; status: PayoutStatus },
  { from, eventOf }: { from: readonly PayoutStatus[]; eventOf: (step: { isFirst: boolean }) => NewEvent | null },
): Promise<void> {
  const row = { payoutId, accountId: access.account.id, status, at: new Date() }
  const advance = () =>
    transaction(async (tx) => {
      const moveOn = async () =>
        (await tx.recordedPayout.updateMany({ where: { payoutId, status: { in: [...from] } }, data: row })).count === 1
      let isFirst = false
      if (!(await moveOn())) {
        isFirst = !(await tx.recordedPayout.findUnique({ where: { payoutId } }))
        if (isFirst) await tx.recordedPayout.create({ data: row })
        // Found since the first look, perhaps in a status from which this one follows.
        else if (!(await moveOn())) return
      }
      const event = eventOf({ isFirst })
      if (event) await recordOutside(access, event, tx)
    })
  try {
    await advance()
  } catch (error) {
    if (!isTaken(error)) throw error
    // Another process stored the payout's first status at this moment, and this may be a later one.
    await advance()
  }
}
