import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { AuditEntry } from '@/lib/domain/audit/audit-entry'
import { type BalanceSettings, diffBalanceSettings, type FieldChange } from '@/lib/domain/settings/balance-settings'
import { accountForOwnChange, isInForce } from '@/lib/domain/settings/own-changes'
import { listUnresolvedIntents, NO_ORIGIN, recordEntry } from './audit-log'
import { type Database, database, whenFree } from './client'
import type { Prisma } from './generated/sqlite/client'

/** Longer than any save can take; an intent that is still open after this belongs to a process that died. */
export const OPEN_INTENT = 60_000

type Access = AccountAccess | SystemAccess
type Db = Pick<Database, 'connectedAccount' | 'auditEntry' | 'auditOutcome'>

/**
 * Compares what Stripe says with what the audit log accounts for, and records the difference as a change made outside
 * Spillway, once. While a save of ours is under way nobody can tell its effect from a stranger's, and a reading that
 * began before the latest record may show what is no longer so: the answer is then `wait`, and Stripe has to be read anew.
 *
 * @param readAt a moment before Stripe was asked
 */
export async function recordOutsideChange(
  access: SystemAccess,
  settings: BalanceSettings,
  { readAt, stripeEventId }: { readAt: Date; stripeEventId: string | null },
): Promise<FieldChange[] | 'wait'> {
  const { id } = access.account
  const db = await database()
  const isLatest = { id, OR: [{ settingsRecordedAt: null }, { settingsRecordedAt: { lt: readAt } }] }
  const data = { settingsRecordedAt: readAt }
  const known = await readRecorded(db, id)
  if (known && diffBalanceSettings(known, settings).length === 0) {
    await db.connectedAccount.updateMany({ where: isLatest, data })
    return []
  }
  return whenFree(() =>
    db.$transaction(async (tx) => {
      const { count } = await tx.connectedAccount.updateMany({ where: isLatest, data })
      if (count === 0) return 'wait'
      const intents = await listUnresolvedIntents(access, 'balance_settings.update', new Date(), tx)
      if (intents.some(({ at }) => Date.now() - at.getTime() < OPEN_INTENT)) return 'wait'
      const recorded = await readRecorded(tx, id)
      const changes = recorded ? findOutsideChanges(recorded, settings, intents) : []
      await saveRecorded(tx, id, settings)
      await recordOutside(tx, access, { changes, stripeEventId })
      return changes
    }),
  )
}

/** What became of the intents is not on record yet; what they announced and is in force is nobody else's doing. */
function findOutsideChanges(
  recorded: BalanceSettings,
  settings: BalanceSettings,
  intents: AuditEntry[],
): FieldChange[] {
  const missed: FieldChange[] = []
  let accounted = recorded
  for (const { event } of intents) {
    if (event.type !== 'balance_settings.update' || !isInForce(event.changes, settings)) continue
    const ours = accountForOwnChange(accounted, event.changes, { isLater: false })
    missed.push(...ours.missed)
    accounted = ours.recorded
  }
  return [...missed, ...diffBalanceSettings(accounted, settings)]
}

/**
 * A change of ours took effect: it is accounted for, and nothing else. Whatever else differs is found as somebody
 * else's by the next comparison.
 *
 * @param sentAt a moment before the change was sent
 * @param answer what Stripe answered to the write itself; left out where its effect was found out later
 */
export async function recordOwnChange(
  access: Access,
  changes: readonly FieldChange[],
  { sentAt, answer }: { sentAt: Date; answer?: BalanceSettings },
): Promise<void> {
  const { id } = access.account
  const db = await database()
  await whenFree(() =>
    db.$transaction(async (tx) => {
      // Written before anything is read: it makes those who record something of this account wait for each other.
      const data = { settingsRecordedAt: new Date() }
      const { count } = await tx.connectedAccount.updateMany({
        where: { id, OR: [{ settingsRecordedAt: null }, { settingsRecordedAt: { lte: sentAt } }] },
        data,
      })
      if (count === 0) await tx.connectedAccount.update({ where: { id }, data })
      const recorded = await readRecorded(tx, id)
      if (!recorded) {
        if (answer) await saveRecorded(tx, id, answer)
        return
      }
      const ours = accountForOwnChange(recorded, changes, { ...(answer && { answer }), isLater: count === 0 })
      await saveRecorded(tx, id, ours.recorded)
      await recordOutside(tx, access, { changes: ours.missed, stripeEventId: null })
    }),
  )
}

async function recordOutside(
  db: Db,
  { account }: Access,
  { changes, stripeEventId }: { changes: FieldChange[]; stripeEventId: string | null },
): Promise<void> {
  if (changes.length === 0) return
  await recordEntry(
    {
      event: { type: 'balance_settings.changed_outside', changes, stripeEventId },
      actor: { kind: 'outside', name: '' },
      account,
      origin: NO_ORIGIN,
    },
    db,
  )
}

async function readRecorded(db: Db, id: string): Promise<BalanceSettings | null> {
  const row = await db.connectedAccount.findUnique({ where: { id }, select: { settingsRecorded: true } })
  return (row?.settingsRecorded ?? null) as BalanceSettings | null
}

async function saveRecorded(db: Db, id: string, settings: BalanceSettings): Promise<void> {
  await db.connectedAccount.update({
    where: { id },
    data: { settingsRecorded: settings as unknown as Prisma.InputJsonValue },
  })
}
