import 'server-only'
import type { AccountAccess, SettingsWriter } from '@/lib/domain/access/permissions'
import type { AuditEntry, AuditEventType, IntentEvent } from '@/lib/domain/audit/audit-entry'
import { log } from '@/lib/log'
import { addOutcome, type NewOutcome, type Origin, recordIntent, toEntry, WITH_OUTCOMES } from './audit-log'
import { database, isTaken, type Transaction, transaction } from './client'

/** A recorded write to Stripe of which the outcome is not known yet. */
export type OpenIntent = { entry: AuditEntry; accountId: string; leaseUntil: Date }

export type BegunIntent =
  | { kind: 'begun'; entryId: string }
  /** The same confirmation came before; this is its entry. */
  | { kind: 'repeated'; entryId: string }
  /** Another write with this lock is open. */
  | { kind: 'locked' }

/**
 * Records a write before it is sent and takes its lock, in one transaction. When this returns, the intent is on disk: a
 * crash at any later moment leaves an entry that says `pending`. Its id is the write's idempotency key.
 *
 * @param confirmationId made by the browser with the person's click, where the same click must not write twice
 */
export async function beginIntent(
  access: SettingsWriter | AccountAccess<'payouts:create'>,
  intent: { event: IntentEvent; reason: string | null; origin: Origin; lock: string; confirmationId: string | null },
  leaseUntil: Date,
): Promise<BegunIntent> {
  const accountId = access.account.id
  const { lock, confirmationId } = intent
  try {
    const entryId = await transaction(async (tx) => {
      // A process that records a stranger's change of the settings looks for our open writes first: one after the other, or that
      // change would come after a write that replaced it.
      if (intent.event.type === 'balance_settings.update')
        await tx.connectedAccount.updateMany({ where: { id: accountId }, data: { id: accountId } })
      // An entry inserted while it waits for the lock would carry a time before what the earlier write records.
      if (await tx.openIntent.findUnique({ where: { lock }, select: { entryId: true } })) return null
      const entryId = await recordIntent(access, intent, tx)
      await tx.openIntent.create({ data: { entryId, accountId, lock, leaseUntil } })
      if (confirmationId)
        await tx.payoutOrder.create({ data: { id: confirmationId, accountId, entryId, at: new Date() } })
      return entryId
    })
    if (entryId !== null) {
      log().info({ entryId, accountId, requestId: intent.origin.requestId }, 'intent recorded')
      return { kind: 'begun', entryId }
    }
  } catch (error) {
    if (!isTaken(error)) throw error
  }
  const same = confirmationId && (await findConfirmed(confirmationId))
  return same && same.accountId === accountId ? { kind: 'repeated', entryId: same.entryId } : { kind: 'locked' }
}

async function findConfirmed(confirmationId: string) {
  return (await database()).payoutOrder.findUnique({ where: { id: confirmationId } })
}

/** Keeps the lease of an intent that this process works on. False when its outcome has become known. */
export async function renewLease(entryId: string, leaseUntil: Date): Promise<boolean> {
  const { openIntent } = await database()
  return (await openIntent.updateMany({ where: { entryId }, data: { leaseUntil } })).count === 1
}

/** Takes an intent over whose lease has ended. False when somebody else has done so, or its outcome is known. */
export async function claimIntent(entryId: string, now: Date, leaseUntil: Date): Promise<boolean> {
  const { openIntent } = await database()
  const { count } = await openIntent.updateMany({
    where: { entryId, leaseUntil: { lte: now } },
    data: { leaseUntil },
  })
  return count === 1
}

/** Ends the lease of an intent that is still open, with the outcome that this process leaves behind, if any. */
export async function releaseIntent(entryId: string, now: Date, outcome?: NewOutcome): Promise<void> {
  await transaction(async (tx) => {
    const { count } = await tx.openIntent.updateMany({ where: { entryId }, data: { leaseUntil: now } })
    if (count === 1 && outcome) await addOutcome(entryId, outcome, tx)
  })
}

/**
 * Records the outcome of an open intent and gives its lock back. False when somebody else had recorded one: it stays.
 *
 * @param keep what else changes in the same transaction
 */
export async function closeIntent(
  entryId: string,
  outcome: NewOutcome,
  keep?: (tx: Transaction) => Promise<void>,
): Promise<boolean> {
  return transaction(async (tx) => {
    const { count } = await tx.openIntent.deleteMany({ where: { entryId } })
    if (count === 0) return false
    await addOutcome(entryId, outcome, tx)
    await keep?.(tx)
    return true
  })
}

