import 'server-only'
import type { AccountAccess, PlatformAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import type { Actor, AuditEntry, AuditEventType, AuditOutcome, NewEvent } from '@/lib/domain/audit/audit-entry'
import { subjectOf, topicOfType } from '@/lib/domain/notices/topics'
import { mailSettings } from '@/lib/env'
import { log } from '@/lib/log'
import { indexEntry, indexOutcome } from './audit-index'
import { database, isUnavailable, type Transaction, transaction } from './client'
import type { Prisma } from './generated/sqlite/client'
import { readStoredEvent } from './stored/audit-event'

/** From which request an entry came. */
export type Origin = { requestId: string | null; ipAddress: string | null }

export const NO_ORIGIN: Origin = { requestId: null, ipAddress: null }

type NewEntry = {
  event: NewEvent
  actor: Actor
  account?: Pick<AccountRef, 'id' | 'name'> | null
  reason?: string | null
  origin: Origin
}

/** The transaction of which an entry or an outcome is a part: together with it goes what it is found by, and its notice. */
export type Writer = Pick<Transaction, 'auditEntry' | 'auditOutcome' | 'pendingNotice' | '$executeRaw'>

/** Records what has happened. Nothing in this file updates or deletes: the log only grows. */
export async function recordEntry(entry: NewEntry, db?: Writer): Promise<string> {
  return db ? insertEntry(entry, false, db) : recordTogether(entry)
}

type Waiting = { entry: NewEntry; done: (id: string) => void; failed: (error: unknown) => void }

/** Entries of one transaction. */
const TOGETHER = 20

const waiting: Waiting[] = []
let isWriting = false

/** A commit waits for the disk, so entries that come meanwhile share the next one. */
function recordTogether(entry: NewEntry): Promise<string> {
  const recorded = new Promise<string>((done, failed) => void waiting.push({ entry, done, failed }))
  if (!isWriting) void writeWaiting()
  return recorded
}

async function writeWaiting(): Promise<void> {
  isWriting = true
  for (let some = waiting.splice(0, TOGETHER); some.length > 0; some = waiting.splice(0, TOGETHER)) {
    const error = await writeAll(some)
    if (error === null) continue
    // One that the database can't keep must not take the others with it; what may have been committed is not repeated.
    for (const one of some) {
      const own = some.length === 1 || isUnavailable(error) ? error : await writeAll([one])
      if (own !== null) one.failed(own)
    }
  }
  isWriting = false
}

/** @returns why nothing was written; null where everything was */
async function writeAll(some: readonly Waiting[]): Promise<unknown> {
  try {
    const ids = await transaction(async (tx) => {
      const written: string[] = []
      for (const { entry } of some) written.push(await insertEntry(entry, false, tx))
      return written
    })
    for (const [index, { done }] of some.entries()) done(ids[index] as string)
    return null
  } catch (error) {
    return error ?? new Error('an entry could not be recorded')
  }
}

/** Events that say only that a change was made outside Spillway; the others say what Stripe did. */
const BY_SOMEBODY: readonly AuditEventType[] = ['balance_settings.changed_outside', 'account.disconnected']

/** Records what happened outside Spillway, as far as it is known by whom. */
export async function recordOutside({ account }: { account: AccountRef }, event: NewEvent, db?: Writer): Promise<void> {
  const name = BY_SOMEBODY.includes(event.type) ? '' : 'Stripe'
  await recordEntry({ event, actor: { kind: 'outside', name }, account, origin: NO_ORIGIN }, db)
}

/** Records what a person is about to do, in the transaction that keeps it open until its outcome is known. */
export function recordIntent(
  access: AccountAccess,
  { event, reason, origin }: { event: NewEvent; reason: string | null; origin: Origin },
  db: Writer,
): Promise<string> {
  return insertEntry({ event, actor: actorOf(access), account: access.account, reason, origin }, true, db)
}

async function insertEntry(
  { event, actor, account, reason, origin }: NewEntry,
  isIntent: boolean,
  db: Writer,
): Promise<string> {
  const { type, ...rest } = event
  const { changes, ...details } = 'changes' in rest ? rest : { ...rest, changes: undefined }
  const row = await db.auditEntry.create({
    data: {
      at: new Date(),
      type,
      actorKind: actor.kind,
      actorId: actor.kind === 'person' ? actor.id : null,
      actorName: actor.name,
      actorRole: actor.kind === 'person' ? actor.role : null,
      accountId: account?.id ?? null,
      accountName: account?.name ?? null,
      changes: changes && storable(changes),
      details: storable(details),
      reason: reason ?? null,
      isIntent,
      requestId: origin.requestId,
      ipAddress: origin.ipAddress,
      pendingLeaf: { create: {} },
    },
  })
  await indexEntry(row, db)
  if (!isIntent && subjectOf(event)) await requestNotice(row.id, db)
  return row.id
}

/** People get a notice of what is recorded in this transaction, once; of nothing where no mail server is configured. */
async function requestNotice(entryId: string, db: Writer): Promise<void> {
  if (!mailSettings()) return
  await db.pendingNotice.upsert({ where: { entryId }, create: { entryId, at: new Date() }, update: {} })
}

/** What both databases keep: PostgreSQL’s JSON has neither the NUL character nor half of a surrogate pair. */
const storable = (value: unknown): Prisma.InputJsonValue =>
  JSON.parse(
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'string' ? part.toWellFormed().replaceAll('\0', '\ufffd') : part,
    ),
  )

