import 'server-only'
import Stripe from 'stripe'
import type { IntentAccess } from '@/lib/domain/access/permissions'
import { fail, type Result, succeed } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { pinnedVersion, stripe } from './client'
import { toStripeFailure } from './errors'

/**
 * Makes sure that our write is not carried out from now on, or says that Stripe has begun it before.
 *
 * Stripe keeps the first request under a key for at least 24 hours and refuses any other under it (docs, idempotent
 * requests). An update that changes nothing is sent under the write's key: either it is carried out, and then the write,
 * should it still arrive, is the one that is refused; or it is refused, because the write came first. A write that Stripe
 * did not validate or had no capacity for leaves no trace under its key, and counts as not carried out.
 */
export async function voidWrite(access: IntentAccess): Promise<Result<'voided' | 'begun', StripeFailure>> {
  try {
    await stripe().balanceSettings.update(
      {},
      {
        stripeAccount: access.account.id,
        idempotencyKey: access.entryId,
        maxNetworkRetries: 1,
        ...pinnedVersion(),
      },
    )
    return succeed('voided')
  } catch (error) {
    // A write that is being carried out at this moment is another error, a 409.
    if (error instanceof Stripe.errors.StripeIdempotencyError) return succeed('begun')
    return fail(toStripeFailure(error))
  }
}
