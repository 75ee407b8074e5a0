import type { Route } from 'next'
import type { RequestQuery } from '@/lib/gateways/db/change-requests'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const isRequestId = (id: unknown): id is string => typeof id === 'string' && UUID.test(id)

/** The URL has the whole state of the list. A parameter that can't be read is ignored. */
export const parseRequestQuery = ({ group, after }: Record<string, string | string[] | undefined>): RequestQuery => ({
  group: group === 'all' ? 'all' : 'open',
  after: isRequestId(after) ? after : null,
})

export function requestsUrl({ group, after }: RequestQuery): Route {
  const parameters = new URLSearchParams({ ...(group === 'all' && { group }), ...(after && { after }) })
  return (parameters.size > 0 ? `/requests?${parameters}` : '/requests') as Route
}
