import type { Result } from './result'
import { describeReadFailure, type StripeFailure } from './stripe/stripe-failure'

/** What Stripe answered last, and a moment before it was asked. */
export type Snapshot<T> = { value: T; readAt: Date }

/**
 * What is known of something at Stripe: the current answer, the last known one while Stripe doesn't answer, or nothing.
 * `readAt` is a moment before Stripe was asked.
 */
export type Reading<T> =
  | ({ kind: 'current' } & Snapshot<T>)
  | ({ kind: 'stale'; because: string } & Snapshot<T>)
  | { kind: 'missing'; because: string }

/** Stripe's answer as a reading; `last` is what was read before, null where there is nothing. */
export function readingOf<T>(
  answer: Result<T, StripeFailure>,
  { readAt, last }: { readAt: Date; last: Snapshot<T> | null },
): Reading<T> {
  if (answer.ok) return { kind: 'current', value: answer.value, readAt }
  const because = describeReadFailure(answer.failure)
  return last ? { kind: 'stale', ...last, because } : { kind: 'missing', because }
}

/** The value of a reading, current or stale; null where there is none. */
export const knownValue = <T>(reading: Reading<T>): T | null => (reading.kind === 'missing' ? null : reading.value)
