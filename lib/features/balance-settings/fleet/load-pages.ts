import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import type { Policy } from '@/lib/domain/fleet/policy'
import type { ItemCounts, RolloutStatus } from '@/lib/domain/fleet/rollout'
import { listPolicies } from '@/lib/gateways/db/policies'
import { countItems, countItemsOf, listItems, needsOf, type RolloutItem } from '@/lib/gateways/db/rollout-items'
import { findRollout, listRollouts, type Rollout } from '@/lib/gateways/db/rollouts'
import { movesOf } from './load-fleet'
import type { ItemQuery } from './query'

// What programs read of policies and rollouts, page by page.

type Reader = PlatformAccess<'fleet:read'>

export type CountedRollout = { rollout: Rollout; counts: ItemCounts }

export const loadPolicies = (access: Reader): Promise<Policy[]> => listPolicies(access)

export async function loadRollouts(
  access: Reader,
  page: { after: string | null; limit: number; statuses: readonly RolloutStatus[] | null },
): Promise<{ rollouts: CountedRollout[]; hasMore: boolean }> {
  const { rollouts, hasMore } = await listRollouts(access, page)
  const counts = await countItemsOf(
    access,
    rollouts.map(({ id }) => id),
  )
  return { rollouts: rollouts.map((rollout) => ({ rollout, counts: counts.get(rollout.id) ?? {} })), hasMore }
}

export async function findCounted(
  access: Reader,
  id: string,
): Promise<(CountedRollout & { needs: Awaited<ReturnType<typeof needsOf>> }) | null> {
  const rollout = await findRollout(access, id)
  if (!rollout) return null
  const [counts, needs] = await Promise.all([countItems(access, id), needsOf(access, id)])
  return { rollout, counts, needs }
}

/** Accounts of a rollout; `after` is a position. Null where there is no such rollout. */
export async function loadItems(
  access: Reader,
  id: string,
  { state, because, after, limit }: ItemQuery & { limit: number },
): Promise<{ items: RolloutItem[]; moves: Map<string, string>; hasMore: boolean } | null> {
  if (!(await findRollout(access, id))) return null
  const found = await listItems(access, id, { states: state && [state], because, after, limit: limit + 1 })
  const items = found.slice(0, limit)
  return { items, moves: await movesOf(access, items), hasMore: found.length > limit }
}
