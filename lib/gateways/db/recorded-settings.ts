import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { AuditEntry } from '@/lib/domain/audit/audit-entry'
import type { BalanceSettings, FieldChange } from '@/lib/domain/settings/balance-settings'
import { listUnresolvedIntents, recordOutside } from './audit-log'
import { database, type Transaction, transaction } from './client'
import type { Prisma } from './generated/sqlite/client'

type Access = AccountAccess | SystemAccess

/** What is now recorded, and what turned out to have been changed outside Spillway. */
export type SettingsDecision = { settings: BalanceSettings; outside: FieldChange[] }

/** The settings that the audit log accounts for; null before the first reading. */
export async function readRecordedSettings(access: Access): Promise<BalanceSettings | null> {
  return readRow(await database(), access.account.id)
}

/** Notes that a reading showed the recorded settings; of two readings, the later one counts. */
export async function confirmRecordedSettings(access: Access, readAt: Date): Promise<void> {
  const { connectedAccount } = await database()
  await connectedAccount.updateMany({
    where: recordedBefore(access, readAt),
    data: { settingsRecordedAt: readAt },
  })
}

/**
 * Replaces the recorded settings as `decide` says, in one transaction with the entry of what was changed outside. False
 * when nothing was replaced: `decide` answered null, or the record is newer than the reading.
 *
 * @param decide gets the recorded settings, null before the first reading, and our saves that are not resolved
 */
export async function replaceRecordedSettings(
  access: SystemAccess,
  { readAt, stripeEventId }: { readAt: Date; stripeEventId: string | null },
  decide: (recorded: BalanceSettings | null, unresolved: AuditEntry[]) => SettingsDecision | null,
): Promise<boolean> {
  return transaction(async (tx) => {
    const { count } = await tx.connectedAccount.updateMany({
      where: recordedBefore(access, readAt),
      data: { settingsRecordedAt: readAt },
    })
    if (count === 0) return false
    const unresolved = await listUnresolvedIntents(access, 'balance_settings.update', new Date(), tx)
    const decision = decide(await readRow(tx, access.account.id), unresolved)
    if (decision) await writeRow(tx, access, decision, stripeEventId)
    return decision !== null
  })
}

/**
 * Records the effect of a write of ours as `decide` says, whatever was recorded since.
 *
 * @param decide gets the recorded settings, null before the first reading, and whether they are newer than `sentAt`
 */
export async function addToRecordedSettings(
  access: Access,
  sentAt: Date,
  decide: (recorded: BalanceSettings | null, isLater: boolean) => SettingsDecision | null,
): Promise<void> {
  await transaction(async (tx) => {
    // Written before anything is read, so that everyone who records settings of this account waits for the others.
    const data = { settingsRecordedAt: new Date() }
    const { count } = await tx.connectedAccount.updateMany({
      where: { id: access.account.id, OR: [{ settingsRecordedAt: null }, { settingsRecordedAt: { lte: sentAt } }] },
      data,
    })
    if (count === 0) await tx.connectedAccount.update({ where: { id: access.account.id }, data })
    const decision = decide(await readRow(tx, access.account.id), count === 0)
    if (decision) await writeRow(tx, access, decision, null)
  })
}

const recordedBefore = ({ account }: Access, readAt: Date) => ({
  id: account.id,
  OR: [{ settingsRecordedAt: null }, { settingsRecordedAt: { lt: readAt } }],
})

async function readRow(db: Pick<Transaction, 'connectedAccount'>, id: string): Promise<BalanceSettings | null> {
  const row = await db.connectedAccount.findUnique({ where: { id }, select: { settingsRecorded: true } })
  return (row?.settingsRecorded ?? null) as BalanceSettings | null
}

async function writeRow(
  tx: Transaction,
  access: Access,
  { settings, outside }: SettingsDecision,
  stripeEventId: string | null,
): Promise<void> {
  await tx.connectedAccount.update({
    where: { id: access.account.id },
    data: { settingsRecorded: settings as unknown as Prisma.InputJsonValue },
  })
  if (outside.length > 0)
    await recordOutside(access, { type: 'balance_settings.changed_outside', changes: outside, stripeEventId }, tx)
}
