import 'server-only'
import { fail, type Result, succeed } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { onBehalfOf, type Ticket } from './budget/caller'
import { toStripeFailure } from './errors'

/** Calls Stripe on behalf of the ticket's holder, or with null for a job that concerns the whole platform. Expected failures are returned as values. */
export async function askStripe<T>(access: Ticket | null, ask: () => Promise<T>): Promise<Result<T, StripeFailure>> {
  try {
    return succeed(await onBehalfOf(access, ask))
  } catch (error) {
    return fail(toStripeFailure(error))
  }
}
