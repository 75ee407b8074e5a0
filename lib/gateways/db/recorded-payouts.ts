import 'server-only'
import type { SystemAccess } from '@/lib/domain/access/permissions'
import type { Payout, PayoutStatus } from '@/lib/domain/payouts/payout'
import type { PayoutEvent } from '@/lib/domain/payouts/payout-event'
import { NO_ORIGIN, recordEntry } from './audit-log'
import { database, isTaken, whenFree } from './client'

/** From which statuses a payout can have come: an older reading that comes late must not take the story back. */
const COMES_FROM: Record<PayoutStatus, PayoutStatus[]> = {
  pending: [],
  in_transit: ['pending'],
  paid: ['pending', 'in_transit'],
  failed: ['pending', 'in_transit', 'paid'],
  canceled: ['pending'],
}

/**
 * Tells the next step of a payout in the audit log, once: when it is first seen, and how it ends. An order of ours has
 * told its own beginning, and being handed to the bank is no news.
 */
export async function recordPayoutEvent(
  access: SystemAccess,
  { id: payoutId, status }: Pick<Payout, 'id' | 'status'>,
  { step, isOurs }: { step: PayoutEvent; isOurs: boolean },
): Promise<void> {
  const db = await database()
  const seen = { payoutId, accountId: access.account.id, status, at: new Date() }
  const isBeginning = status === 'pending' || status === 'in_transit'
  const tell = () =>
    whenFree(() =>
      db.$transaction(async (tx) => {
        const goOn = async () =>
          (await tx.recordedPayout.updateMany({ where: { payoutId, status: { in: COMES_FROM[status] } }, data: seen }))
            .count === 1
        let isKnown = await goOn()
        if (!isKnown && (await tx.recordedPayout.findUnique({ where: { payoutId } }))) {
          // Told before, in this status or a later one; or in an earlier one since the first look.
          isKnown = await goOn()
          if (!isKnown) return
        }
        if (!isKnown) await tx.recordedPayout.create({ data: seen })
        if (isBeginning && (isKnown || isOurs)) return
        await recordEntry(
          {
            event: { type: 'payout.step', step },
            actor: { kind: 'outside', name: 'Stripe' },
            account: access.account,
            origin: NO_ORIGIN,
          },
          tx,
        )
      }),
    )
  try {
    await tell()
  } catch (error) {
    if (!isTaken(error)) throw error
    // Another process has told a step at this moment, and this may be a later one.
    await tell()
  }
}
