import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import {
  type BalanceSettings,
  diffBalanceSettings,
  type FieldChange,
  isComparable,
} from '@/lib/domain/settings/balance-settings'
import { BALANCE_SETTINGS_FIELDS, type BalanceSettingsField } from '@/lib/domain/settings/fields'
import { accountForOwnChange } from '@/lib/domain/settings/own-changes'
import type { Transaction } from '@/lib/gateways/db/client'
import {
  addToRecordedSettings,
  confirmRecordedSettings,
  readRecordedSettings,
  replaceRecordedSettings,
} from '@/lib/gateways/db/recorded-settings'

/**
 * Compares what Stripe says with what the audit log accounts for, and records the difference as a change made outside
 * Spillway, once. While the outcome of our save is not known, nobody can tell its effect from a stranger's, and a
 * reading that began before the latest record may be out of date: the answer is then `wait`, and Stripe has to be read
 * again.
 *
 * @param readAt a moment before Stripe was asked
 */
export async function recordOutsideChange(
  access: AccountAccess | SystemAccess,
  settings: BalanceSettings,
  { readAt, stripeEventId }: { readAt: Date; stripeEventId: string | null },
): Promise<FieldChange[] | 'wait'> {
  const known = await readRecordedSettings(access)
  const saysTheSame =
    known &&
    BALANCE_SETTINGS_FIELDS.every((field) => isComparable(field, known, settings) || isAbsent(field, known, settings))
  if (known && saysTheSame && diffBalanceSettings(known, settings).length === 0) {
    await confirmRecordedSettings(access, readAt)
    return []
  }
  let outside: FieldChange[] = []
  const isRecorded = await replaceRecordedSettings(access, { readAt, stripeEventId }, (recorded) => {
    const changes = recorded ? diffBalanceSettings(recorded, settings) : []
    // What the record was made with may be another version of Spillway, or of Stripe's API.
    outside = changes.filter(({ field }) => recorded && isComparable(field, recorded, settings))
    return { settings, outside, changed: changes.map(({ field }) => field) }
  })
  return isRecorded ? outside : 'wait'
}

const isAbsent = (field: BalanceSettingsField, ...readings: BalanceSettings[]) =>
  readings.every((settings) => settings[field] === undefined && settings.unread?.[field] === undefined)

/**
 * Our change took effect: it is accounted for, and nothing else. Whatever else differs is found as somebody
 * else's by the next comparison.
 *
 * @param tx the transaction that records the outcome
 * @param entryId the entry of our change
 * @param reopened when it began, where another outcome had been recorded: what was recorded since then is newer. While
 * its first outcome isn't known, nothing else is recorded
 * @param answer what Stripe answered to the write itself; left out where its effect was found out later
 */
export async function recordOwnChange(
  tx: Transaction,
  access: AccountAccess | SystemAccess,
  changes: readonly FieldChange[],
  { entryId, reopened = null, answer }: { entryId: string; reopened?: Date | null; answer?: BalanceSettings },
): Promise<void> {
  await addToRecordedSettings(tx, access, { entryId, reopened }, (recorded, isNewer) => {
    const changed = changes.flatMap(({ field }) => (isNewer(field) ? [] : [field]))
    if (!recorded) return answer ? { settings: answer, outside: [], changed } : null
    const ours = accountForOwnChange(recorded, changes, { ...(answer && { answer }), isNewer })
    return { settings: ours.recorded, outside: ours.missed, changed }
  })
}
