import 'server-only'
import { type AccountAccess, type Person, roleOn } from '@/lib/domain/access/permissions'
import { database, type Transaction } from './client'
import { hashOfToken } from './token-hash'

/** Replaces whatever address the account had; only the hash is kept. */
export async function saveCalendarFeed(
  { account }: AccountAccess<'calendar_feed:manage'>,
  token: string,
  now: Date,
): Promise<void> {
  const db = await database()
  await db.$transaction([
    db.calendarFeed.updateMany({ where: { accountId: account.id, revokedAt: null }, data: { revokedAt: now } }),
    db.calendarFeed.create({ data: { accountId: account.id, tokenHash: hashOfToken(token), createdAt: now } }),
  ])
}

/** False when there was none. */
export async function revokeCalendarFeed(
  { account }: AccountAccess<'calendar_feed:manage'>,
  now: Date,
): Promise<boolean> {
  const { count } = await (await database()).calendarFeed.updateMany({
    where: { accountId: account.id, revokedAt: null },
    data: { revokedAt: now },
  })
  return count > 0
}

export async function hasCalendarFeed({ account }: AccountAccess): Promise<boolean> {
  return (await (await database()).calendarFeed.count({ where: { accountId: account.id, revokedAt: null } })) > 0
}

/** The account whose calendar a token opens; null for an unknown or revoked one. */
export async function findFeedAccountId(token: string): Promise<string | null> {
  const feed = await (await database()).calendarFeed.findUnique({ where: { tokenHash: hashOfToken(token) } })
  return feed && !feed.revokedAt ? feed.accountId : null
}

/** Ends the links that this person made, and therefore knows, of accounts that they don't reach any more. */
export async function revokeCalendarFeedsOf(person: Person, now: Date, tx: Transaction): Promise<void> {
  const made = await tx.auditEntry.findMany({
    where: { actorId: person.id, type: 'calendar_feed.created' },
    select: { accountId: true },
  })
  for (const accountId of new Set(made.map((entry) => entry.accountId))) {
    if (!accountId || roleOn(person, accountId)) continue
    const latest = await tx.auditEntry.findFirst({
      where: { accountId, type: 'calendar_feed.created' },
      orderBy: { id: 'desc' },
      select: { actorId: true },
    })
    if (latest?.actorId === person.id)
      await tx.calendarFeed.updateMany({ where: { accountId, revokedAt: null }, data: { revokedAt: now } })
  }
}
