import type { Answer } from '../http/fault-effects.ts'
import type { Fault } from '../http/faults.ts'
import type { StoredAnswer } from '../http/idempotency.ts'
import { StripeError } from '../http/stripe-error.ts'
import type { LimitReason } from './rate-limits.ts'

/** The answer for an error; `now` is in seconds. */
export function errorAnswer({ status, body, headers }: StripeError, requestId: string, now: number): Answer {
  const { code, message, param, type } = body
  const error = {
    ...(code === undefined ? {} : { code, doc_url: docUrl(code) }),
    message,
    ...(param === undefined ? {} : { param }),
    request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}?t=${now}`,
    type,
  }
  return { status, headers, body: JSON.stringify({ error }) }
}

function docUrl(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`
}

/** The stored answer of an earlier request with the same idempotency key. */
export function replayedAnswer({ status, body, request_id }: StoredAnswer): Answer {
  // [from memory] both headers
  return { status, body, headers: { 'Idempotent-Replayed': 'true', 'Original-Request': request_id } }
}

export function plannedAnswer(fault: Fault & { kind: 'status' }): Answer {
  const body = fault.body ?? {
    error: { type: 'api_error', message: 'An unknown error occurred. (Planned by the simulator.)' },
  }
  return {
    status: fault.status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: fault.headers ?? {},
  }
}

export function rateLimited(reason: LimitReason): StripeError {
  const message =
    'Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.'
  return tooManyRequests('rate_limit', message, { 'Stripe-Rate-Limited-Reason': reason })
}

export function lockTimeout(): StripeError {
  const message =
    'This object cannot be accessed right now because another API request or Stripe process is currently accessing it. ' +
    'If you see this error intermittently, retry the request.'
  return tooManyRequests('lock_timeout', message, { 'Stripe-Should-Retry': 'true' })
}

/** [from memory] of the messages */
function tooManyRequests(code: string, message: string, headers: Record<string, string>): StripeError {
  return new StripeError(429, { type: 'invalid_request_error', code, message }, false, headers)
}
