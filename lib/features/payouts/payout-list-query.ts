import type { Route } from 'next'
import { isAccountId } from '@/lib/domain/accounts/connected-account'
import { parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { currencyCode, oneOf } from '@/lib/domain/foreign'
import { PAYOUT_STATUSES } from '@/lib/domain/payouts/payout'
import type { PayoutQuery } from '@/lib/gateways/db/payout-readings'
import { isPayoutId } from './order-schema'

type SearchParams = Record<string, string | string[] | undefined>

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value.trim() : '')

/** The URL has the whole state of the list. A parameter that can't be read is ignored. */
export function parsePayoutQuery(params: SearchParams): PayoutQuery {
  const [account, after, before] = [one(params.account), one(params.after), one(params.before)]
  const direction = isPayoutId(after) ? 'after' : isPayoutId(before) ? 'before' : null
  return {
    status: oneOf(params.status, PAYOUT_STATUSES),
    currency: currencyCode(params.currency),
    day: parseCalendarDate(one(params.day)),
    accountId: isAccountId(account) ? account : null,
    cursor: direction && { direction, id: direction === 'after' ? after : before },
  }
}

/** The URL of the same list with a change, which starts at the first page again. */
export function payoutListUrl(query: PayoutQuery, change: Partial<PayoutQuery> = {}): Route {
  const { status, currency, day, accountId, cursor } = { ...query, cursor: null, ...change }
  const params = new URLSearchParams()
  if (status) params.set('status', status)
  if (currency) params.set('currency', currency)
  if (day) params.set('day', day)
  if (accountId) params.set('account', accountId)
  if (cursor) params.set(cursor.direction, cursor.id)
  return (params.size === 0 ? '/payouts' : `/payouts?${params}`) as Route
}

export const isFiltered = ({ status, currency, day, accountId }: PayoutQuery): boolean =>
  [status, currency, day, accountId].some((filter) => filter !== null)
