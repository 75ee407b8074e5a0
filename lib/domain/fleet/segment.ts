import { ACCOUNT_STATES } from '../accounts/account-state'
import type { CalendarDate } from '../calendar/calendar-date'
import { oneOf } from '../foreign'
import { formatMoney } from '../money/money'
import { nameReason, nameState } from '../payouts/standing-words'

/** What accounts are chosen by, named as the filters of the accounts list; `currency` is the default one. */
export const SEGMENT_FACTS = [
  'country',
  'type',
  'currency',
  'schedule',
  'payouts',
  'state',
  'reason',
  'requirement',
  'delay',
  'balance',
  'bank',
] as const
export type SegmentFact = (typeof SEGMENT_FACTS)[number]

/** Facts that are either so or not. */
export const YES_OR_NO = {
  payouts: ['enabled', 'disabled'],
  balance: ['negative', 'not_negative'],
  bank: ['shared', 'not_shared'],
} as const

/** A balance in this currency, with an available amount between these, in its smallest unit; null where it is open. */
export type AvailableRange = { currency: string; min: number | null; max: number | null }

/** Which accounts a policy is for. Each fact that is listed must have one of its values; an empty segment is everybody. */
export type Segment = {
  facts: Partial<Record<SegmentFact, readonly string[]>>
  available: AvailableRange | null
  /** Accounts created on this day (UTC) or later; null for all. */
  createdFrom: CalendarDate | null
}

/** What is known of an account; null where Stripe doesn't say, or it was never read. */
export type AccountFacts = Record<SegmentFact, string | null> & {
  createdOn: CalendarDate | null
  /** What is available in each currency of its balance. */
  available: ReadonlyMap<string, number> | null
}

export const EVERY_ACCOUNT: Segment = { facts: {}, available: null, createdFrom: null }

/**
 * Whether an account belongs to a segment. `unknown`: nothing that is known excludes it, and something that decides isn't
 * known, so it counts neither as a member nor as a stranger.
 */
export function membership(segment: Segment, facts: AccountFacts): 'in' | 'out' | 'unknown' {
  const { createdFrom, available } = segment
  const answers = SEGMENT_FACTS.flatMap((fact) => {
    const wanted = segment.facts[fact]
    if (!wanted || wanted.length === 0) return []
    const value = facts[fact]
    return [value === null ? null : wanted.includes(value)]
  })
  if (available !== null) answers.push(facts.available === null ? null : isBetween(available, facts.available))
  if (createdFrom !== null) answers.push(facts.createdOn === null ? null : facts.createdOn >= createdFrom)
  if (answers.includes(false)) return 'out'
  return answers.includes(null) ? 'unknown' : 'in'
}

function isBetween({ currency, min, max }: AvailableRange, available: ReadonlyMap<string, number>): boolean {
  const amount = available.get(currency)
  return amount !== undefined && amount >= (min ?? amount) && amount <= (max ?? amount)
}

const FACT_WORDS: Record<SegmentFact, string> = {
  country: 'Country',
  type: 'Type',
  currency: 'Default currency',
  schedule: 'Current schedule',
  payouts: 'Payouts',
  state: 'Payout status',
  reason: 'Reason',
  requirement: 'Requirements',
  delay: 'Settlement delay in days',
  balance: 'Balance',
  bank: 'Bank account or card',
}

/** A segment in words, one line for each condition. */
export function describeSegment({ facts, available, createdFrom }: Segment): string[] {
  const lines = SEGMENT_FACTS.flatMap((fact) => {
    const values = facts[fact] ?? []
    return values.length > 0 ? [`${FACT_WORDS[fact]}: ${values.map(valueWords(fact)).join(', ')}`] : []
  })
  if (available !== null) lines.push(`Available: ${describeAvailable(available)}`)
  if (createdFrom !== null) lines.push(`Created on or after ${createdFrom}`)
  return lines.length > 0 ? lines : ['Every connected account']
}

const valueWords = (fact: SegmentFact) => (value: string) => {
  switch (fact) {
    case 'currency':
      return value.toUpperCase()
    case 'reason':
      return nameReason(value)
    case 'state':
      return nameState(oneOf(value, ACCOUNT_STATES))
    default:
      return value.replaceAll('_', ' ')
  }
}

function describeAvailable({ currency, min, max }: AvailableRange): string {
  const words = (amount: number) => formatMoney({ amount, currency })
  if (min === null) return max === null ? `any amount in ${currency.toUpperCase()}` : `at most ${words(max)}`
  return max === null ? `at least ${words(min)}` : `${words(min)} to ${words(max)}`
}
