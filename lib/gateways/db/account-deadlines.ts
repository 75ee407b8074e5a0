import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import { text } from '@/lib/domain/foreign'
import { database } from './client'

/** An account of which something is currently due, and by when. */
export type AccountDeadline = { id: string; name: string; at: Date }

/** The connected accounts whose deadline is in this time, the next first. */
export async function listDeadlines(
  _access: PlatformAccess<'accounts:list'>,
  { from, until }: { from: Date; until: Date },
  limit: number,
): Promise<AccountDeadline[]> {
  const rows = await (await database()).connectedAccount.findMany({
    where: { goneAt: null, requirementsDeadline: { gte: from, lt: until } },
    select: { id: true, name: true, requirementsDeadline: true },
    // PostgreSQL would sort if the index's first column were left out, although it is the same for all.
    orderBy: [{ goneAt: 'asc' }, { requirementsDeadline: 'asc' }],
    take: limit,
  })
  return rows.flatMap(({ id, name, requirementsDeadline: at }) => (at ? [{ id, name: text(name) ?? id, at }] : []))
}
