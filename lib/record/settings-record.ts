import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { AuditEntry } from '@/lib/domain/audit/audit-entry'
import { type BalanceSettings, diffBalanceSettings, type FieldChange } from '@/lib/domain/settings/balance-settings'
import { accountForOwnChange, isInForce } from '@/lib/domain/settings/own-changes'
import {
  addToRecordedSettings,
  confirmRecordedSettings,
  readRecordedSettings,
  replaceRecordedSettings,
} from '@/lib/gateways/db/recorded-settings'

/** Longer than any save can take; an intent that is still open after this belongs to a process that died. */
export const OPEN_INTENT = 60_000

/**
 * Compares what Stripe says with what the audit log accounts for, and records the difference as a change made outside
 * Spillway, once. While a save of ours is under way nobody can tell its effect from a stranger's, and a reading that
 * began before the latest record may be out of date: the answer is then `wait`, and Stripe has to be read again.
 *
 * @param readAt a moment before Stripe was asked
 */
export async function recordOutsideChange(
  access: SystemAccess,
  settings: BalanceSettings,
  { readAt, stripeEventId }: { readAt: Date; stripeEventId: string | null },
): Promise<FieldChange[] | 'wait'> {
  const known = await readRecordedSettings(access)
  if (known && diffBalanceSettings(known, settings).length === 0) {
    await confirmRecordedSettings(access, readAt)
    return []
  }
  let outside: FieldChange[] = []
  const isRecorded = await replaceRecordedSettings(access, { readAt, stripeEventId }, (recorded, unresolved) => {
    if (unresolved.some(({ at }) => Date.now() - at.getTime() < OPEN_INTENT)) return null
    outside = recorded ? findOutsideChanges(recorded, settings, unresolved) : []
    return { settings, outside }
  })
  return isRecorded ? outside : 'wait'
}

/** What unresolved intents announced and is in force is nobody else's doing. */
function findOutsideChanges(
  recorded: BalanceSettings,
  settings: BalanceSettings,
  unresolved: AuditEntry[],
): FieldChange[] {
  const missed: FieldChange[] = []
  let accounted = recorded
  for (const { event } of unresolved) {
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
  access: AccountAccess | SystemAccess,
  changes: readonly FieldChange[],
  { sentAt, answer }: { sentAt: Date; answer?: BalanceSettings },
): Promise<void> {
  await addToRecordedSettings(access, sentAt, (recorded, isLater) => {
    if (!recorded) return answer ? { settings: answer, outside: [] } : null
    const ours = accountForOwnChange(recorded, changes, { ...(answer && { answer }), isLater })
    return { settings: ours.recorded, outside: ours.missed }
  })
}
