import { keyPlatform } from '@/lib/auth/api-access'
import { fail, succeed } from '@/lib/domain/result'
import { findCounted } from '@/lib/features/balance-settings/fleet/load-pages'
import { isFleetId } from '@/lib/features/balance-settings/fleet/query'
import { apiRoute } from '../../api-route'
import { ENDPOINTS } from '../../contract'
import { rolloutAnswer } from '../../rollout-answer'

export const GET = apiRoute(ENDPOINTS.readRollout, async ({ holder, params: { rolloutId } }) => {
  const access = await keyPlatform(holder, 'fleet:read')
  if (!access.ok) return access
  const found = isFleetId(rolloutId) ? await findCounted(access.value, rolloutId) : null
  return found ? succeed({ ...rolloutAnswer(found), needsApproval: found.needs }) : fail({ code: 'not_found' })
})
