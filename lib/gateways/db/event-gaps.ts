import 'server-only'
import { database } from './client'

/** A time in which no instance ran, and how far Stripe's events of that time are caught up with. */
export type EventGap = {
  id: string
  startedAt: Date
  endedAt: Date
  /** Stripe's list of events did not reach back to what was before. */
  lostUntil: Date | null
  /** The account up to which Stripe's lists are read. */
  cursor: string | null
  /** Accounts whose list could not be read, and events that had not been delivered. */
  unread: number
  found: number
  finishedAt: Date | null
}

export async function recordGap(gap: Pick<EventGap, 'startedAt' | 'endedAt' | 'lostUntil'>): Promise<void> {
  await (await database()).eventGap.create({ data: { ...gap, leaseUntil: gap.endedAt } })
}

/** The oldest gap that is not caught up with and that nobody works on, for this process until `until`; or null. */
export async function claimGap(now: Date, until: Date): Promise<EventGap | null> {
  const { eventGap } = await database()
  const free = { finishedAt: null, leaseUntil: { lte: now } }
  const gap = await eventGap.findFirst({ where: free, orderBy: { startedAt: 'asc' } })
  if (!gap) return null
  const { count } = await eventGap.updateMany({ where: { ...free, id: gap.id }, data: { leaseUntil: until } })
  return count === 1 ? gap : null
}

export async function updateGap(
  id: string,
  progress: Partial<Pick<EventGap, 'cursor' | 'unread' | 'found' | 'finishedAt'>> & { leaseUntil: Date },
): Promise<void> {
  await (await database()).eventGap.update({ where: { id }, data: progress })
}

/** The latest gaps, newest first. */
export async function listGaps(limit: number): Promise<EventGap[]> {
  return (await database()).eventGap.findMany({ orderBy: { startedAt: 'desc' }, take: limit })
}
