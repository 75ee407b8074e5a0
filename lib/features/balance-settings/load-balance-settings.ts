import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { describeReadFailure } from '@/lib/domain/stripe/stripe-failure'
import { type Snapshot, saveSettingsSnapshot } from '@/lib/gateways/db/account-overview'
import { readBalanceSettings } from '@/lib/gateways/stripe/balance-settings'
import { resolveIntents } from './save-balance-settings'

export type LoadedSettings =
  | { kind: 'current'; settings: BalanceSettings; readAt: Date }
  | { kind: 'stale'; settings: BalanceSettings; readAt: Date; because: string }
  | { kind: 'missing'; because: string }

export const knownSettings = (loaded: LoadedSettings): BalanceSettings | null =>
  loaded.kind === 'missing' ? null : loaded.settings

/** What Stripe says now; while it does not answer, what it said last, with its age. */
export async function loadBalanceSettings(
  access: AccountAccess,
  snapshot: Snapshot<BalanceSettings> | null,
): Promise<LoadedSettings> {
  const readAt = new Date()
  const answer = await readBalanceSettings(access)
  if (answer.ok) {
    await saveSettingsSnapshot(access, answer.value.value, readAt)
    await resolveIntents(access, answer.value)
    return { kind: 'current', settings: answer.value.value, readAt }
  }
  const because = describeReadFailure(answer.failure)
  return snapshot
    ? { kind: 'stale', settings: snapshot.value, readAt: snapshot.readAt, because }
    : { kind: 'missing', because }
}
