export interface StripeErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'
  message: string
  code?: string
  param?: string
}

interface Details {
  code?: string
  param?: string
  headers?: Record<string, string>
}

/**
 * An error answer. `executed` means that the endpoint had started its work: only then does Stripe store the answer under
 * the idempotency key [docs api/idempotent_requests].
 */
export class StripeError extends Error {
  readonly status: number
  readonly body: StripeErrorBody
  readonly executed: boolean
  readonly headers: Record<string, string>

  constructor(status: number, body: StripeErrorBody, executed: boolean, headers: Record<string, string> = {}) {
    super(body.message)
    this.status = status
    this.body = body
    this.executed = executed
    this.headers = headers
  }
}

function invalidRequest(status: number, message: string, details: Details, executed: boolean): StripeError {
  const body: StripeErrorBody = { type: 'invalid_request_error', message }
  if (details.code !== undefined) body.code = details.code
  if (details.param !== undefined) body.param = details.param
  return new StripeError(status, body, executed, details.headers)
}

/** The request isn't valid; no work was started. */
export function malformed(message: string, details: Details = {}): StripeError {
  return invalidRequest(400, message, details, false)
}

/** The request is valid, but the account's state or rules forbid it. */
export function refused(message: string, details: Details = {}): StripeError {
  return invalidRequest(400, message, details, true)
}

/** [docs] An error of the card itself. */
export function cardError(message: string, details: { code: string; param?: string }): StripeError {
  return new StripeError(402, { type: 'card_error', message, ...details }, false)
}

export function forbidden(message: string, details: Details = {}): StripeError {
  return invalidRequest(403, message, details, false)
}

export function notFound(kind: string, id: string, param: string): StripeError {
  return invalidRequest(404, `No such ${kind}: '${id}'`, { code: 'resource_missing', param }, false)
}

// [from memory] message and status
export function unrecognizedUrl(method: string, path: string): StripeError {
  return invalidRequest(
    404,
    `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
    {},
    false,
  )
}

// [from memory] message; the code is in [sdk types]
export function accountInvalid(key: string, account: string, param?: string): StripeError {
  return forbidden(
    `The provided key '${redactKey(key)}' does not have access to account '${account}' ` +
      '(or that account does not exist). Application access may have been revoked.',
    param === undefined ? { code: 'account_invalid' } : { code: 'account_invalid', param },
  )
}

export function unauthorized(message: string): StripeError {
  return invalidRequest(401, message, {}, false)
}

export function redactKey(key: string): string {
  return key.length <= 12 ? key : `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}`
}
