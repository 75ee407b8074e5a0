import 'server-only'
import { type BalanceSettings, diffBalanceSettings, type FieldChange } from '@/lib/domain/balance-settings'
import type { AccountAccess, SystemAccess } from '@/lib/domain/permissions'
import { hasOpenIntent, NO_ORIGIN, recordEntry } from './audit-log'
import { type Database, database, whenFree } from './client'
import type { Prisma } from './generated/sqlite/client'

/** Longer than any save can take; an intent that is still open after this belongs to a process that died. */
export const OPEN_INTENT = 60_000

type Accounts = Pick<Database, 'connectedAccount'>

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
  const known = await readRecorded(db, id)
  if (known && diffBalanceSettings(known, settings).length === 0) return []
  return whenFree(() =>
    db.$transaction(async (tx) => {
      const { count } = await tx.connectedAccount.updateMany({
        where: { id, OR: [{ settingsRecordedAt: null }, { settingsRecordedAt: { lt: readAt } }] },
        data: { settingsRecordedAt: readAt },
      })
      if (count === 0 || (await hasOpenIntent(access.account, new Date(Date.now() - OPEN_INTENT), tx))) return 'wait'
      const recorded = await readRecorded(tx, id)
      const changes = recorded ? diffBalanceSettings(recorded, settings) : []
      await saveRecorded(tx, id, settings)
      if (changes.length > 0) {
        await recordEntry(
          {
            event: { type: 'balance_settings.changed_outside', changes, stripeEventId },
            actor: { kind: 'outside', name: '' },
            account: access.account,
            origin: NO_ORIGIN,
          },
          tx,
        )
      }
      return changes
    }),
  )
}

/**
 * A change of ours took effect: its fields, as Stripe gives them, are accounted for. Whatever else differs is not, and
 * is found as somebody else's by the next comparison.
 */
export async function recordOwnChange(
  access: AccountAccess | SystemAccess,
  changes: readonly FieldChange[],
  settings: BalanceSettings,
): Promise<void> {
  const { id } = access.account
  const db = await database()
  await whenFree(() =>
    db.$transaction(async (tx) => {
      await tx.connectedAccount.update({ where: { id }, data: { settingsRecordedAt: new Date() } })
      const recorded = await readRecorded(tx, id)
      const ours = Object.fromEntries(changes.map(({ field }) => [field, settings[field]]))
      await saveRecorded(tx, id, recorded ? { ...recorded, ...ours } : settings)
    }),
  )
}

async function readRecorded(db: Accounts, id: string): Promise<BalanceSettings | null> {
  const row = await db.connectedAccount.findUnique({ where: { id }, select: { settingsRecorded: true } })
  return (row?.settingsRecorded ?? null) as BalanceSettings | null
}

async function saveRecorded(db: Accounts, id: string, settings: BalanceSettings): Promise<void> {
  await db.connectedAccount.update({
    where: { id },
    data: { settingsRecorded: settings as unknown as Prisma.InputJsonValue },
  })
}
