import Stripe from 'stripe'
import { expect, test } from 'vitest'
import { toStripeFailure } from './errors'

const raw = (code?: string) => ({ type: 'invalid_request_error' as const, message: 'no', ...(code && { code }) })

test.each([
  {
    error: new Stripe.errors.StripePermissionError(raw()),
    kind: 'not_permitted',
    because: 'Stripe doesn’t say what it doesn’t permit',
  },
  {
    error: new Stripe.errors.StripePermissionError(raw('account_invalid')),
    kind: 'account_unreachable',
    because: 'the account isn’t connected',
  },
  {
    error: new Stripe.errors.StripeAuthenticationError(raw()),
    kind: 'not_authenticated',
    because: 'the key isn’t accepted at all',
  },
])('$error.constructor.name with the code $error.code is $kind, because $because', ({ error, kind }) => {
  expect(toStripeFailure(error)).toMatchObject({ kind })
})
