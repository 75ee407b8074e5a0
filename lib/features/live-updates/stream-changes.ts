import 'server-only'
import type { AccountAccess } from '@/lib/domain/permissions'
import { latestEventAt } from '@/lib/gateways/db/stripe-events'

/** Milliseconds between looks, and how long one stream lives before the browser opens the next and is checked anew. */
const LOOK_EVERY = 500
const LIFETIME = 20_000
const REOPEN_AFTER = 250

/**
 * Server-sent events: the moment of the latest event of Stripe that has been worked off for this account, whenever it
 * moves on. It is read from the database, so it does not matter which instance took the event in.
 *
 * @param since the moment that the page was drawn with, or that the browser was told last
 */
export function streamChanges(access: AccountAccess, since: string | null, signal: AbortSignal): ReadableStream {
  const encoder = new TextEncoder()
  const endsAt = Date.now() + LIFETIME
  let told = since
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(encoder.encode(`retry: ${REOPEN_AFTER}\n\n`))
      while (!signal.aborted && Date.now() < endsAt) {
        const latest = String(await latestEventAt(access))
        if (latest !== told) {
          controller.enqueue(encoder.encode(`id: ${latest}\nevent: change\ndata: ${latest}\n\n`))
          told = latest
        }
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
      }
      if (!signal.aborted) controller.close()
    },
  })
}
