import 'server-only'
import { wake } from '@/lib/background'
import { stripeMode } from '@/lib/env'
import { receiveStripeEvent } from '@/lib/gateways/db/stripe-events'
import { NOT_UNDERSTOOD, verifyStripeEvent } from '@/lib/gateways/stripe/webhooks'
import { log } from '@/lib/log'
import { concernsUs } from '@/lib/record/event-handlers'

/** Answers as soon as the event's id is kept; the background worker processes it. */
export async function receiveEvent(rawBody: string, signature: string): Promise<'accepted' | 'refused'> {
  const event = verifyStripeEvent(rawBody, signature)
  if (!event) return 'refused'
  if (event === NOT_UNDERSTOOD) {
    // Stripe would send it again for days, and it would not be understood any better.
    log().warn('a signed event of a shape that this version does not know')
    return 'accepted'
  }
  // A live Connect endpoint is also sent the test events of accounts; they concern another world.
  if (event.livemode !== (stripeMode() === 'live')) return 'accepted'
  if (!concernsUs(event.type)) return 'accepted'
  const isNew = await receiveStripeEvent(event, new Date())
  log().info({ stripeEventId: event.id, type: event.type, accountId: event.accountId, isNew }, 'Stripe event')
  if (isNew) wake('events')
  return 'accepted'
}
