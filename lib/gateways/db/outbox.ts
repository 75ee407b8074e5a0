import 'server-only'
import { randomUUID } from 'node:crypto'
import { type Person, type Role, STAFF_ROLES } from '@/lib/domain/access/permissions'
import type { AuditEntry } from '@/lib/domain/audit/audit-entry'
import { staffWhoGet, type Topic } from '@/lib/domain/notices/topics'
import { toEntry, WITH_OUTCOMES } from './audit-log'
import { database, type Transaction, transaction } from './client'
import { readStoredSettings } from './stored/settings'
import { hashOfToken } from './token-hash'

/** Of whom a message is to somebody who gets a link: the address is the link's, because they may be nobody yet. */
export const NOBODY = ''

/** A message that waits, as its sender needs it. */
export type QueuedMail = { id: string; personId: string; entryId: string; attempts: number; createdAt: Date }

/** Entries that people get a notice of and that no message is queued for yet, the oldest first. */
export async function listPendingNotices(limit: number): Promise<string[]> {
  const rows = await (await database()).pendingNotice.findMany({ orderBy: { at: 'asc' }, take: limit })
  return rows.map(({ entryId }) => entryId)
}

/** An entry and the zone of its account. */
export async function findNoticedEntry(entryId: string): Promise<{ entry: AuditEntry; zone: string } | null> {
  const db = await database()
  const row = await db.auditEntry.findUnique({ where: { id: entryId }, include: WITH_OUTCOMES })
  if (!row) return null
  const account =
    row.accountId === null
      ? null
      : await db.connectedAccount.findUnique({ where: { id: row.accountId }, select: { settings: true } })
  return { entry: toEntry(row), zone: readStoredSettings(account?.settings)?.settings.startOfDay?.zone ?? 'Etc/UTC' }
}

/** Someone who may get a notice, in one of their roles. `choice` is null where they chose nothing about the topic. */
export type Recipient = { person: Pick<Person, 'id' | 'email'>; role: Role; choice: boolean | null }

/** The people of an account, and staff who may have asked for the topic; one person twice in two roles. */
export async function listRecipients(accountId: string | null, topic: Topic, personId?: string): Promise<Recipient[]> {
  const db = await database()
  const select = { id: true, email: true, staffRole: true, notices: { where: { topic } } } as const
  const only = personId === undefined ? {} : { id: personId }
  const [members, staff] = await Promise.all([
    accountId === null
      ? []
      : db.membership.findMany({
          where: { accountId, disabledAt: null, person: { ...only, disabledAt: null } },
          select: { role: true, person: { select } },
        }),
    db.person.findMany({
      where: {
        ...only,
        disabledAt: null,
        staffRole: { in: [...STAFF_ROLES] },
        OR: [{ notices: { some: { topic, isOn: true } } }, { staffRole: { in: staffWhoGet(topic) } }],
      },
      select,
    }),
  ])
  return [
    ...members.map(({ role, person }) => ({ person, role })),
    ...staff.flatMap((person) => (person.staffRole ? [{ person, role: person.staffRole }] : [])),
  ].map(({ person: { id, email, notices }, role }) => ({
    person: { id, email },
    role,
    choice: notices[0]?.isOn ?? null,
  }))
}

/** The person whom an entry is about; null where they are gone or disabled. */
export async function findConcerned(
  who: { id: string } | { email: string },
): Promise<{ id: string; email: string; isStaff: boolean } | null> {
  const { person } = await database()
  const row = await person.findUnique({ where: who })
  return row && !row.disabledAt ? { id: row.id, email: row.email, isStaff: row.staffRole !== null } : null
}

/** Milliseconds that a message waits after another one to the same person, so that what follows comes with it. */
const TOGETHER = 60_000

/** Queues a message to each of these people, once: a second process finds the entry no longer pending. */
export async function queueNotices(
  entryId: string,
  personIds: readonly string[],
  { now, tokenOf }: { now: Date; tokenOf: (mailId: string) => string },
): Promise<void> {
  await transaction(async (tx) => {
    const { count } = await tx.pendingNotice.deleteMany({ where: { entryId } })
    if (count === 0 || personIds.length === 0) return
    const since = new Date(now.getTime() - TOGETHER)
    const later = new Set<string>()
    for (const personId of personIds)
      if (await tx.mail.findFirst({ where: { personId, createdAt: { gt: since } }, select: { id: true } }))
        later.add(personId)
    await tx.mail.createMany({
      data: personIds.map((personId) => {
        const id = randomUUID()
        const dueAt = later.has(personId) ? new Date(now.getTime() + TOGETHER) : now
        return { id, personId, entryId, tokenHash: hashOfToken(tokenOf(id)), createdAt: now, dueAt }
      }),
    })
  })
}

/** Queues the message with a link by which somebody sets a password, in the transaction that makes the link. */
export async function queueLinkMail(
  { id, entryId, token, now }: { id: string; entryId: string; token: string; now: Date },
  tx: Transaction,
): Promise<void> {
  const tokenHash = hashOfToken(token)
  await tx.mail.create({ data: { id, personId: NOBODY, entryId, tokenHash, createdAt: now, dueAt: now } })
}

/** Messages of one person that are sent as one. */
const MOST_TOGETHER = 100

