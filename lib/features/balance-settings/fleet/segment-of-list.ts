import type { Segment } from '@/lib/domain/fleet/segment'
import { isKnownCurrency } from '@/lib/domain/money/money'
import type { ListMatch } from '@/lib/gateways/db/chosen-accounts'
import { INTERVALS } from './submitted-policy'
import type { policyText } from './text'

type LeftOut = keyof typeof policyText.leftOutWords

/**
 * The accounts that a list shows as the accounts of a policy, and the conditions that a policy can't have: without them,
 * the policy is for more accounts than the list shows.
 */
export function segmentOfList({ search, state, filters, range }: ListMatch): { segment: Segment; leftOut: LeftOut[] } {
  const { next_payout: day, currency, schedule, ...facts } = filters
  const isState = state !== 'unknown' && state !== 'disconnected'
  const isSchedule = schedule === undefined || INTERVALS.some((interval) => interval === schedule)
  const isCurrency = currency === undefined || isKnownCurrency(currency)
  const chosen = { ...facts, ...(isState && state && { state }), ...(isSchedule && schedule && { schedule }) }
  return {
    segment: {
      facts: Object.fromEntries(Object.entries(chosen).map(([fact, value]) => [fact, [value]])),
      available: isCurrency && currency ? { currency, min: range?.min ?? null, max: range?.max ?? null } : null,
      createdFrom: null,
    },
    leftOut: [
      ...(search ? ['search' as const] : []),
      ...(isState ? [] : ['state' as const]),
      ...(day === undefined ? [] : ['next_payout' as const]),
      ...(isSchedule ? [] : ['schedule' as const]),
      ...(isCurrency ? [] : ['currency' as const]),
    ],
  }
}
