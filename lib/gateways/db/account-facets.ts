import 'server-only'
import { ACCOUNT_STATES } from '@/lib/domain/accounts/account-state'
import { ACCOUNT_FILTERS, type AccountFilter, type AccountListQuery, type ListedState } from './account-list-query'

/** Every account has this facet. */
export const EVERY_ACCOUNT = ''

export const facetOf = (filter: AccountFilter, value: string) => `${filter}:${value}`

/** The facets that an account must have to be listed under these filters. */
export const facetsOf = (filters: AccountListQuery['filters']): string[] =>
  ACCOUNT_FILTERS.flatMap((filter) => {
    const value = filters[filter]
    return value === undefined ? [] : [facetOf(filter, value)]
  })

const UNKNOWN_STATE = ACCOUNT_STATES.length
export const DISCONNECTED = 9

/** Ranks of the states of connected accounts, the most urgent first and the unknown last. */
export const CONNECTED_RANKS: readonly number[] = [...ACCOUNT_STATES.keys(), UNKNOWN_STATE]

export const rankOf = (state: ListedState): number => {
  if (state === 'disconnected') return DISCONNECTED
  return state === 'unknown' ? UNKNOWN_STATE : ACCOUNT_STATES.indexOf(state)
}

export const stateOfRank = (rank: number): ListedState =>
  rank === DISCONNECTED ? 'disconnected' : (ACCOUNT_STATES[rank] ?? 'unknown')

/** The rank of a stored state; one that this version does not know counts as not computed. */
export function rankOfStored(state: string | null, goneAt: Date | null): number {
  if (goneAt) return DISCONNECTED
  const rank = (ACCOUNT_STATES as readonly string[]).indexOf(state ?? '')
  return rank === -1 ? UNKNOWN_STATE : rank
}

/** Sorts after every date. */
export const NO_PAYOUT = '~'
