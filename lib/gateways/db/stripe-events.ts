import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { StripeEvent } from '@/lib/domain/stripe/stripe-event'
import { database, isTaken } from './client'

/** Milliseconds after which a claimed event is taken to have died with its process. */
const CLAIM = 60_000

/** Events of one account that one process takes up together. */
const AT_ONCE = 20

/** Keeps the event's id before Stripe is told that we have it. False when it had come before. */
export async function receiveStripeEvent({ livemode: _, ...event }: StripeEvent, now: Date): Promise<boolean> {
  try {
    await (await database()).stripeEvent.create({ data: { ...event, receivedAt: now } })
    return true
  } catch (error) {
    if (isTaken(error)) return false
    throw error
  }
}

export type WaitingEvent = Omit<StripeEvent, 'livemode'>

/**
 * The oldest event that nobody is working on and those that wait beside it for the same account, oldest first, claimed
 * for this process; none when none waits.
 *
 * @param except ids that have to wait longer, though their claim may have ended
 */
export async function claimStripeEvents(
  now: Date,
  { except = [] }: { except?: string[] } = {},
): Promise<WaitingEvent[]> {
  const db = await database()
  const free = {
    processedAt: null,
    AND: { id: { notIn: except } },
    OR: [{ claimedAt: null }, { claimedAt: { lt: new Date(now.getTime() - CLAIM) } }],
  }
  const orderBy = { receivedAt: 'asc' } as const
  for (;;) {
    const oldest = await db.stripeEvent.findFirst({ where: free, orderBy })
    if (!oldest) return []
    const beside = await db.stripeEvent.findMany({
      where: { ...free, accountId: oldest.accountId },
      orderBy,
      take: AT_ONCE,
      select: { id: true },
    })
    const claimed = await db.stripeEvent.updateManyAndReturn({
      where: { ...free, id: { in: beside.map(({ id }) => id) } },
      data: { claimedAt: now },
    })
    if (claimed.length > 0) return claimed.sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())
  }
}

export async function finishStripeEvents(ids: string[], now: Date): Promise<void> {
  await (await database()).stripeEvent.updateMany({ where: { id: { in: ids } }, data: { processedAt: now } })
}

/** When the latest of Stripe's events about the account was worked off, as epoch milliseconds; 0 before the first. */
export async function latestEventAt(access: AccountAccess): Promise<number> {
  const event = await (await database()).stripeEvent.findFirst({
    where: { accountId: access.account.id, processedAt: { not: null } },
    orderBy: { processedAt: 'desc' },
    select: { processedAt: true },
  })
  return event?.processedAt?.getTime() ?? 0
}

/** Gives events back whose time has not come. */
export async function releaseStripeEvents(ids: string[]): Promise<void> {
  await (await database()).stripeEvent.updateMany({ where: { id: { in: ids } }, data: { claimedAt: null } })
}
