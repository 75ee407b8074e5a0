import 'server-only'
import { needsSecondPerson } from '@/lib/domain/access/approval-rules'
import { openPlatform, type PlatformAccess } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import type { Policy } from '@/lib/domain/fleet/policy'
import type { ItemCounts } from '@/lib/domain/fleet/rollout'
import { waitsUntil } from '@/lib/domain/fleet/rollout-hours'
import { findPerson } from '@/lib/gateways/db/people'
import { findAccountsToPlan } from '@/lib/gateways/db/planned-accounts'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'
import { findPolicy, findPolicyOwner, findRolledOut, listDriftCounts, listPolicies } from '@/lib/gateways/db/policies'
import {
  countItems,
  countItemsOf,
  listFailures,
  listItems,
  needsOf,
  type RolloutItem,
} from '@/lib/gateways/db/rollout-items'
import { findRollout, listRollouts, type Rollout } from '@/lib/gateways/db/rollouts'
import { accountsPerSecond } from '@/lib/gateways/stripe/client'
import { firstMove } from './first-move'
import { canBeRetried } from './move-rollout'
import type { ItemQuery } from './query'
import { mayChange } from './save-policy'
import { startedAlone } from './started-alone'

const ROLLOUTS = 20
const ITEMS = 50
const REASONS = 20

type Reader = PlatformAccess<'fleet:read'>

export type Fleet = {
  policies: Policy[]
  /** What was last counted of them, by their ids. */
  drift: Awaited<ReturnType<typeof listDriftCounts>>
  rollouts: { rollout: Rollout; counts: ItemCounts }[]
  hasMore: boolean
}

export async function loadFleet(access: Reader, { after }: { after: string | null }): Promise<Fleet> {
  const [policies, drift, { rollouts, hasMore }] = await Promise.all([
    listPolicies(access),
    listDriftCounts(access),
    listRollouts(access, { after, limit: ROLLOUTS }),
  ])
  const counts = await countItemsOf(
    access,
    rollouts.map(({ id }) => id),
  )
  return {
    policies,
    drift,
    hasMore,
    rollouts: rollouts.map((rollout) => ({ rollout, counts: counts.get(rollout.id) ?? {} })),
  }
}

export type LoadedPolicy = {
  policy: Policy
  mayChange: boolean
  /** It is to be applied to new accounts, and the person in whose name that happens may no longer. */
  isStuck: boolean
}

export async function loadPolicy(access: PlatformAccess<'fleet:manage'>, id: string): Promise<LoadedPolicy | null> {
  const policy = await findPolicy(access, id)
  if (!policy) return null
  const ownerId = policy.isDefault ? await findPolicyOwner(access, id) : null
  const owner = ownerId === null ? null : await findPerson(ownerId)
  const isStuck = policy.isDefault && !(owner && openPlatform(owner, 'fleet:manage'))
  return { policy, mayChange: await mayChange(access, policy), isStuck }
}

export type LoadedRollout = {
  rollout: Rollout
  counts: ItemCounts
  needs: Awaited<ReturnType<typeof needsOf>>
  /** How many accounts one person may change alone, where this is more; `earlier`: with those of other rollouts. */
  tooMany: { mostAccounts: number; earlier: number } | null
  /** The policy as it is now; null for one that is archived, and for a rollback. */
  policy: Policy | null
  /** Accounts that can be planned again, by reason. */
  failures: Awaited<ReturnType<typeof listFailures>>
  items: RolloutItem[]
  /** For accounts that are to be changed, by their ids: the first payout date that this moves, in words. */
  moves: Map<string, string>
  hasMore: boolean
  /** What one payout costs the platform; null where it isn't set. */
  payoutCost: PlatformRules['payoutCost']
  /** How many accounts a second can be changed; null where nothing limits it. */
  perSecond: number | null
  /** Until when it waits for its start or the end of its quiet hours, in epoch milliseconds; null where it doesn't. */
  waits: number | null
}

export async function loadRollout(
  access: Reader,
  id: string,
  { state, because, after }: ItemQuery,
): Promise<LoadedRollout | null> {
  const rollout = await findRollout(access, id)
  if (!rollout) return null
  const [counts, needs, policy, items, failures, { approvals, payoutCost }] = await Promise.all([
    countItems(access, id),
    needsOf(access, id),
    'policyId' in rollout.of ? findRolledOut(access, rollout.of.policyId) : null,
    listItems(access, id, { states: state && [state], because, after, limit: ITEMS + 1 }),
    canBeRetried(rollout) ? listFailures(access, id, REASONS) : [],
    readPlatformRules(),
  ])
  const shown = items.slice(0, ITEMS)
  const { mostAccounts } = approvals
  const earlier = await startedAlone(access, rollout, approvals, access.person.id)
  return {
    rollout,
    counts,
    needs,
    tooMany:
      mostAccounts !== null && needsSecondPerson(rollout.total + earlier, approvals) ? { mostAccounts, earlier } : null,
    policy,
    failures,
    items: shown,
    moves: await movesOf(access, shown),
    hasMore: items.length > ITEMS,
    payoutCost,
    perSecond: accountsPerSecond(),
    waits: waitsUntil(rollout.pace.hours, Date.now()),
  }
}

/** For accounts that are to be changed, by their ids: the first payout date that this moves, in words. */
export async function movesOf(access: Reader, items: readonly RolloutItem[]): Promise<Map<string, string>> {
  const pending = items.filter(({ state }) => state === 'pending')
  const ids = pending.map(({ account }) => account.id)
  const accounts = ids.length > 0 ? await findAccountsToPlan(access, ids) : new Map<string, never>()
  const now = Date.now()
  return new Map(
    pending.flatMap(({ account, changes }): [string, string][] => {
      const stored = accounts.get(account.id)
      const words = stored && changes ? firstMove(changes, stored, now) : null
      return words === null ? [] : [[account.id, words]]
    }),
  )
}