/** Who acts, in which role; one of the staff who looks at an account as its owner is recorded as staff. */
export const actorOf = ({
  person,
  role,
}: {
  person: { id: string; name: string; view?: { staffRole: string } }
  role: string | null
}): Actor => ({
  kind: 'person',
  id: person.id,
  name: person.name,
  role: person.view?.staffRole ?? role,
})

export type NewOutcome = {
  outcome: Exclude<AuditOutcome, 'pending'>
  stripeRequestId: string | null
  message?: string | null
}

/** Adds what became of an intent. A later outcome (an unknown one that was checked) is kept beside the former. */
export async function addOutcome(
  entryId: string,
  { outcome, stripeRequestId, message }: NewOutcome,
  db: Writer,
): Promise<void> {
  const { entry } = await db.auditOutcome.create({
    data: { entryId, at: new Date(), outcome, stripeRequestId, message: message ?? null, pendingLeaf: { create: {} } },
    select: { entry: { select: { id: true, type: true, accountId: true } } },
  })
  await indexOutcome(entry, outcome, db)
  if (outcome === 'applied' && topicOfType(entry.type)) await requestNotice(entryId, db)
  log().info({ entryId, outcome, stripeRequestId }, 'outcome recorded')
}

export const WITH_OUTCOMES = {
  outcomes: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.AuditEntryInclude

type Row = Prisma.AuditEntryGetPayload<{ include: typeof WITH_OUTCOMES }>

export function toEntry(row: Row): AuditEntry {
  const outcome = row.outcomes.at(-1)
  return {
    id: row.id,
    at: row.at,
    event: readStoredEvent(row.type, row.details, row.changes),
    actor:
      row.actorKind === 'person'
        ? { kind: 'person', id: row.actorId ?? '', name: row.actorName, role: row.actorRole }
        : { kind: row.actorKind, name: row.actorName },
    account: row.accountId ? { id: row.accountId, name: row.accountName ?? row.accountId } : null,
    reason: row.reason,
    outcome: outcome?.outcome ?? (row.isIntent ? 'pending' : null),
    outcomeAt: outcome?.at ?? null,
    outcomeMessage: outcome?.message ?? null,
    stripeRequestId: outcome?.stripeRequestId ?? null,
  }
}

/** One entry of this account, or null. */
export async function findAccountEntry(
  access: AccountAccess | SystemAccess,
  entryId: string,
): Promise<AuditEntry | null> {
  const row = await (await database()).auditEntry.findFirst({
    where: { id: entryId, accountId: access.account.id },
    include: WITH_OUTCOMES,
  })
  return row && toEntry(row)
}

/** An entry with everything that is recorded of it. */
export type WholeEntry = {
  entry: AuditEntry
  origin: Origin
  /** The key under which its write was sent to Stripe; null for an entry that announces none. */
  idempotencyKey: string | null
  /** Its number in the Merkle log; null until it gets one. */
  leaf: number | null
  /** The oldest first. */
  outcomes: { at: Date; outcome: AuditOutcome; stripeRequestId: string | null; message: string | null }[]
}

/** For staff, and null where there is no such entry. */
export async function findWholeEntry(
  _access: PlatformAccess<'audit:read'>,
  entryId: string,
): Promise<WholeEntry | null> {
  const { auditEntry } = await database()
  const row = await auditEntry.findUnique({
    where: { id: entryId },
    include: { ...WITH_OUTCOMES, leaf: { select: { seq: true } } },
  })
  return (
    row && {
      entry: toEntry(row),
      origin: { requestId: row.requestId, ipAddress: row.ipAddress },
      idempotencyKey: row.isIntent ? row.id : null,
      leaf: row.leaf?.seq ?? null,
      outcomes: row.outcomes.map(({ at, outcome, stripeRequestId, message }) => ({
        at,
        outcome,
        stripeRequestId,
        message,
      })),
    }
  )
}
