import { keyPlatform } from '@/lib/auth/api-access'
import { succeed } from '@/lib/domain/result'
import { loadPolicies } from '@/lib/features/balance-settings/fleet/load-pages'
import { writtenOf } from '@/lib/features/balance-settings/fleet/policy-schema'
import { apiRoute } from '../api-route'
import { ENDPOINTS } from '../contract'

export const GET = apiRoute(ENDPOINTS.listPolicies, async ({ holder }) => {
  const access = await keyPlatform(holder, 'fleet:read')
  if (!access.ok) return access
  const policies = await loadPolicies(access.value)
  return succeed({ data: policies.map((policy) => ({ ...writtenOf(policy), id: policy.id, version: policy.version })) })
})
