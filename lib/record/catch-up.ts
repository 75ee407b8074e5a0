import 'server-only'
import { wake } from '@/lib/background'
import { openForJob } from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import { isPassing } from '@/lib/domain/stripe/stripe-failure'
import { listAccountsAfter } from '@/lib/gateways/db/accounts'
import { claimGap, type EventGap, recordGap, updateGap } from '@/lib/gateways/db/event-gaps'
import { receiveStripeEvent } from '@/lib/gateways/db/stripe-events'
import { noteRunning } from '@/lib/gateways/db/worker-runs'
import { listEvents } from '@/lib/gateways/stripe/events'
import { log } from '@/lib/log'
import { EVENT_HANDLERS } from './event-handlers'

/** Milliseconds without a running instance after which events may have been missed. */
const DOWNTIME = 60_000

/** Milliseconds for which Stripe keeps its list of events: 30 days. */
const LIST_REACHES = 30 * 24 * 3_600_000

/** Milliseconds around a gap in which an event may have been delayed. */
const MARGIN = 5 * 60_000

/** Milliseconds for which a gap is this process's, renewed with each page of accounts. */
const LEASE = 60_000

/** Accounts on a page, and milliseconds from one list to the next: a small share of Stripe's 25 requests a second. */
const PAGE = 20
const PACE = 100

/** Notes that an instance runs, and records the time before in which none did. */
export async function watchForDowntime(job: string): Promise<void> {
  const now = new Date()
  const lastSeen = await noteRunning(job, now, DOWNTIME)
  if (!lastSeen) return
  const reach = new Date(now.getTime() - LIST_REACHES)
  await recordGap({ startedAt: lastSeen, endedAt: now, lostUntil: lastSeen < reach ? reach : null })
  log().warn({ from: lastSeen, to: now }, 'no instance was running')
  wake('catch_up')
}

/**
 * Reads Stripe's lists of events for the times in which no instance ran, account by account, and keeps those that were
 * not delivered. What is read so far is kept when it stops half-way.
 */
export async function catchUp(signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted) {
    const gap = await claimGap(new Date(), leaseEnd())
    if (!gap) return
    if (!(await fillGap(gap, signal))) return
  }
}

const leaseEnd = () => new Date(Date.now() + LEASE)

/** False when it stopped half-way. */
async function fillGap(gap: EventGap, signal: AbortSignal | undefined): Promise<boolean> {
  let { cursor, found, unread } = gap
  for (;;) {
    const accounts = await listAccountsAfter(cursor, PAGE)
    if (accounts.length === 0) break
    for (const account of accounts) {
      const events = signal?.aborted ? 'stopped' : await fetchMissed(account, gap)
      if (events === 'stopped') {
        await updateGap(gap.id, { cursor, found, unread, leaseUntil: new Date() })
        return false
      }
      if (events === 'unreadable') unread++
      else found += events
      cursor = account.id
    }
    await updateGap(gap.id, { cursor, found, unread, leaseUntil: leaseEnd() })
    if (found > 0) wake('events')
  }
  await updateGap(gap.id, { cursor, found, unread, leaseUntil: new Date(), finishedAt: new Date() })
  log().info({ from: gap.startedAt, to: gap.endedAt, found, unread }, 'caught up with events')
  return true
}

/** How many events of this account had not been delivered. */
async function fetchMissed(account: AccountRef, gap: EventGap): Promise<number | 'unreadable' | 'stopped'> {
  await new Promise((resolve) => setTimeout(resolve, PACE))
  const listed = await listEvents(openForJob('stripe_event', account), {
    types: Object.keys(EVENT_HANDLERS),
    from: new Date(gap.startedAt.getTime() - MARGIN),
    to: new Date(gap.endedAt.getTime() + MARGIN),
  })
  if (!listed.ok) {
    return isPassing(listed.failure) ? 'stopped' : 'unreadable'
  }
  let found = 0
  for (const event of listed.value) if (await receiveStripeEvent(event, new Date())) found++
  return found
}
