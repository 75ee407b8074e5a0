import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { AuditEvent } from '@/lib/domain/audit/audit-entry'
import { addOutcome, beginIntent, logIntent, type NewOutcome, type Origin } from './audit-log'
import { database, isTaken, whenFree } from './client'

/** An order and the last moment at which it was still to be sent. */
export type PayoutOrderRow = { entryId: string; at: Date; isOpen: boolean }

export type BegunOrder =
  | { kind: 'begun'; entryId: string }
  /** The same click came before; this is its entry. */
  | { kind: 'repeated'; entryId: string }
  /** Of another order of this account it is not known yet what became of it. */
  | { kind: 'busy' }

/**
 * Announces a payout and takes the account's only turn, in one transaction: two clicks, two tabs or two people cannot
 * order at once, and one confirmation cannot order twice.
 */
export async function beginPayoutOrder(
  access: AccountAccess<'payouts:create'>,
  { orderId, event, origin }: { orderId: string; event: AuditEvent & { type: 'payout.create' }; origin: Origin },
): Promise<BegunOrder> {
  const db = await database()
  const accountId = access.account.id
  try {
    const entryId = await whenFree(() =>
      db.$transaction(async (tx) => {
        const id = await beginIntent(access, { event, reason: null, origin }, tx)
        await tx.payoutOrder.create({
          data: { id: orderId, accountId, entryId: id, at: new Date(), openFor: accountId },
        })
        return id
      }),
    )
    logIntent(access, entryId, origin)
    return { kind: 'begun', entryId }
  } catch (error) {
    if (!isTaken(error)) throw error
    const same = await db.payoutOrder.findUnique({ where: { id: orderId } })
    return same?.accountId === accountId ? { kind: 'repeated', entryId: same.entryId } : { kind: 'busy' }
  }
}

/** The order that holds the account's turn, or null. */
export async function findOpenOrder(access: AccountAccess | SystemAccess): Promise<PayoutOrderRow | null> {
  const row = await (await database()).payoutOrder.findUnique({ where: { openFor: access.account.id } })
  return row && { entryId: row.entryId, at: row.at, isOpen: true }
}

/** The order that this entry announced, or null. */
export async function findPayoutOrder(entryId: string): Promise<PayoutOrderRow | null> {
  const row = await (await database()).payoutOrder.findUnique({ where: { entryId } })
  return row && { entryId, at: row.at, isOpen: row.openFor !== null }
}

const stillOpen = (entryId: string) => ({ entryId, openFor: { not: null } })

/** Whether the order still holds the turn; its time begins anew. Asked right before anything is sent. */
export async function holdTurn(entryId: string): Promise<boolean> {
  const { count } = await (await database()).payoutOrder.updateMany({
    where: stillOpen(entryId),
    data: { at: new Date() },
  })
  return count === 1
}

/** Records that it is not known what became of an order, which keeps its turn; unless that has been found out already. */
export async function leaveOrderOpen(entryId: string, outcome: NewOutcome): Promise<void> {
  await (await database()).$transaction(async (tx) => {
    const { count } = await tx.payoutOrder.updateMany({ where: stillOpen(entryId), data: { at: new Date() } })
    if (count === 1) await addOutcome(entryId, outcome, { db: tx })
  })
}

/**
 * Records what became of an order and, with it, gives the turn back. False for an order that was closed before: it
 * stays as it is.
 */
export async function closePayoutOrder(entryId: string, outcome: NewOutcome): Promise<boolean> {
  return (await database()).$transaction(async (tx) => {
    const { count } = await tx.payoutOrder.updateMany({ where: stillOpen(entryId), data: { openFor: null } })
    if (count === 1) await addOutcome(entryId, outcome, { db: tx })
    return count === 1
  })
}
