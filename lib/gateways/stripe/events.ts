import 'server-only'
import type { SystemAccess } from '@/lib/domain/access/permissions'
import { fail, type Result, succeed } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { stripe } from './client'
import { toStripeFailure } from './errors'

const PAGE = 100
/** Seconds by which Stripe's clock and ours may differ. */
const CLOCKS_DIFFER = 300

/** Whether a request under this idempotency key has caused an event of this type since then. */
export async function findEventOfKey(
  access: SystemAccess,
  { type, key, since }: { type: string; key: string; since: Date },
): Promise<Result<{ requestId: string | null } | null, StripeFailure>> {
  const created = { gte: Math.floor(since.getTime() / 1000) - CLOCKS_DIFFER }
  try {
    const events = stripe().events.list({ type, created, limit: PAGE }, { stripeAccount: access.account.id })
    for await (const { request } of events)
      if (request?.idempotency_key === key) return succeed({ requestId: request.id })
    return succeed(null)
  } catch (error) {
    return fail(toStripeFailure(error))
  }
}
