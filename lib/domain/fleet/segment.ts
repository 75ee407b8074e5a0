import type { CalendarDate } from '../calendar/calendar-date'

/** What accounts are chosen by, named as the filters of the accounts list. */
export const SEGMENT_FACTS = ['country', 'type', 'currency', 'schedule', 'payouts'] as const
export type SegmentFact = (typeof SEGMENT_FACTS)[number]

/** Which accounts a policy is for. Each fact that is listed must have one of its values; an empty segment is everybody. */
export type Segment = {
  facts: Partial<Record<SegmentFact, readonly string[]>>
  /** Accounts created on this day (UTC) or later; null for all. */
  createdFrom: CalendarDate | null
}

/** What is known of an account; null where Stripe doesn't say, or it was never read. */
export type AccountFacts = Record<SegmentFact, string | null> & { createdOn: CalendarDate | null }

export const EVERY_ACCOUNT: Segment = { facts: {}, createdFrom: null }

/**
 * Whether an account belongs to a segment. `unknown`: nothing that is known excludes it, and something that decides isn't
 * known, so it counts neither as a member nor as a stranger.
 */
export function membership(segment: Segment, facts: AccountFacts): 'in' | 'out' | 'unknown' {
  const { createdFrom } = segment
  const answers = SEGMENT_FACTS.flatMap((fact) => {
    const wanted = segment.facts[fact]
    if (!wanted || wanted.length === 0) return []
    const value = facts[fact]
    return [value === null ? null : wanted.includes(value)]
  })
  if (createdFrom !== null) answers.push(facts.createdOn === null ? null : facts.createdOn >= createdFrom)
  if (answers.includes(false)) return 'out'
  return answers.includes(null) ? 'unknown' : 'in'
}

const FACT_WORDS: Record<SegmentFact, string> = {
  country: 'Country',
  type: 'Type',
  currency: 'Default currency',
  schedule: 'Current schedule',
  payouts: 'Payouts',
}

/** A segment in words, one line for each condition. */
export function describeSegment({ facts, createdFrom }: Segment): string[] {
  const lines = SEGMENT_FACTS.flatMap((fact) => {
    const values = facts[fact] ?? []
    return values.length > 0 ? [`${FACT_WORDS[fact]}: ${values.map(valueWords(fact)).join(', ')}`] : []
  })
  if (createdFrom !== null) lines.push(`Created on or after ${createdFrom}`)
  return lines.length > 0 ? lines : ['Every connected account']
}

const valueWords = (fact: SegmentFact) => (value: string) => (fact === 'currency' ? value.toUpperCase() : value)
