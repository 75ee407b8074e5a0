import 'server-only'
import type { FollowedAccount } from '@/lib/auth/account-access'
import { latestEventAt } from '@/lib/gateways/db/stripe-events'
import { log } from '@/lib/log'

/** Milliseconds. A stream ends after its lifetime, or at the first look that finds its person without access. */
const POLL_EVERY = 500
const LIFETIME = 20_000
const RECONNECT_AFTER = 250

/** Streams that one person may have open in this process; each queries the database four times a second. */
const MAX_STREAMS = 12
const openStreams = new Map<string, number>()

/**
 * Server-sent events with the time of the account's latest processed Stripe event, whenever there is a new one. The time
 * comes from the database, so any instance may receive the event. Null when the person has too many streams open.
 *
 * @param since the time that the page was rendered with, or the last one that the browser received
 */
export function streamChanges(
  { access, isStillOpen }: FollowedAccount,
  since: string | null,
  signal: AbortSignal,
): ReadableStream | null {
  const { id } = access.person
  const others = openStreams.get(id) ?? 0
  if (others >= MAX_STREAMS) return null
  openStreams.set(id, others + 1)
  return new ReadableStream({
    async start(controller) {
      const send = (text: string) => controller.enqueue(new TextEncoder().encode(text))
      try {
        send(`retry: ${RECONNECT_AFTER}\n\n`)
        let sent = since
        for (const endsAt = Date.now() + LIFETIME; !signal.aborted && Date.now() < endsAt; await pause()) {
          if (!(await isStillOpen())) break
          const latest = String(await latestEventAt(access))
          if (latest !== sent) send(`id: ${latest}\nevent: change\ndata: ${latest}\n\n`)
          sent = latest
        }
        if (!signal.aborted) controller.close()
      } catch (error) {
        // The connection or the database failed; the browser reconnects.
        if (!signal.aborted) {
          log().warn({ err: error }, 'a stream of changes failed')
          controller.error(error)
        }
      } finally {
        const left = (openStreams.get(id) ?? 1) - 1
        if (left > 0) openStreams.set(id, left)
        else openStreams.delete(id)
      }
    },
  })
}

const pause = () => new Promise((resolve) => setTimeout(resolve, POLL_EVERY))
