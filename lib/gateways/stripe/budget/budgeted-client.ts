import type { IncomingMessage } from 'node:http'
import type Stripe from 'stripe'
import { endpointOf, metrics } from '@/lib/metrics'
import { callerInHand } from './caller'
import { retryAfterMs } from './retry-after'
import { type Call, isNotSent, NotSentError, type StripeBudget } from './stripe-budget'

type Answer = Awaited<ReturnType<Stripe.HttpClient['makeRequest']>>

/** The pause after a 429 without Retry-After, in milliseconds. */
const UNSAID_PAUSE = 1000

/** The error of the SDK's own client. */
const timedOut = () => Object.assign(new TypeError('ETIMEDOUT'), { code: 'ETIMEDOUT' })

/** The SDK's HTTP client within a budget. A call's timeout includes waiting for its turn and reading the whole answer. */
export function budgetedClient(client: Stripe.HttpClient, budget: StripeBudget): Stripe.HttpClient {
  return {
    getClientName: () => client.getClientName(),
    async makeRequest(host, port, path, method, headers, data, protocol, timeout) {
      const endsAt = Date.now() + timeout
      const caller = callerInHand()
      const call = { ...caller, endpoint: `${method} ${endpointOf(path)}` }
      const finish = await admitMeasured(budget, call, timeout)
      const left = endsAt - Date.now()
      if (left <= 0) {
        finish('refused')
        throw new NotSentError('too_many')
      }
      const asking = client.makeRequest(host, port, path, method, headers, data, protocol, left)
      try {
        const answer = await within(left, asking)
        const read = await readToEnd(answer, endsAt - Date.now())
        const status = answer.getStatusCode()
        const asked = retryAfterMs(headersOf(answer), Date.now())
        const ms = asked ?? (status === 429 ? UNSAID_PAUSE : 0)
        if (status === 429 || status >= 500) caller.notBefore = Date.now() + ms
        if (status === 429) await budget.hold(call, { ms, reason: limitOf(answer) })
        finish(status === 429 ? 'refused' : status >= 500 || !read.isWhole ? 'failed' : 'answered')
        return read.answer
      } catch (error) {
        // The request may still hold its connection, so it keeps its place until that ends.
        void asking.then(discard, () => {}).finally(() => finish('failed'))
        throw error
      }
    },
  }
}

async function admitMeasured(budget: StripeBudget, call: Call, timeout: number) {
  const stop = metrics.stripeWaitSeconds.startTimer({ lane: call.lane })
  try {
    return await budget.admit(call, timeout)
  } catch (error) {
    if (isNotSent(error)) metrics.stripeNotSent.inc({ lane: call.lane, reason: error.reason })
    throw error
  } finally {
    stop()
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timedOut()), Math.max(0, ms))
  })
  try {
    return await Promise.race([work, tooLate])
  } finally {
    clearTimeout(timer)
  }
}

const discard = (answer: Answer) => void (answer.getRawResponse() as IncomingMessage).destroy()

/** Reads the body at once: before a retry the SDK leaves it unread, and the connection occupied. */
async function readToEnd(answer: Answer, ms: number): Promise<{ answer: Answer; isWhole: boolean }> {
  const timer = setTimeout(() => discard(answer), Math.max(0, ms))
  const [body] = await Promise.allSettled([answer.toJSON() as Promise<unknown>])
  clearTimeout(timer)
  return {
    isWhole: body.status === 'fulfilled',
    answer: {
      getStatusCode: () => answer.getStatusCode(),
      getHeaders: () => answer.getHeaders(),
      getRawResponse: () => answer.getRawResponse(),
      toStream: (whenDone) => answer.toStream(whenDone),
      toJSON: () => (body.status === 'fulfilled' ? Promise.resolve(body.value) : Promise.reject(body.reason)),
    },
  }
}

const headersOf = (answer: Answer) => answer.getHeaders() as Record<string, string | undefined>

/** Which of Stripe's limits a 429 says was reached; null for a locked object. */
function limitOf(answer: Answer): string | null {
  const headers = headersOf(answer)
  return headers['stripe-should-retry'] === 'true' ? null : (headers['stripe-rate-limited-reason'] ?? 'unnamed')
}
