import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { openForJob } from '@/lib/domain/access/permissions'
import { findAccount } from '@/lib/gateways/db/accounts'
import {
  claimStripeEvents,
  finishStripeEvents,
  holdStripeEvents,
  nextDueEvent,
  postponeStripeEvent,
  type WaitingEvent,
} from '@/lib/gateways/db/stripe-events'
import { log } from '@/lib/log'
import { letPagesGoFirst } from '@/lib/people-first'
import { type Batch, EVENT_HANDLERS, type Progress } from './event-handlers'
import { newLease, RENEW_EVERY } from './lease'
import { unknownAccount } from './unknown-account'

/** Accounts whose events are processed at the same time. */
const LANES = 4

/** The longest rest after a claim or a run, in milliseconds. */
const LONGEST_REST = 500

/** How many times as long as it worked processing rests: while events have just come, and once they have waited. */
const REST_WHEN_FRESH = 5
const REST_WHEN_LATE = 1

/** After a run of so few events it does not rest, so that a page soon shows a change that one person made. */
const FEW = 5

/** How old a waiting event may be before it is hurried, in milliseconds. */
const FRESH = 5_000

/** Milliseconds after which a postponed event is tried again: at first, and at most. */
const FIRST_DELAY = 1_000
const LONGEST_DELAY = 10 * 60_000

/**
 * Processes every event that is due, account by account, the longest waiting first. An event is a hint: what it speaks of
 * is read from Stripe, so the order and number of deliveries do not matter. What cannot be read now is put off, each time
 * for longer.
 *
 * @returns when the next event is due, or null when none waits
 */
export async function processWaitingEvents(signal?: AbortSignal): Promise<Date | null> {
  await drain(signal)
  return nextDueEvent()
}

/** The same beside people's pages: in a burst every event asks for a run, so the next run waits and takes what has gathered. */
export async function processEventsInBackground(signal: AbortSignal): Promise<Date | null> {
  const startedAt = performance.now()
  if ((await drain(signal)) > FEW) await rest(performance.now() - startedAt, REST_WHEN_FRESH, signal)
  return nextDueEvent()
}

/** @returns how many events were taken up */
async function drain(signal: AbortSignal | undefined): Promise<number> {
  let count = 0
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (let claims = 1; !signal?.aborted; claims++) {
        await letPagesGoFirst()
        const events = await claimStripeEvents(new Date(), newLease())
        if (events.length === 0) return
        count += events.length
        const startedAt = performance.now()
        await processClaim(events, signal)
        // Once one claim was not enough: people come first, and what arrives gathers meanwhile.
        const times = isFresh(events) ? REST_WHEN_FRESH : REST_WHEN_LATE
        if (claims > 1) await rest(performance.now() - startedAt, times, signal)
      }
    }),
  )
  return count
}

/** Until it has rested, or at once when the server stops. */
const rest = (worked: number, times: number, signal: AbortSignal | undefined) =>
  pause(Math.min(worked * times, LONGEST_REST), undefined, { signal }).catch(() => {})

/** Late events are hurried, so that many accounts whose events never end are kept up with. */
const isFresh = ([oldest]: readonly WaitingEvent[]) =>
  oldest !== undefined && Date.now() - oldest.receivedAt.getTime() < FRESH

async function processClaim(events: readonly WaitingEvent[], signal: AbortSignal | undefined): Promise<void> {
  const left = new Set(events.map(({ id }) => id))
  const done: string[] = []
  const timer = setInterval(() => {
    holdStripeEvents([...left, ...done], newLease()).catch((error: unknown) =>
      log().warn({ err: error }, 'claim not renewed'),
    )
  }, RENEW_EVERY)
  try {
    const batch = await beginBatch(events)
    for (const event of events) {
      if (signal?.aborted) break
      const progress = await processEvent(event, batch)
      if (progress === 'done') done.push(event.id)
      // Our own write ends soon, or its lease does: the event is not put off for longer each time.
      else if (progress === 'held') await holdStripeEvents([event.id], new Date(Date.now() + FIRST_DELAY))
      else await postponeStripeEvent(event.id, new Date(Date.now() + delayAfter(event.attempts)))
      left.delete(event.id)
    }
  } finally {
    clearInterval(timer)
  }
  // All at once, so that an open page renders once for them.
  await finishStripeEvents(done, new Date())
  await holdStripeEvents([...left], new Date())
}

const delayAfter = (attempts: number) => Math.min(FIRST_DELAY * 2 ** attempts, LONGEST_DELAY)

/** Null for events of the platform's own account, which say nothing about a connected one. */
async function beginBatch(events: readonly WaitingEvent[]): Promise<Batch | null> {
  const accountId = events[0]?.accountId
  if (!accountId) return null
  const known = await findAccount(accountId)
  const access = openForJob('stripe_event', known ?? unknownAccount(accountId))
  return { access, isKnown: known !== null, events, payouts: new Map() }
}

async function processEvent(event: WaitingEvent, batch: Batch | null): Promise<Progress> {
  try {
    return (await (batch && EVENT_HANDLERS[event.type]?.(batch, event))) ?? 'done'
  } catch (error) {
    log().error({ err: error, stripeEventId: event.id }, 'event not processed')
    return 'later'
  }
}
