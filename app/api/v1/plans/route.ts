import { keyPlatform } from '@/lib/auth/api-access'
import { fail, succeed } from '@/lib/domain/result'
import { loadRollouts } from '@/lib/features/balance-settings/fleet/load-pages'
import { askForPlan } from '@/lib/features/balance-settings/fleet/move-rollout'
import { apiRoute } from '../api-route'
import { ENDPOINTS } from '../contract'
import { rolloutPage } from '../rollout-answer'

export const GET = apiRoute(ENDPOINTS.listPlans, async ({ holder, query: { after = null, limit } }) => {
  const access = await keyPlatform(holder, 'fleet:read')
  if (!access.ok) return access
  return succeed(rolloutPage(await loadRollouts(access.value, { after, limit, statuses: ['planning', 'draft'] })))
})

/** Works out what a policy would change. Nothing is changed. */
export const POST = apiRoute(ENDPOINTS.createPlan, async ({ holder, body: { policyId } }) => {
  const access = await keyPlatform(holder, 'fleet:manage')
  if (!access.ok) return access
  const asked = await askForPlan(access.value, policyId)
  return asked.ok ? succeed({ id: asked.value, status: 'planning' }) : fail({ code: 'not_found' })
})
