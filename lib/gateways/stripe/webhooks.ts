import 'server-only'
import Stripe from 'stripe'
import type { StripeEvent } from '@/lib/domain/stripe/stripe-event'
import { environment } from '@/lib/env'
import { stripe } from './client'
import { eventFromWire } from './events'

/** Null when the signature does not fit these exact bytes or is older than Stripe's tolerance of 300 s. */
export function verifyStripeEvent(rawBody: string, signature: string): StripeEvent | null {
  try {
    return eventFromWire(stripe().webhooks.constructEvent(rawBody, signature, environment().STRIPE_WEBHOOK_SECRET))
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError) return null
    throw error
  }
}
