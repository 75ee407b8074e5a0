import type { AccountCounts } from '@/lib/gateways/db/account-list'
import { ACCOUNT_FILTERS } from '@/lib/gateways/db/account-list-query'

/** The counts of a list of accounts, where no filter has a value but those given. */
export const countsOf = (filters: Partial<AccountCounts['filters']>): AccountCounts => ({
  states: [],
  filters: {
    ...(Object.fromEntries(ACCOUNT_FILTERS.map((filter) => [filter, []])) as unknown as AccountCounts['filters']),
    ...filters,
  },
})
