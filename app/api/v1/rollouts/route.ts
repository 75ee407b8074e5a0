import { keyPlatform } from '@/lib/auth/api-access'
import { fail, succeed } from '@/lib/domain/result'
import { loadRollouts } from '@/lib/features/balance-settings/fleet/load-pages'
import { move } from '@/lib/features/balance-settings/fleet/move-rollout'
import { readHours } from '@/lib/features/balance-settings/fleet/submitted-hours'
import { PROBLEM_WORDS } from '@/lib/features/balance-settings/fleet/text'
import { apiRoute } from '../api-route'
import { ENDPOINTS } from '../contract'
import { rolloutPage } from '../rollout-answer'

export const GET = apiRoute(ENDPOINTS.listRollouts, async ({ holder, query: { after = null, limit } }) => {
  const access = await keyPlatform(holder, 'fleet:read')
  if (!access.ok) return access
  return succeed(rolloutPage(await loadRollouts(access.value, { after, limit, statuses: null })))
})

/** Leaves a plan for another admin to approve, whether or not the platform’s rules ask for that. */
export const POST = apiRoute(ENDPOINTS.proposeRollout, async ({ holder, body: { planId, reason, stages, hours } }) => {
  const access = await keyPlatform(holder, 'fleet:manage')
  if (!access.ok) return access
  const { zone = '', startsAt = '', quiet } = hours ?? {}
  const typed = { zone, startsAt, quietFrom: quiet?.from ?? '', quietUntil: quiet?.until ?? '' }
  const read = readHours(typed, Date.now())
  if (!read.ok) return fail({ code: 'invalid_request', fields: { hours: read.failure.join(' ') } })
  const pace = { ...stages, hours: read.value }
  const wanted = { rolloutId: planId, move: 'start', reason, pace } as const
  const proposed = await move(access.value, wanted, { needsApproval: true })
  if (proposed.ok) return succeed({ id: planId, status: 'awaiting_approval' })
  if (proposed.failure === 'missing') return fail({ code: 'not_found' })
  return fail({ code: 'conflict', message: PROBLEM_WORDS[proposed.failure] })
})