/**
 * Records proof that an intent took effect, also where another outcome had been recorded. False when it was recorded as
 * applied before.
 *
 * @param keep what else changes in the same transaction; it gets whether no outcome had closed the intent before
 */
export async function confirmIntent(
  { entryId, accountId }: { entryId: string; accountId: string },
  outcome: NewOutcome & { outcome: 'applied' },
  keep?: (tx: Transaction, isFirst: boolean) => Promise<void>,
): Promise<boolean> {
  if (await closeIntent(entryId, outcome, async (tx) => keep?.(tx, true))) return true
  try {
    return await transaction(async (tx) => {
      // Opened again until the end of this transaction, so that of all who bring the proof at once, one records it.
      await tx.openIntent.create({ data: { entryId, accountId, lock: entryId, leaseUntil: new Date() } })
      const known = await tx.auditOutcome.count({ where: { entryId, outcome: 'applied' } })
      if (known === 0) {
        await addOutcome(entryId, outcome, tx)
        await keep?.(tx, false)
      }
      await tx.openIntent.delete({ where: { entryId } })
      return known === 0
    })
  } catch (error) {
    if (isTaken(error)) return false
    throw error
  }
}

/** Writes of one type to one account whose outcome is not known, oldest first. */
export async function listOpenIntents(
  accountId: string,
  type: AuditEventType,
  db?: Transaction,
): Promise<OpenIntent[]> {
  const rows = await (db ?? (await database())).openIntent.findMany({
    where: { accountId },
    include: { entry: { include: WITH_OUTCOMES } },
    orderBy: { entryId: 'asc' },
  })
  // Compared here: an account has few of them, and a database might start from all entries of the type.
  return rows
    .filter(({ entry }) => entry.type === type)
    .map(({ entry, ...intent }) => ({ ...intent, entry: toEntry(entry) }))
}

/** Intents of all accounts whose lease has ended; those that were left alone longest come first. */
export async function listUnattendedIntents(now: Date, limit: number): Promise<OpenIntent[]> {
  const rows = await (await database()).openIntent.findMany({
    where: { leaseUntil: { lte: now } },
    include: { entry: { include: WITH_OUTCOMES } },
    orderBy: [{ leaseUntil: 'asc' }, { entryId: 'asc' }],
    take: limit,
  })
  return rows.map(({ entry, ...intent }) => ({ ...intent, entry: toEntry(entry) }))
}

/** When the first lease ends of those that last longer than until `since`, of other intents than `except`; or null. */
export async function nextLeaseEnd(since: Date, except: readonly string[]): Promise<Date | null> {
  const { openIntent } = await database()
  const { _min } = await openIntent.aggregate({
    where: { leaseUntil: { gt: since }, entryId: { notIn: [...except] } },
    _min: { leaseUntil: true },
  })
  return _min.leaseUntil
}

/** How many writes have an outcome that is not known. */
export async function countOpenIntents(): Promise<number> {
  return (await database()).openIntent.count()
}

/** The time of the oldest write whose outcome is not known; null when all are. */
export async function oldestOpenIntent(): Promise<Date | null> {
  const { openIntent, auditEntry } = await database()
  const oldest = await openIntent.findFirst({ orderBy: { entryId: 'asc' }, select: { entryId: true } })
  if (!oldest) return null
  return (await auditEntry.findUnique({ where: { id: oldest.entryId }, select: { at: true } }))?.at ?? null
}

/** Both. Mostly every outcome is known, and then nothing is counted. */
export async function readOpenIntents(): Promise<{ open: number; oldest: Date | null }> {
  const oldest = await oldestOpenIntent()
  return { oldest, open: oldest ? await countOpenIntents() : 0 }
}

/** Whether a process is working on the intent of this entry at this moment. */
export async function isHeld(entryId: string): Promise<boolean> {
  const { openIntent } = await database()
  return (await openIntent.count({ where: { entryId, leaseUntil: { gt: new Date() } } })) === 1
}

/** The open intent of this entry, or null. */
export async function findOpenIntent(entryId: string): Promise<OpenIntent | null> {
  const row = await (await database()).openIntent.findUnique({
    where: { entryId },
    include: { entry: { include: WITH_OUTCOMES } },
  })
  return row && { accountId: row.accountId, leaseUntil: row.leaseUntil, entry: toEntry(row.entry) }
}
