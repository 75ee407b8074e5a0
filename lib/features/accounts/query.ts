import { isAccountId } from '@/lib/domain/accounts/connected-account'
import type { AccountListQuery } from '@/lib/gateways/db/account-list'

type SearchParams = Record<string, string | string[] | undefined>

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : '')

function among<T extends string>(value: string, allowed: readonly T[]): T | null {
  return allowed.find((candidate) => candidate === value) ?? null
}

export const STATUSES = ['enabled', 'disabled', 'gone'] as const
export const INTERVALS = ['daily', 'weekly', 'monthly', 'manual'] as const
const SORTS = ['name', 'newest'] as const

/** No account's name has NUL or lone surrogates, and PostgreSQL rejects them. */
const cleaned = (text: string) => text.toWellFormed().replaceAll('\0', '').slice(0, 100)

/** The URL has the whole state of the list. A parameter that can't be read is ignored. */
export function parseAccountListQuery(params: SearchParams): AccountListQuery {
  const [after, before, country] = [one(params.after), one(params.before), one(params.country)]
  const direction = isAccountId(after) ? 'after' : isAccountId(before) ? 'before' : null
  return {
    search: cleaned(one(params.q)),
    status: among(one(params.payouts), STATUSES),
    interval: among(one(params.interval), INTERVALS),
    country: /^[A-Z]{2}$/.test(country) ? country : null,
    negative: one(params.negative) === '1',
    sort: among(one(params.sort), SORTS) ?? 'name',
    cursor: direction && { direction, id: direction === 'after' ? after : before },
  }
}

/** The URL of the same list with a change, which starts at the first page again. */
export function accountListUrl(query: AccountListQuery, change: Partial<AccountListQuery> = {}): `/accounts?${string}` {
  const next = { ...query, cursor: null, ...change }
  const params = new URLSearchParams()
  if (next.search) params.set('q', next.search)
  if (next.status) params.set('payouts', next.status)
  if (next.interval) params.set('interval', next.interval)
  if (next.country) params.set('country', next.country)
  if (next.negative) params.set('negative', '1')
  if (next.sort !== 'name') params.set('sort', next.sort)
  if (next.cursor) params.set(next.cursor.direction, next.cursor.id)
  return `/accounts?${params}`
}
