import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import type { Policy } from '@/lib/domain/fleet/policy'
import { type Drift, type DriftQuery, listDrift } from '@/lib/gateways/db/drift'
import { listPolicies } from '@/lib/gateways/db/policies'

const DRIFT = 50

export type DriftBoard = { policies: Policy[]; drift: Drift[]; hasMore: boolean }

export async function loadDrift(access: PlatformAccess<'fleet:read'>, query: DriftQuery): Promise<DriftBoard> {
  const [policies, page] = await Promise.all([listPolicies(access), listDrift(access, query, DRIFT)])
  return { policies, ...page }
}
