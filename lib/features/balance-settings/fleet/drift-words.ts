import type { ExceptionStep, NewEvent } from '@/lib/domain/audit/audit-entry'
import { addDays, parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { LONGEST_EXCEPTION } from '@/lib/domain/fleet/drift'
import { describeFieldValue } from '@/lib/domain/settings/balance-settings'
import { labelOf } from '@/lib/domain/settings/fields'
import type { Drift } from '@/lib/gateways/db/drift'

/** How an account differs from its policy, one line for each setting: what it has, and what it should have. */
export const differenceLines = ({ changes }: Pick<Drift, 'changes'>): string[] =>
  (changes ?? []).map(
    (change) =>
      `${labelOf(change.field)}: ${describeFieldValue(change, 'before')}, should be ${describeFieldValue(change, 'after')}`,
  )

/** The last day of an exception, which ends with it (UTC). */
export const untilOf = (until: Date): string => new Date(until.getTime() - 1).toISOString().slice(0, 10)

/** What is recorded of an exception. `until` is the moment at which it ends. */
export const exceptionEvent = (
  { policyId, changes }: Drift,
  { name, step, until }: { name: string | undefined; step: ExceptionStep; until: Date },
): NewEvent => ({
  type: 'policy.exception',
  policyId,
  name: name ?? policyId,
  step,
  until: untilOf(until),
  lines: differenceLines({ changes }),
})

/** The moment at which an exception ends, from the last day that was typed (UTC); null for a day past or too far away. */
export function endOfException(typed: string, now: Date): Date | null {
  const day = parseCalendarDate(typed)
  if (day === null) return null
  const end = new Date(addDays(day, 1))
  const longest = now.getTime() + (LONGEST_EXCEPTION + 1) * 24 * 3_600_000
  return end > now && end.getTime() <= longest ? end : null
}
