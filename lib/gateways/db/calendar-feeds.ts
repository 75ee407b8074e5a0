import 'server-only'
import { createHash } from 'node:crypto'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import { database, type Transaction } from './client'

/** The token is 256 random bits, so a plain hash cannot be guessed back. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** Replaces whatever address the account had; only the hash is kept. */
export async function saveCalendarFeed(
  { account }: AccountAccess<'calendar_feed:manage'>,
  token: string,
  now: Date,
): Promise<void> {
  const db = await database()
  await db.$transaction([
    db.calendarFeed.updateMany({ where: { accountId: account.id, revokedAt: null }, data: { revokedAt: now } }),
    db.calendarFeed.create({ data: { accountId: account.id, tokenHash: hashOf(token), createdAt: now } }),
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
  const feed = await (await database()).calendarFeed.findUnique({ where: { tokenHash: hashOf(token) } })
  return feed && !feed.revokedAt ? feed.accountId : null
}

/** Ends the links that this person made and therefore knows; nobody else has seen their addresses. */
export async function revokeCalendarFeedsOf(personId: string, now: Date, tx: Transaction): Promise<void> {
  const made = await tx.auditEntry.findMany({
    where: { actorId: personId, type: 'calendar_feed.created' },
    select: { accountId: true },
  })
  for (const accountId of new Set(made.map((entry) => entry.accountId))) {
    const latest = await tx.auditEntry.findFirst({
      where: { accountId, type: 'calendar_feed.created' },
      orderBy: { id: 'desc' },
      select: { actorId: true },
    })
    if (accountId && latest?.actorId === personId)
      await tx.calendarFeed.updateMany({ where: { accountId, revokedAt: null }, data: { revokedAt: now } })
  }
}
