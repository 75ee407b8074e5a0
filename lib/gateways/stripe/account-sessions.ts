import 'server-only'
import type { SessionComponents } from '@/lib/domain/access/component-features'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { Result } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { askStripe } from './ask-stripe'
import { stripe } from './client'

/**
 * A fresh, single-use client secret for these components. It goes straight to the browser: never stored, logged
 * or cached. Made with the platform's key and the account as a parameter (Stripe docs, account sessions).
 */
export async function createAccountSession(
  access: AccountAccess<'account_session:create'>,
  components: SessionComponents,
): Promise<Result<{ clientSecret: string; requestId: string | null }, StripeFailure>> {
  return askStripe(access, async () => {
    const session = await stripe().accountSessions.create(
      { account: access.account.id, components },
      { idempotencyKey: crypto.randomUUID() },
    )
    return { clientSecret: session.client_secret, requestId: session.lastResponse.requestId ?? null }
  })
}
