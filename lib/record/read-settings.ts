import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { type Result, succeed } from '@/lib/domain/result'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { areKnownSettings, saveSettingsSnapshot } from '@/lib/gateways/db/account-overview'
import { type Answer, readBalanceSettings } from '@/lib/gateways/stripe/balance-settings'
import { recordOutsideChange } from './outside-changes'
import { resolveAccountIntents } from './resolve-intents'

/** What Stripe answered, and a moment before it was asked. */
type Reading = Answer<BalanceSettings> & { readAt: Date }

/**
 * The account's settings as Stripe says now. Every reading keeps them for the list and records what was changed
 * outside; where that depends on a save whose outcome is not known, the outcome is found out first.
 *
 * @param stored the account as it was read a moment ago, where that is known
 */
export async function readSettings(
  access: AccountAccess | SystemAccess,
  stored: AccountOverview | null = null,
): Promise<Result<Reading, StripeFailure>> {
  const first = await readOnce(access, stored)
  if (first.outside !== 'wait') return first.answer
  const look = await resolveAccountIntents(access.account.id, 'balance_settings.update')
  if (look !== 'known') return first.answer
  // The record was just written, in whole milliseconds: a reading that begins in the same one does not count as later.
  await new Promise((resolve) => setTimeout(resolve, 2))
  return (await readOnce(access)).answer
}

async function readOnce(access: AccountAccess | SystemAccess, stored: AccountOverview | null = null) {
  const readAt = new Date()
  const answer = await readBalanceSettings(access)
  if (!answer.ok) return { answer, outside: null }
  const { value: settings } = answer.value
  if (await areKnownSettings(access, settings, readAt, stored))
    return { answer: succeed({ ...answer.value, readAt }), outside: [] }
  await saveSettingsSnapshot(access, settings, readAt)
  const outside = await recordOutsideChange(access, settings, { readAt, stripeEventId: null })
  return { answer: succeed({ ...answer.value, readAt }), outside }
}
