import { isAccountId } from '@/lib/domain/accounts/connected-account'
import { cleanSearch } from '@/lib/domain/accounts/search-words'
import { toDecimal } from '@/lib/domain/money/money'
import { readSignedAmount } from '@/lib/domain/money/typed-amount'
import {
  ACCOUNT_FILTERS,
  ACCOUNT_SORTS,
  type AccountFilter,
  type AccountListQuery,
  type AccountSort,
  LISTED_STATES,
} from '@/lib/gateways/db/account-list-query'
import { LIST_COLUMNS, type ListColumn } from './list-columns'

type SearchParams = Record<string, string | string[] | undefined>

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : '')

function among<T extends string>(value: string, allowed: readonly T[]): T | null {
  return allowed.find((candidate) => candidate === value) ?? null
}

/** Stripe may add values, so only their form is checked; a value that no account has lists nothing. */
const FILTER_VALUES: Record<AccountFilter, RegExp> = {
  payouts: /^(enabled|disabled)$/,
  reason: /^[a-z0-9_.]{1,80}$/,
  requirement: /^(past_due|currently_due|eventually_due|none)$/,
  schedule: /^[a-z_]{1,40}$/,
  delay: /^\d{1,3}$/,
  currency: /^[a-z]{3,8}$/,
  country: /^[A-Z]{2}$/,
  type: /^(custom|express|standard)$/,
  balance: /^negative$/,
  bank: /^shared$/,
  next_payout: /^\d{4}-\d{2}-\d{2}$/,
}

/** The direction in which a sort begins. */
export const firstDirection = (sort: AccountSort): AccountListQuery['direction'] =>
  sort === 'created' || sort === 'available' ? 'desc' : 'asc'

/** A range lists the amounts in their order, whatever the sort is. */
export const isByAmount = ({ sort, range }: AccountListQuery): boolean => sort === 'available' || range !== null

/** `columns`: those that were chosen; null for the usual ones. */
export type ShownList = AccountListQuery & { columns?: readonly ListColumn[] | null }

/** The columns of an address, or of a form, which has one parameter for each. */
function parseColumns(value: string | string[] | undefined): ListColumn[] | null {
  const asked = [value ?? []].flat().flatMap((each) => each.split(','))
  const chosen = LIST_COLUMNS.filter((column) => asked.includes(column))
  return chosen.length > 0 && chosen.length < LIST_COLUMNS.length ? chosen : null
}

/** The URL has the whole state of the list. A parameter that can't be read is ignored. */
export function parseAccountListQuery(params: SearchParams): ShownList {
  const [after, before] = [one(params.after), one(params.before)]
  const direction = isAccountId(after) ? 'after' : isAccountId(before) ? 'before' : null
  const filters = Object.fromEntries(
    ACCOUNT_FILTERS.map((filter) => [filter, one(params[filter])] as const).filter(([filter, value]) =>
      FILTER_VALUES[filter].test(value),
    ),
  ) as AccountListQuery['filters']
  const { currency } = filters
  const asked = among(one(params.sort), ACCOUNT_SORTS) ?? 'name'
  const sort = asked === 'available' && !currency ? 'name' : asked
  const range = currency
    ? { min: parseAmount(one(params.min), currency), max: parseAmount(one(params.max), currency) }
    : null
  return {
    search: cleanSearch(one(params.q)),
    state: among(one(params.state), LISTED_STATES),
    filters,
    range: range && (range.min !== null || range.max !== null) ? range : null,
    sort,
    direction: among(one(params.dir), ['asc', 'desc']) ?? firstDirection(sort),
    cursor: direction && { direction, id: direction === 'after' ? after : before },
    columns: parseColumns(params.columns),
  }
}

function parseAmount(text: string, currency: string): number | null {
  const read = readSignedAmount(text, currency)
  return read.kind === 'amount' ? read.amount : null
}

/** The URL of the same list with a change, which starts at the first page again. */
export function accountListUrl(query: ShownList, change: Partial<ShownList> = {}): `/accounts?${string}` {
  return `/accounts?${accountListParams({ ...query, cursor: null, ...change })}`
}

/** The parameters of a list in the form in which this version writes them, without a place in the list. */
export const canonicalParams = (params: string): string =>
  accountListParams({
    ...parseAccountListQuery(Object.fromEntries(new URLSearchParams(params))),
    cursor: null,
  }).toString()

/** The parameters that `parseAccountListQuery` reads the query from. */
export function accountListParams({
  search,
  state,
  filters,
  range,
  sort,
  direction,
  cursor,
  columns,
}: ShownList): URLSearchParams {
  const params = new URLSearchParams()
  if (search) params.set('q', search)
  if (state) params.set('state', state)
  for (const filter of ACCOUNT_FILTERS) if (filters[filter]) params.set(filter, filters[filter])
  const { currency } = filters
  if (currency && range)
    for (const [name, amount] of Object.entries(range))
      if (amount !== null) params.set(name, toDecimal({ amount, currency }))
  if (sort !== 'name') params.set('sort', sort)
  if (direction !== firstDirection(sort)) params.set('dir', direction)
  if (cursor) params.set(cursor.direction, cursor.id)
  if (columns) params.set('columns', columns.join())
  return params
}
