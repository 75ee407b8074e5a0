import 'server-only'
import type { BalancesFeatures } from '@/lib/domain/access/component-features'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { Result } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { askStripe } from './ask-stripe'
import { stripe } from './client'

/**
 * A fresh, single-use client secret for the balances component. It goes straight to the browser: never stored, logged
 * or cached. Made with the platform's key and the account as a parameter (Stripe docs, account sessions).
 */
export async function createBalancesSession(
  access: AccountAccess<'account_session:create'>,
  features: BalancesFeatures,
): Promise<Result<{ clientSecret: string; requestId: string | null }, StripeFailure>> {
  return askStripe(access, async () => {
    const session = await stripe().accountSessions.create(
      { account: access.account.id, components: { balances: { enabled: true, features } } },
      { idempotencyKey: crypto.randomUUID() },
    )
    return { clientSecret: session.client_secret, requestId: session.lastResponse.requestId ?? null }
  })
}
