import type { Route } from 'next'
import { ITEM_STATES, type ItemState } from '@/lib/domain/fleet/rollout'

type SearchParams = Record<string, string | string[] | undefined>

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether something is the id of a policy or a rollout; nothing else reaches the database. */
export const isFleetId = (id: unknown): id is string => typeof id === 'string' && UUID.test(id)

/** `after` is the id of the last rollout of the page before. */
export const parseFleetQuery = ({ after }: SearchParams): { after: string | null } => ({
  after: isFleetId(after) ? after : null,
})

export const fleetUrl = (after: string | null): Route => (after ? `/fleet?after=${after}` : '/fleet') as Route

/** `after` is the position of the last account of the page before. */
export type ItemQuery = { state: ItemState | null; after: number }

/** A parameter that can't be read is ignored. */
export const parseItemQuery = ({ state, after }: SearchParams): ItemQuery => ({
  state: ITEM_STATES.find((known) => known === state) ?? null,
  after: typeof after === 'string' && /^\d{1,9}$/.test(after) ? Number(after) : 0,
})

export function rolloutUrl(id: string, { state, after }: ItemQuery): Route {
  const parameters = new URLSearchParams({ ...(state && { state }), ...(after > 0 && { after: String(after) }) })
  return `/fleet/rollouts/${id}${parameters.size > 0 ? `?${parameters}` : ''}` as Route
}
