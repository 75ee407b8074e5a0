import 'server-only'
import type { Person, PlatformAccess } from '@/lib/domain/access/permissions'
import { database, type Transaction } from './client'

export type OpenSession = {
  id: string
  startedAt: Date
  /** When it was last used, to within some minutes. */
  seenAt: Date
  expiresAt: Date
  ipAddress: string | null
  userAgent: string | null
}

/** The sessions that somebody has open, the newest first, of at most the limit. */
export const listSessions = (
  _access: PlatformAccess<'people:manage'>,
  personId: string,
  now: Date,
  limit: number,
): Promise<OpenSession[]> => readSessions(personId, now, limit)

/** The person's own. */
export const listOwnSessions = ({ id }: Person, now: Date, limit: number): Promise<OpenSession[]> =>
  readSessions(id, now, limit)

async function readSessions(personId: string, now: Date, limit: number): Promise<OpenSession[]> {
  const rows = await (await database()).authSession.findMany({
    where: { userId: personId, expiresAt: { gt: now } },
    orderBy: { createdAt: 'desc' },
    take: limit,
  })
  return rows.map(({ id, createdAt, seenAt, expiresAt, ipAddress, userAgent }) => ({
    ...{ id, expiresAt, ipAddress, userAgent },
    startedAt: createdAt,
    seenAt: seenAt ?? createdAt,
  }))
}

/** Signs the person out everywhere, from the next request on, but in the session that is kept. How many sessions ended. */
export async function endSessions(personId: string, tx: Transaction, kept: string | null = null): Promise<number> {
  const { count } = await tx.authSession.deleteMany({ where: { userId: personId, ...(kept && { id: { not: kept } }) } })
  return count
}

/** Ends one session of this person. False where it has ended already, or is somebody else's. */
export async function endSession(personId: string, sessionId: string, tx: Transaction): Promise<boolean> {
  const { count } = await tx.authSession.deleteMany({ where: { id: sessionId, userId: personId } })
  return count > 0
}

/** In this session the person has just proven who they are. */
export async function saveVerified(sessionId: string, now: Date, tx?: Transaction): Promise<void> {
  await (tx ?? (await database())).authSession.updateMany({ where: { id: sessionId }, data: { verifiedAt: now } })
}

export async function saveSeen(sessionId: string, now: Date): Promise<void> {
  await (await database()).authSession.updateMany({ where: { id: sessionId }, data: { seenAt: now } })
}
