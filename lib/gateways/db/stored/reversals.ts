import 'server-only'
import { integer, isRecord, record, text } from '@/lib/domain/foreign'
import type { Reversals } from '@/lib/domain/payouts/reversals'

/** What was taken back of an account, as it is stored; null where nothing was read. A sum that can't be read is left out. */
export function readStoredReversals(stored: unknown): Reversals | null {
  if (!isRecord(stored)) return null
  const since = new Date(text(stored.since) ?? Number.NaN)
  if (Number.isNaN(since.getTime())) return null
  const sums = Object.entries(record(stored.sums)).flatMap(([currency, value]) => {
    const sum = record(value)
    const [refunds, disputes, week] = [integer(sum.refunds), integer(sum.disputes), integer(sum.week)]
    return refunds === null || disputes === null || week === null ? [] : [[currency, { refunds, disputes, week }]]
  })
  return { since, sums: Object.fromEntries(sums) }
}
