import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { describeReadFailure } from '@/lib/domain/stripe/stripe-failure'
import type { Snapshot } from '@/lib/gateways/db/account-overview'
import { readSettings } from '@/lib/record/read-settings'

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
  const answer = await readSettings(access)
  if (answer.ok) return { kind: 'current', settings: answer.value.value, readAt: answer.value.readAt }
  const because = describeReadFailure(answer.failure)
  return snapshot
    ? { kind: 'stale', settings: snapshot.value, readAt: snapshot.readAt, because }
    : { kind: 'missing', because }
}
