import 'server-only'
import type { SystemAccess } from '@/lib/domain/access/permissions'
import type { Result } from '@/lib/domain/result'
import type { StripeEvent } from '@/lib/domain/stripe/stripe-event'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { askStripe } from './ask-stripe'
import { stripe } from './client'
import { readEventWire } from './wire/event'

const PAGE = 100
/** Seconds by which Stripe's clock and ours may differ. */
const CLOCKS_DIFFER = 300
const seconds = (time: Date) => Math.floor(time.getTime() / 1000)

/** The account's events of these types and of that time, whether or not they were delivered. Stripe keeps 30 days. */
export async function listEvents(
  access: SystemAccess,
  { types, from, to }: { types: string[]; from: Date; to: Date },
): Promise<Result<StripeEvent[], StripeFailure>> {
  const created = { gte: seconds(from), lte: seconds(to) }
  return askStripe(access, async () => {
    const events: StripeEvent[] = []
    const list = stripe().events.list({ types, created, limit: PAGE }, { stripeAccount: access.account.id })
    for await (const wire of list) {
      const event = readEventWire(wire)
      if (event) events.push({ ...event, accountId: access.account.id })
    }
    return events
  })
}

/** The request under this idempotency key, where it has caused an event of this type since then. */
export async function findEventOfKey(
  access: SystemAccess,
  { type, key, since }: { type: string; key: string; since: Date },
): Promise<Result<{ requestId: string | null } | null, StripeFailure>> {
  const created = { gte: seconds(since) - CLOCKS_DIFFER }
  return askStripe(access, async () => {
    const events = stripe().events.list({ type, created, limit: PAGE }, { stripeAccount: access.account.id })
    for await (const { request } of events) if (request?.idempotency_key === key) return { requestId: request.id }
    return null
  })
}