/**
 * Takes the message that is due first until the lease ends, so that no other process sends it meanwhile, and with it the
 * others of the same person that wait. None where nothing is due.
 */
export async function claimMails(now: Date, leaseUntil: Date): Promise<QueuedMail[]> {
  const { mail } = await database()
  const claim = async (row: QueuedMail & { dueAt: Date }): Promise<QueuedMail[]> => {
    const { count } = await mail.updateMany({
      where: { id: row.id, state: 'waiting', dueAt: row.dueAt },
      data: { dueAt: leaseUntil, attempts: { increment: 1 } },
    })
    const { id, personId, entryId, attempts, createdAt } = row
    return count === 1 ? [{ id, personId, entryId, attempts: attempts + 1, createdAt }] : []
  }
  for (;;) {
    const row = await mail.findFirst({
      where: { state: 'waiting', dueAt: { lte: now } },
      orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    })
    if (!row) return []
    const claimed = await claim(row)
    if (claimed.length === 0) continue
    const others = await mail.findMany({
      where: {
        personId: row.personId,
        state: 'waiting',
        id: { not: row.id },
        OR: [{ dueAt: { lte: now } }, { attempts: 0 }],
      },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: row.personId === NOBODY ? 0 : MOST_TOGETHER - 1,
    })
    for (const other of others) claimed.push(...(await claim(other)))
    return claimed
  }
}

/** What became of claimed messages. One of which the lease was lost keeps what the other process made of it. */
export async function finishMails(
  ids: readonly string[],
  end: { state: 'sent' | 'failed' | 'dropped'; at: Date; failure?: string } | { dueAt: Date; failure: string },
): Promise<void> {
  await (await database()).mail.updateMany({
    where: { id: { in: [...ids] }, state: 'waiting' },
    data:
      'state' in end
        ? { state: end.state, endedAt: end.at, failure: end.failure ?? null }
        : { dueAt: end.dueAt, failure: end.failure },
  })
}

/** The notice that a link was in, which was queued since then; null for a link that is unknown or older. */
export async function findMailByLink(
  token: string,
  since: Date,
): Promise<{ personId: string; entryId: string; disputedAt: Date | null } | null> {
  const row = await (await database()).mail.findUnique({ where: { tokenHash: hashOfToken(token) } })
  if (!row || row.createdAt < since) return null
  const { personId, entryId, disputedAt } = row
  return { personId, entryId, disputedAt }
}

/** Uses the link of a notice up. False where it was used before, or is older. */
export async function takeMailLink(token: string, since: Date, now: Date, tx: Transaction): Promise<boolean> {
  const { count } = await tx.mail.updateMany({
    where: { tokenHash: hashOfToken(token), disputedAt: null, createdAt: { gte: since } },
    data: { disputedAt: now },
  })
  return count === 1
}

/** A message counts from the entry on, before it is known whom it goes to. */
export async function countWaitingMails(): Promise<number> {
  const { mail, pendingNotice } = await database()
  return (await mail.count({ where: { state: 'waiting' } })) + (await pendingNotice.count())
}

export async function oldestWaitingMail(): Promise<Date | null> {
  const { mail, pendingNotice } = await database()
  const [queued, pending] = await Promise.all([
    mail.findFirst({ where: { state: 'waiting' }, orderBy: { createdAt: 'asc' }, select: { createdAt: true } }),
    pendingNotice.findFirst({ orderBy: { at: 'asc' }, select: { at: true } }),
  ])
  const times = [queued?.createdAt, pending?.at].filter((at) => at !== undefined)
  return times.length > 0 ? new Date(Math.min(...times.map(Number))) : null
}

/** Those that the mail server refused for good, until they are removed. */
export async function countFailedMails(): Promise<number> {
  return (await database()).mail.count({ where: { state: 'failed' } })
}

/** How the outbox is doing. `failed` are the latest messages that the mail server refused for good. */
export type OutboxStatus = {
  waiting: number
  oldest: Date | null
  failedCount: number
  failed: { id: string; at: Date; failure: string }[]
}

/** Nothing is counted that the rows tell already. */
export async function readOutbox(limit: number): Promise<OutboxStatus> {
  const { mail } = await database()
  const [oldest, failed] = await Promise.all([
    oldestWaitingMail(),
    mail.findMany({ where: { state: 'failed' }, orderBy: { createdAt: 'desc' }, take: limit }),
  ])
  return {
    waiting: oldest ? await countWaitingMails() : 0,
    oldest,
    failedCount: failed.length < limit ? failed.length : await countFailedMails(),
    failed: failed.map(({ id, endedAt, createdAt, failure }) => ({
      id,
      at: endedAt ?? createdAt,
      failure: failure ?? '',
    })),
  }
}

/** Removes messages that have ended and were queued before this time. How many, at most the limit of each end. */
export async function pruneMails(before: Date, limit: number): Promise<number> {
  const { mail } = await database()
  let pruned = 0
  for (const state of ['sent', 'failed', 'dropped']) {
    const where = { state, createdAt: { lt: before } }
    const old = await mail.findMany({ where, orderBy: { createdAt: 'asc' }, take: limit, select: { id: true } })
    pruned += (await mail.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } })).count
  }
  return pruned
}
