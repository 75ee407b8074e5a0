import { describeTime } from '../notices/notice'

const HOUR = 3_600_000

/**
 * Why no manual payout goes to a bank account or card yet, or null.
 *
 * @param known when it was added, with null for one that was there from the beginning; null where nothing is known of it,
 *   which counts as added just now
 * @param now epoch milliseconds
 */
export function findCoolingOff(known: { addedAt: Date | null } | null, hours: number, now: number): string | null {
  if (hours === 0 || known?.addedAt === null) return null
  const until = (known?.addedAt.getTime() ?? now) + hours * HOUR
  if (until <= now) return null
  return `this bank account or card was added recently. Manual payouts to it can be sent from ${describeTime(new Date(until), 'Etc/UTC')} on.`
}
