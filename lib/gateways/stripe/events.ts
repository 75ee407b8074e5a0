import 'server-only'
import type Stripe from 'stripe'
import type { SystemAccess } from '@/lib/domain/access/permissions'
import { fail, type Result, succeed } from '@/lib/domain/result'
import type { StripeEvent } from '@/lib/domain/stripe/stripe-event'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { stripe } from './client'
import { toStripeFailure } from './errors'

const PAGE = 100
/** Seconds by which Stripe's clock and ours may differ. */
const CLOCKS_DIFFER = 300
const seconds = (time: Date) => Math.floor(time.getTime() / 1000)

export function eventFromWire(event: Stripe.Event): StripeEvent {
  return {
    id: event.id,
    type: event.type,
    accountId: event.account ?? null,
    objectId: 'id' in event.data.object && typeof event.data.object.id === 'string' ? event.data.object.id : null,
    idempotencyKey: event.request?.idempotency_key ?? null,
    createdAt: new Date(event.created * 1000),
    livemode: event.livemode,
  }
}

/** The account's events of these types and of that time, whether or not they were delivered. Stripe keeps 30 days. */
export async function listEvents(
  access: SystemAccess,
  { types, from, to }: { types: string[]; from: Date; to: Date },
): Promise<Result<StripeEvent[], StripeFailure>> {
  const created = { gte: seconds(from), lte: seconds(to) }
  const events: StripeEvent[] = []
  try {
    const list = stripe().events.list({ types, created, limit: PAGE }, { stripeAccount: access.account.id })
    for await (const event of list) events.push({ ...eventFromWire(event), accountId: access.account.id })
    return succeed(events)
  } catch (error) {
    return fail(toStripeFailure(error))
  }
}

/** The request under this idempotency key, where it has caused an event of this type since then. */
export async function findEventOfKey(
  access: SystemAccess,
  { type, key, since }: { type: string; key: string; since: Date },
): Promise<Result<{ requestId: string | null } | null, StripeFailure>> {
  const created = { gte: seconds(since) - CLOCKS_DIFFER }
  try {
    const events = stripe().events.list({ type, created, limit: PAGE }, { stripeAccount: access.account.id })
    for await (const { request } of events)
      if (request?.idempotency_key === key) return succeed({ requestId: request.id })
    return succeed(null)
  } catch (error) {
    return fail(toStripeFailure(error))
  }
}
