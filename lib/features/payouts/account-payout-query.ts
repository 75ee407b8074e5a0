import type { Route } from 'next'
import { type CalendarDate, parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { oneOf } from '@/lib/domain/foreign'
import { PAYOUT_STATUSES, type PayoutStatus } from '@/lib/domain/payouts/payout'
import { isPayoutId } from './order-schema'

type SearchParams = Record<string, string | string[] | undefined>

/** Which of an account's payouts are listed. */
export type AccountPayoutQuery = {
  status: PayoutStatus | null
  /** The day of arrival. */
  day: CalendarDate | null
  /** The payout that the page follows; null for the first page. */
  after: string | null
}

/** The address has the whole state of the list. A parameter that can't be read is ignored. */
export const parseAccountPayoutQuery = ({ status, day, payouts }: SearchParams): AccountPayoutQuery => ({
  status: oneOf(status, PAYOUT_STATUSES),
  day: typeof day === 'string' ? parseCalendarDate(day) : null,
  after: isPayoutId(payouts) ? payouts : null,
})

/** The same page of the account with another list of payouts, which starts at its first page unless the change says otherwise. */
export function accountPayoutsUrl(path: Route, query: AccountPayoutQuery, change: Partial<AccountPayoutQuery>): Route {
  const { status, day, after } = { ...query, after: null, ...change }
  const params = new URLSearchParams()
  if (status) params.set('status', status)
  if (day) params.set('day', day)
  if (after) params.set('payouts', after)
  return (params.size === 0 ? path : `${path}${path.includes('?') ? '&' : '?'}${params}`) as Route
}

export const isFiltered = ({ status, day }: AccountPayoutQuery): boolean => status !== null || day !== null
