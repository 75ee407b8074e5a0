import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { StripeEvent } from '@/lib/domain/stripe/stripe-event'
import { database, isTaken, isUnavailable } from './client'

/** Events of one account that one process takes up together. */
const AT_ONCE = 100

/** Milliseconds that an event waits for others, so that the disk is waited for once for all of them. */
const GATHERING = 20

type Row = Omit<StripeEvent, 'livemode'> & { receivedAt: Date }
type Arrival = { row: Row; resolve: (isNew: boolean) => void; reject: (error: unknown) => void }
let arrivals: Arrival[] = []

/** Resolves when the event is on disk, before Stripe gets our acknowledgment. False when it had come before. */
export function receiveStripeEvent({ livemode: _, ...event }: StripeEvent, now: Date): Promise<boolean> {
  return new Promise((resolve, reject) => {
    arrivals.push({ row: { ...event, receivedAt: now }, resolve, reject })
    if (arrivals.length === 1) setTimeout(keepArrivals, GATHERING)
  })
}

async function keepArrivals(): Promise<void> {
  const gathered = arrivals
  arrivals = []
  try {
    await (await database()).stripeEvent.createMany({ data: gathered.map(({ row }) => row) })
    for (const { resolve } of gathered) resolve(true)
  } catch (error) {
    if (isUnavailable(error)) {
      for (const { reject } of gathered) reject(error)
      return
    }
    // One that has come before, or can't be kept, must not decide about the others.
    for (const { row, resolve, reject } of gathered) await keepAlone(row).then(resolve, reject)
  }
}

async function keepAlone(row: Row): Promise<boolean> {
  try {
    await (await database()).stripeEvent.create({ data: row })
    return true
  } catch (error) {
    if (isTaken(error)) return false
    throw error
  }
}

export type WaitingEvent = Omit<StripeEvent, 'livemode'> & { attempts: number; receivedAt: Date }

const dueBy = (now: Date) => ({ processedAt: null, OR: [{ dueAt: null }, { dueAt: { lte: now } }] })

/**
 * The oldest event that is due and those of the same account that are due beside it, oldest first. They are this
 * process's until `until`, and after that anyone's; none when none is due.
 */
export async function claimStripeEvents(now: Date, until: Date): Promise<WaitingEvent[]> {
  const { stripeEvent } = await database()
  const orderBy = { receivedAt: 'asc' } as const
  for (;;) {
    const oldest = await stripeEvent.findFirst({ where: dueBy(now), orderBy })
    if (!oldest) return []
    const beside = await stripeEvent.findMany({
      where: { ...dueBy(now), accountId: oldest.accountId },
      orderBy,
      take: AT_ONCE,
      select: { id: true },
    })
    const claimed = await stripeEvent.updateManyAndReturn({
      where: { ...dueBy(now), id: { in: beside.map(({ id }) => id) } },
      data: { dueAt: until },
    })
    if (claimed.length > 0) return claimed.sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())
  }
}

/** Keeps claimed events for this process while it works on them, or gives them back at once with the present time. */
export async function holdStripeEvents(ids: readonly string[], until: Date): Promise<void> {
  const { stripeEvent } = await database()
  await stripeEvent.updateMany({ where: { id: { in: [...ids] }, processedAt: null }, data: { dueAt: until } })
}

/** Puts an event off that could not be processed now. */
export async function postponeStripeEvent(id: string, until: Date): Promise<void> {
  const { stripeEvent } = await database()
  await stripeEvent.updateMany({ where: { id }, data: { dueAt: until, attempts: { increment: 1 } } })
}

export async function finishStripeEvents(ids: readonly string[], now: Date): Promise<void> {
  await (await database()).stripeEvent.updateMany({ where: { id: { in: [...ids] } }, data: { processedAt: now } })
}

/** When the next waiting event is due, which may be in the past; null when none waits. */
export async function nextDueEvent(): Promise<Date | null> {
  const { stripeEvent } = await database()
  const fresh = await stripeEvent.findFirst({ where: { processedAt: null, dueAt: null }, select: { receivedAt: true } })
  if (fresh) return fresh.receivedAt
  const { _min } = await stripeEvent.aggregate({ where: { processedAt: null }, _min: { dueAt: true } })
  return _min.dueAt
}

/** How many events wait, and when the oldest was received. Mostly none does, and then nothing is counted. */
export async function readWaitingEvents(): Promise<{ waiting: number; oldest: Date | null }> {
  const { stripeEvent } = await database()
  const oldest = await oldestWaitingEvent()
  return { oldest, waiting: oldest ? await stripeEvent.count({ where: { processedAt: null } }) : 0 }
}

/** When the oldest event that waits was received; null when none waits. */
export async function oldestWaitingEvent(): Promise<Date | null> {
  const { stripeEvent } = await database()
  const { _min } = await stripeEvent.aggregate({ where: { processedAt: null }, _min: { receivedAt: true } })
  return _min.receivedAt
}

/** Removes up to `limit` events that were processed before then. */
export async function pruneStripeEvents(before: Date, limit: number): Promise<number> {
  const { stripeEvent } = await database()
  const old = await stripeEvent.findMany({
    where: { processedAt: { lt: before } },
    orderBy: { processedAt: 'asc' },
    take: limit,
    select: { id: true },
  })
  return (await stripeEvent.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } })).count
}

/** When the latest of Stripe's events about the account was processed, as epoch milliseconds; 0 before the first. */
export async function latestEventAt(access: AccountAccess): Promise<number> {
  const event = await (await database()).stripeEvent.findFirst({
    where: { accountId: access.account.id, processedAt: { not: null } },
    orderBy: { processedAt: 'desc' },
    select: { processedAt: true },
  })
  return event?.processedAt?.getTime() ?? 0
}
