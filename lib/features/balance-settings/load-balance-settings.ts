import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { type Reading, readingOf } from '@/lib/domain/reading'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { readSettings } from '@/lib/record/read-settings'

/** The account's settings at Stripe, and the last known ones while Stripe doesn't answer. */
export async function loadBalanceSettings(
  access: AccountAccess,
  stored: AccountOverview | null,
): Promise<Reading<BalanceSettings>> {
  const answer = await readSettings(access, stored)
  if (!answer.ok) return readingOf(answer, { readAt: new Date(), last: stored?.settings ?? null })
  const { value, readAt } = answer.value
  return { kind: 'current', value, readAt }
}
