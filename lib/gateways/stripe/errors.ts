import 'server-only'
import Stripe from 'stripe'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { log } from '@/lib/log'
import { retryAfterMs } from './budget/retry-after'
import { isNotSent } from './budget/stripe-budget'
import { UnreadableAnswer } from './wire/unreadable'

/**
 * An error of the SDK as the failure it means. Anything that is not Stripe's is our bug and is thrown on.
 */
export function toStripeFailure(error: unknown): StripeFailure {
  if (error instanceof UnreadableAnswer) {
    log().error({ stripeRequestId: error.requestId, err: error }, 'Stripe’s answer could not be read')
    return { kind: 'unreadable', requestId: error.requestId }
  }
  if (!(error instanceof Stripe.errors.StripeError)) throw error
  const requestId = error.requestId ?? null
  log().warn(
    { stripeRequestId: requestId, status: error.statusCode, code: error.code, kind: error.type },
    'Stripe refused or failed',
  )

  if (error.code === 'lock_timeout' || error instanceof Stripe.errors.StripeRateLimitError)
    return { kind: 'rate_limited', requestId, ...waiting(retryAfterMs(error.headers, Date.now())) }
  if (error.code === 'account_invalid') return { kind: 'account_unreachable', requestId }
  if (error instanceof Stripe.errors.StripePermissionError) return { kind: 'not_permitted', requestId }
  if (error instanceof Stripe.errors.StripeAuthenticationError) return { kind: 'not_authenticated', requestId }
  if (error instanceof Stripe.errors.StripeInvalidRequestError) {
    return { kind: 'invalid', param: error.param ?? null, message: error.message, requestId }
  }
  if (error instanceof Stripe.errors.StripeConnectionError && isNotSent(error.detail))
    return { kind: 'not_sent', requestId, ...waiting(error.detail.retryInMs) }
  // Connection errors, 5xx, a key still in flight, and answers that are no JSON.
  return { kind: 'no_answer', requestId }
}

const waiting = (ms: number | null | undefined) => (ms ? { retryInMs: ms } : {})
