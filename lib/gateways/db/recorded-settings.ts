import 'server-only'
import { type BalanceSettings, diffBalanceSettings, type FieldChange } from '@/lib/domain/balance-settings'
import type { SystemAccess } from '@/lib/domain/permissions'
import { readRecordedSettings, saveRecordedSettings } from './accounts'
import { hasOpenIntent, NO_ORIGIN, recordEntry } from './audit-log'

/** Longer than any save can take; an intent that is still open after this belongs to a process that died. */
export const OPEN_INTENT = 60_000

/**
 * Compares what Stripe says with what the audit log accounts for, and records the difference as a change made outside
 * Spillway. While a save of ours is under way nobody can tell its effect from a stranger's, so the answer is then `wait`.
 */
export async function recordOutsideChange(
  access: SystemAccess,
  settings: BalanceSettings,
  { stripeEventId, now }: { stripeEventId: string | null; now: Date },
): Promise<FieldChange[] | 'wait'> {
  if (await hasOpenIntent(access.account, new Date(now.getTime() - OPEN_INTENT))) return 'wait'
  const recorded = await readRecordedSettings(access)
  const changes = recorded ? diffBalanceSettings(recorded, settings) : []
  if (changes.length > 0) {
    await recordEntry({
      event: { type: 'balance_settings.changed_outside', changes, stripeEventId },
      actor: { kind: 'outside', name: '' },
      account: access.account,
      origin: NO_ORIGIN,
    })
  }
  if (!recorded || changes.length > 0) await saveRecordedSettings(access, settings)
  return changes
}
