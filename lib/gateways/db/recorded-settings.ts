import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { BalanceSettings, FieldChange } from '@/lib/domain/settings/balance-settings'
import type { BalanceSettingsField } from '@/lib/domain/settings/fields'
import { recordOutside } from './audit-log'
import { database, type Transaction, transaction } from './client'
import type { Prisma } from './generated/sqlite/client'
import { listOpenIntents } from './intents'
import { readStoredSettings } from './stored/settings'

type Access = AccountAccess | SystemAccess

/** What is now recorded, which of it changed, and what turned out to have been changed outside Spillway. */
export type SettingsDecision = { settings: BalanceSettings; changed: BalanceSettingsField[]; outside: FieldChange[] }

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
 * when nothing was replaced: our save is open, or the record is newer than the reading.
 *
 * @param decide gets the recorded settings, null before the first reading
 */
export async function replaceRecordedSettings(
  access: Access,
  { readAt, stripeEventId }: { readAt: Date; stripeEventId: string | null },
  decide: (recorded: BalanceSettings | null) => SettingsDecision,
): Promise<boolean> {
  const { id } = access.account
  return transaction(async (tx) => {
    // Writes nothing new, and makes everyone who records settings of this account wait for the others.
    const { count } = await tx.connectedAccount.updateMany({ where: recordedBefore(access, readAt), data: { id } })
    if (count === 0) return false
    const open = await listOpenIntents(id, 'balance_settings.update', tx)
    if (open.length > 0) return false
    await writeRow(tx, access, decide(await readRow(tx, id)), { at: readAt, stripeEventId })
    await tx.connectedAccount.updateMany({ where: { id }, data: { settingsRecordedAt: readAt } })
    return true
  })
}

/**
 * Records the effect of our write as `decide` says, whatever was recorded since.
 *
 * @param tx the transaction that records the write's outcome
 * @param entryId the write's entry; what its effect had replaced unnoticed is recorded with it
 * @param reopened when the write began, where its outcome is not the first one
 * @param decide gets the recorded settings, null before the first reading, and of which fields they are newer than that
 */
export async function addToRecordedSettings(
  tx: Transaction,
  access: Access,
  { entryId, reopened }: { entryId: string; reopened: Date | null },
  decide: (
    recorded: BalanceSettings | null,
    isNewer: (field: BalanceSettingsField) => boolean,
  ) => SettingsDecision | null,
): Promise<void> {
  const { id } = access.account
  const now = new Date()
  await tx.connectedAccount.updateMany({ where: { id }, data: { settingsRecordedAt: now } })
  const changedAt = reopened ? await readChangedAt(tx, id) : {}
  const isNewer = (field: BalanceSettingsField) =>
    reopened !== null && (changedAt[field] ?? '') > reopened.toISOString()
  const decision = decide(await readRow(tx, id), isNewer)
  const found = { at: reopened ?? now, stripeEventId: null, replacedBy: entryId }
  if (decision) await writeRow(tx, access, decision, found)
}

const recordedBefore = ({ account }: Access, readAt: Date) => ({
  id: account.id,
  OR: [{ settingsRecordedAt: null }, { settingsRecordedAt: { lt: readAt } }],
})

async function readRow(db: Pick<Transaction, 'connectedAccount'>, id: string): Promise<BalanceSettings | null> {
  const row = await db.connectedAccount.findUnique({ where: { id }, select: { settingsRecorded: true } })
  const stored = readStoredSettings(row?.settingsRecorded)
  // A difference to what can't be read would be taken for a change made outside.
  return stored?.isWhole ? stored.settings : null
}

/** Moments as ISO text, which sorts as they do. */
type ChangedAt = { [Field in BalanceSettingsField]?: string }

async function readChangedAt(tx: Transaction, id: string): Promise<ChangedAt> {
  const row = await tx.connectedAccount.findUnique({ where: { id }, select: { settingsChangedAt: true } })
  return (row?.settingsChangedAt ?? {}) as ChangedAt
}

async function writeRow(
  tx: Transaction,
  access: Access,
  { settings, changed, outside }: SettingsDecision,
  { at, ...found }: { at: Date; stripeEventId: string | null; replacedBy?: string },
): Promise<void> {
  const { id } = access.account
  const changedAt = await readChangedAt(tx, id)
  for (const field of changed) changedAt[field] = at.toISOString()
  await tx.connectedAccount.updateMany({
    where: { id },
    data: { settingsRecorded: settings as unknown as Prisma.InputJsonValue, settingsChangedAt: changedAt },
  })
  if (outside.length > 0)
    await recordOutside(access, { type: 'balance_settings.changed_outside', changes: outside, ...found }, tx)
}
