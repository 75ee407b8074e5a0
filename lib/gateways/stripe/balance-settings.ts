import 'server-only'
import type { AccountAccess, IntentAccess, SettingsWriter, SystemAccess } from '@/lib/domain/access/permissions'
import type { Result } from '@/lib/domain/result'
import type { BalanceSettings, BalanceSettingsPatch } from '@/lib/domain/settings/balance-settings'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { environment } from '@/lib/env'
import { askStripe } from './ask-stripe'
import { pinnedVersion, stripe } from './client'
import { requestIdOf, sendWrite } from './send-write'
import { fromGa, toGa } from './wire/balance-settings'
import { fromPreview, toPreview } from './wire/balance-settings-preview'

/** What Stripe says, and the id under which Stripe's own logs know the answer. */
export type Answer<T> = { value: T; requestId: string | null }

/** Nothing above this file knows which of the two shapes is in use. */
const shape = () =>
  environment().STRIPE_API_VERSION === '2025-07-30.preview'
    ? { read: fromPreview, write: toPreview }
    : { read: fromGa, write: toGa }

export async function readBalanceSettings(
  access: AccountAccess | SystemAccess,
): Promise<Result<Answer<BalanceSettings>, StripeFailure>> {
  return askStripe(access, async () => {
    const wire = await stripe().balanceSettings.retrieve({}, { stripeAccount: access.account.id, ...pinnedVersion() })
    return { value: shape().read(wire), requestId: wire.lastResponse.requestId ?? null }
  })
}

/** @param idempotencyKey the id of the durable audit entry that announces this write */
export async function writeBalanceSettings(
  access: SettingsWriter | IntentAccess,
  patch: BalanceSettingsPatch,
  idempotencyKey: string,
): Promise<Result<Answer<BalanceSettings>, StripeFailure>> {
  return sendWrite(access, async () => {
    const options = { stripeAccount: access.account.id, idempotencyKey, maxNetworkRetries: 1, ...pinnedVersion() }
    const wire = await stripe().balanceSettings.update(shape().write(patch), options)
    return { value: shape().read(wire), requestId: requestIdOf(wire) }
  })
}
