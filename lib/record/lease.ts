import 'server-only'
import { renewLease } from '@/lib/gateways/db/intents'
import { log } from '@/lib/log'

/**
 * Milliseconds for which a process takes an intent, and between its renewals. One that has died renews no more, and then
 * anyone may find out what became of its write. A lease that ends too early does no harm: the one that takes the intent over
 * voids its key first, so a write that was only slow is refused by Stripe. So short that a server which starts after a
 * crash has settled everything five seconds after it is ready.
 */
export const LEASE = 4_000
export const RENEW_EVERY = 1_000

export const newLease = (): Date => new Date(Date.now() + LEASE)

/** Keeps the lease of an intent while this process works on it. */
export async function holdLease<T>(entryId: string, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => {
    renewLease(entryId, newLease()).then(
      (isOpen) => isOpen || clearInterval(timer),
      (error: unknown) => log().warn({ err: error, entryId }, 'lease not renewed'),
    )
  }, RENEW_EVERY)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
