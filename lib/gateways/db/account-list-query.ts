import { ACCOUNT_STATES } from '@/lib/domain/accounts/account-state'

/** What the accounts list can be filtered by, beside the state. */
export const ACCOUNT_FILTERS = [
  'payouts',
  'reason',
  'requirement',
  'schedule',
  'delay',
  'currency',
  'country',
  'type',
  'balance',
  'bank',
  'next_payout',
] as const

export type AccountFilter = (typeof ACCOUNT_FILTERS)[number]

/** `unknown` until the state is computed. A disconnected account is listed only where it is asked for. */
export const LISTED_STATES = [...ACCOUNT_STATES, 'unknown', 'disconnected'] as const

export type ListedState = (typeof LISTED_STATES)[number]

export const ACCOUNT_SORTS = ['name', 'state', 'available', 'next_payout', 'created'] as const

export type AccountSort = (typeof ACCOUNT_SORTS)[number]

/** In minor units; null where it is open. */
export type AmountRange = { min: number | null; max: number | null }

export type AccountListQuery = {
  /** Every word must be the beginning of a word of the name or the email, or of an id. */
  search: string
  /** Null lists every connected account. */
  state: ListedState | null
  filters: Partial<Record<AccountFilter, string>>
  /** Of what is available in the currency that is filtered by; the list is then sorted by it. */
  range: AmountRange | null
  /** `available` is of the currency that is filtered by; without one the list is sorted by name. */
  sort: AccountSort
  direction: 'asc' | 'desc'
  /** The id that the page starts behind (after) or ends before. */
  cursor: { direction: 'after' | 'before'; id: string } | null
}
