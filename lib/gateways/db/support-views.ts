import 'server-only'
import type { AccountAccess, StaffRole, SupportView } from '@/lib/domain/access/permissions'
import { database, type Transaction } from './client'

/** A view as it is kept, also after its end. */
export type StoredView = SupportView & {
  personId: string
  personName: string
  startedAt: Date
  endedAt: Date | null
}

/** Begins a view in a session, in place of another one that it may have. */
export async function saveView(view: Omit<StoredView, 'endedAt'>, sessionId: string, tx: Transaction): Promise<void> {
  await tx.supportView.create({ data: view })
  await tx.authSession.updateMany({ where: { id: sessionId }, data: { viewId: view.id } })
}

/** Null once its end is recorded. */
export async function findOpenView(id: string): Promise<StoredView | null> {
  return (await database()).supportView.findFirst({ where: { id, endedAt: null } })
}

/** Ends a view, and returns it; null where it has ended before. */
export async function takeView(id: string, endedAt: Date, tx: Transaction): Promise<StoredView | null> {
  const { count } = await tx.supportView.updateMany({ where: { id, endedAt: null }, data: { endedAt } })
  await tx.authSession.updateMany({ where: { viewId: id }, data: { viewId: null } })
  return count === 1 ? tx.supportView.findUnique({ where: { id } }) : null
}

/** Views whose time is over and whose end isn't recorded. */
export async function listOverdueViews(now: Date, limit: number): Promise<string[]> {
  const rows = await (await database()).supportView.findMany({
    where: { endedAt: null, until: { lte: now } },
    select: { id: true },
    take: limit,
  })
  return rows.map(({ id }) => id)
}

export type PastView = { id: string; staffRole: StaffRole; startedAt: Date; until: Date; endedAt: Date | null }

/** Of an account, the latest first. */
export async function listViews({ account }: AccountAccess, limit: number): Promise<PastView[]> {
  return (await database()).supportView.findMany({
    where: { accountId: account.id },
    select: { id: true, staffRole: true, startedAt: true, until: true, endedAt: true },
    orderBy: { startedAt: 'desc' },
    take: limit,
  })
}
