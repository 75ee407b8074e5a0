import type { Route } from 'next'
import type { PeopleQuery } from '@/lib/gateways/db/people'

type Parameters = Record<string, string | string[] | undefined>

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : '')

/** What the address asks for. Emails are stored in lower case; an id of an account finds who reaches it. */
export function parsePeopleQuery(parameters: Parameters): PeopleQuery {
  const typed = one(parameters.q).trim().slice(0, 254)
  return {
    group: one(parameters.group) === 'accounts' ? 'accounts' : 'staff',
    search: typed.startsWith('acct_') ? typed : typed.toLowerCase(),
    after: one(parameters.after).slice(0, 254) || null,
  }
}

export function peopleUrl({ group, search, after }: PeopleQuery): Route {
  const parameters = new URLSearchParams()
  if (group === 'accounts') parameters.set('group', group)
  if (search) parameters.set('q', search)
  if (after) parameters.set('after', after)
  const query = parameters.toString()
  return (query ? `/people?${query}` : '/people') as Route
}

export const personUrl = (personId: string): Route => `/people/${encodeURIComponent(personId)}` as Route
