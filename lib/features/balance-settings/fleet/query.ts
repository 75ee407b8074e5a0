import type { Route } from 'next'
import { DRIFT_CAUSES } from '@/lib/domain/fleet/drift'
import { ITEM_REASONS, type ItemReason } from '@/lib/domain/fleet/plan'
import { ITEM_STATES, type ItemState } from '@/lib/domain/fleet/rollout'
import type { DriftQuery } from '@/lib/gateways/db/drift'

type SearchParams = Record<string, string | string[] | undefined>

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether something is the id of a policy or a rollout; nothing else reaches the database. */
export const isFleetId = (id: unknown): id is string => typeof id === 'string' && UUID.test(id)

/** `after` is the id of the last rollout of the page before. */
export const parseFleetQuery = ({ after }: SearchParams): { after: string | null } => ({
  after: isFleetId(after) ? after : null,
})

export const fleetUrl = (after: string | null): Route => (after ? `/fleet?after=${after}` : '/fleet') as Route

/** A parameter that can't be read is ignored. */
export const parseDriftQuery = ({ policy, cause, state, after }: SearchParams): DriftQuery => ({
  policyId: isFleetId(policy) ? policy : null,
  cause: DRIFT_CAUSES.find((known) => known === cause) ?? null,
  isAccepted: state === 'accepted',
  after: isFleetId(after) ? after : null,
})

export function driftUrl({ policyId, cause, isAccepted, after }: DriftQuery): Route {
  const parameters = new URLSearchParams({
    ...(policyId && { policy: policyId }),
    ...(cause && { cause }),
    ...(isAccepted && { state: 'accepted' }),
    ...(after && { after }),
  })
  return `/fleet/drift${parameters.size > 0 ? `?${parameters}` : ''}` as Route
}

/** `after` is the position of the last account of the page before. */
export type ItemQuery = { state: ItemState | null; because: ItemReason | null; after: number }

/** A parameter that can't be read is ignored. */
export const parseItemQuery = ({ state, because, after }: SearchParams): ItemQuery => ({
  state: ITEM_STATES.find((known) => known === state) ?? null,
  because: ITEM_REASONS.find((known) => known === because) ?? null,
  after: typeof after === 'string' && /^\d{1,9}$/.test(after) ? Number(after) : 0,
})

/** `file`: the same accounts as a file. */
export function rolloutUrl(id: string, { state, because, after }: ItemQuery, file = ''): Route {
  const parameters = new URLSearchParams({
    ...(state && { state }),
    ...(because && { because }),
    ...(after > 0 && { after: String(after) }),
  })
  return `/fleet/rollouts/${id}${file}${parameters.size > 0 ? `?${parameters}` : ''}` as Route
}
