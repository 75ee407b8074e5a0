import 'server-only'
import { openForJob } from '@/lib/domain/access/permissions'
import { findAccount } from '@/lib/gateways/db/accounts'
import {
  claimStripeEvents,
  finishStripeEvents,
  releaseStripeEvents,
  type WaitingEvent,
} from '@/lib/gateways/db/stripe-events'
import { log } from '@/lib/log'
import { type Batch, EVENT_HANDLERS, type Progress } from './event-handlers'
import { unknownAccount } from './unknown-account'

/** Milliseconds before a postponed event is tried again, and how often that is done here. */
const LATER = 1000
const TRIES = 8

/** Milliseconds after which no other event of a claim is begun; what is left is claimed again. */
const HOLDS = 15_000

/**
 * Processes every event that waits, account by account. An event is a hint: what it speaks of is read from Stripe, so
 * the order and number of deliveries do not matter. What cannot be read now is left for the next event to take up.
 */
export async function processWaitingEvents(): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const postponed: string[] = []
    const claim = () => claimStripeEvents(new Date(), { except: postponed })
    let events = await claim()
    while (events.length > 0) {
      const batch = await beginBatch(events)
      const done: string[] = []
      const endsAt = Date.now() + HOLDS
      for (const event of events) {
        const isInTime = Date.now() < endsAt
        if (isInTime && (await processEvent(event, batch)) === 'done') done.push(event.id)
        else postponed.push(event.id)
      }
      await finishStripeEvents(done, new Date())
      events = await claim()
    }
    if (postponed.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, LATER))
    await releaseStripeEvents(postponed)
  }
}

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
