import { keyPlatform } from '@/lib/auth/api-access'
import { fail, succeed } from '@/lib/domain/result'
import { loadItems } from '@/lib/features/balance-settings/fleet/load-pages'
import { isFleetId } from '@/lib/features/balance-settings/fleet/query'
import { apiRoute } from '../../../api-route'
import { ENDPOINTS } from '../../../contract'

export const GET = apiRoute(ENDPOINTS.listRolloutAccounts, async ({ holder, params: { rolloutId }, query }) => {
  const access = await keyPlatform(holder, 'fleet:read')
  if (!access.ok) return access
  const { state = null, because = null, after = '0', limit } = query
  const page = isFleetId(rolloutId)
    ? await loadItems(access.value, rolloutId, { state, because, after: Number(after), limit })
    : null
  if (!page) return fail({ code: 'not_found' })
  return succeed({
    data: page.items.map(({ position, account, state, changes, variant, because, message, entryId }) => ({
      ...{ position, account, state, variant, because, message, entryId },
      changes: changes && [...changes],
      firstMove: page.moves.get(account.id) ?? null,
    })),
    next: page.hasMore ? String(page.items.at(-1)?.position ?? 0) : null,
  })
})
