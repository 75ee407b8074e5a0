import 'server-only'
import type { StripeEvent } from '@/lib/domain/stripe/stripe-event'
import { environment } from '@/lib/env'
import { stripe } from './client'
import { readEventWire } from './wire/event'

/** Seconds; Stripe's own default. */
const TOLERANCE = 300

/** Signed by Stripe, but of a shape that this version does not read, such as a thin event. */
export const NOT_UNDERSTOOD = 'not_understood'

/** Null when the signature does not fit these exact bytes or is older than the tolerance. */
export function verifyStripeEvent(rawBody: string, signature: string): StripeEvent | typeof NOT_UNDERSTOOD | null {
  const body = parseSigned(rawBody, signature)
  return body && (readEventWire(body) ?? NOT_UNDERSTOOD)
}

function parseSigned(rawBody: string, signature: string): object | null {
  try {
    // constructEvent throws for a thin event even when its signature is valid.
    const secret = environment().STRIPE_WEBHOOK_SECRET
    if (!stripe().webhooks.signature?.verifyHeader(rawBody, signature, secret, TOLERANCE)) return null
    const body: unknown = JSON.parse(rawBody)
    return typeof body === 'object' && !Array.isArray(body) ? body : null
  } catch {
    // The SDK throws errors of several kinds; what cannot be verified was not sent by Stripe.
    return null
  }
}
