import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import { latestEventAt } from '@/lib/gateways/db/stripe-events'
import { log } from '@/lib/log'

/** Milliseconds between looks, and how long one stream lives before the browser opens the next and is checked anew. */
const LOOK_EVERY = 500
const LIFETIME = 20_000
const REOPEN_AFTER = 250

/** Streams that one person may have open at this process; each looks at the database twice a second. */
const MOST = 12
const open = new Map<string, number>()

/**
 * Server-sent events: the moment of the latest event of Stripe that has been worked off for this account, whenever it
 * moves on. It is read from the database, so it does not matter which instance took the event in. Null where this
 * person follows too many pages already.
 *
 * @param since the moment that the page was drawn with, or that the browser was told last
 */
export function streamChanges(access: AccountAccess, since: string | null, signal: AbortSignal): ReadableStream | null {
  const { id } = access.person
  const others = open.get(id) ?? 0
  if (others >= MOST) return null
  open.set(id, others + 1)
  return new ReadableStream({
    async start(controller) {
      const send = (text: string) => controller.enqueue(new TextEncoder().encode(text))
      try {
        send(`retry: ${REOPEN_AFTER}\n\n`)
        let told = since
        for (const endsAt = Date.now() + LIFETIME; !signal.aborted && Date.now() < endsAt; await pause()) {
          const latest = String(await latestEventAt(access))
          if (latest !== told) send(`id: ${latest}\nevent: change\ndata: ${latest}\n\n`)
          told = latest
        }
        if (!signal.aborted) controller.close()
      } catch (error) {
        // The reader has gone, or the database has: either way the browser asks again.
        if (!signal.aborted) {
          log().warn({ err: error }, 'a stream of changes broke off')
          controller.error(error)
        }
      } finally {
        const left = (open.get(id) ?? 1) - 1
        if (left > 0) open.set(id, left)
        else open.delete(id)
      }
    },
  })
}

const pause = () => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
