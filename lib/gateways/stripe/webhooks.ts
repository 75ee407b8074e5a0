import 'server-only'
import Stripe from 'stripe'
import type { StripeEvent } from '@/lib/domain/stripe/stripe-event'
import { environment } from '@/lib/env'
import { stripe } from './client'

/** Null when the signature does not fit these exact bytes or is older than Stripe's tolerance of 300 s. */
export function verifyStripeEvent(rawBody: string, signature: string): StripeEvent | null {
  try {
    const event = stripe().webhooks.constructEvent(rawBody, signature, environment().STRIPE_WEBHOOK_SECRET)
    return {
      id: event.id,
      type: event.type,
      accountId: event.account ?? null,
      objectId: 'id' in event.data.object && typeof event.data.object.id === 'string' ? event.data.object.id : null,
      idempotencyKey: event.request?.idempotency_key ?? null,
      createdAt: new Date(event.created * 1000),
      livemode: event.livemode,
    }
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError) return null
    throw error
  }
}
