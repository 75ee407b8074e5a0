import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import type Stripe from 'stripe'
import { fail, type Result, succeed } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { onBehalfOf, type Ticket } from './budget/caller'
import { toStripeFailure } from './errors'

/** The status that each try of the write in hand was answered with; null where no answer came. */
const triesInHand = new AsyncLocalStorage<(number | null)[]>()

/** The SDK keeps to itself what came of a try before the last one; this client notes it. */
export function notingTries(client: Stripe.HttpClient): Stripe.HttpClient {
  return {
    getClientName: () => client.getClientName(),
    async makeRequest(...request) {
      const tries = triesInHand.getStore()
      const at = (tries?.push(null) ?? 0) - 1
      const answer = await client.makeRequest(...request)
      if (tries) tries[at] = answer.getStatusCode()
      return answer
    },
  }
}

/** The request that did the work: of an answer that Stripe repeats under its key, the first one. */
export function requestIdOf({ lastResponse }: Stripe.Response<unknown>): string | null {
  return lastResponse.headers['original-request'] ?? lastResponse.requestId ?? null
}

/** Stripe has refused before doing anything; 409 says that another try under the same key is still at work. */
const isRefusal = (status: number | null) => status !== null && status >= 400 && status < 500 && status !== 409

/**
 * Sends a write that carries its own idempotency key; the SDK may try it twice. Rate limits and a key's rights are asked
 * before the idempotency key, so such a refusal of the second try says nothing about a first one without an answer.
 */
export async function sendWrite<T>(access: Ticket, send: () => Promise<T>): Promise<Result<T, StripeFailure>> {
  const tries: (number | null)[] = []
  try {
    return succeed(await onBehalfOf(access, () => triesInHand.run(tries, send)))
  } catch (error) {
    const failure = toStripeFailure(error)
    // The write took effect, and what it made is found by reading it back.
    if (failure.kind === 'unreadable') return fail({ kind: 'no_answer', requestId: failure.requestId })
    // A call that was not sent is not a try: only the earlier ones have reached Stripe.
    const earlier = failure.kind === 'not_sent' ? tries : tries.slice(0, -1)
    const mayHaveLanded = !earlier.every(isRefusal)
    return fail(
      mayHaveLanded && failure.kind !== 'invalid' ? { kind: 'no_answer', requestId: failure.requestId } : failure,
    )
  }
}
