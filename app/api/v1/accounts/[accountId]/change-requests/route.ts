import { keyAccount } from '@/lib/auth/api-access'
import { succeed } from '@/lib/domain/result'
import { loadOpenRequests } from '@/lib/features/balance-settings/requests/load-requests'
import { proposeChange } from '@/lib/features/balance-settings/requests/propose-change'
import { apiRoute } from '../../../api-route'
import { ENDPOINTS } from '../../../contract'

export const GET = apiRoute(ENDPOINTS.listChangeRequests, async ({ holder, params }) => {
  const access = await keyAccount(holder, params.accountId, 'account:read')
  if (!access.ok) return access
  const requests = await loadOpenRequests(access.value)
  return succeed({
    data: requests.map(({ id, account, status, lines, reason, requestedBy, createdAt, expiresAt }) => ({
      ...{ id, account, status, lines: [...lines], reason },
      requestedBy: { id: requestedBy.id, name: requestedBy.name },
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    })),
  })
})

/** Nothing is sent to Stripe before somebody else has approved it. */
export const POST = apiRoute(ENDPOINTS.proposeChange, async ({ holder, params, body: { changes, reason } }) => {
  const access = await keyAccount(holder, params.accountId, 'balance_settings:update')
  if (!access.ok) return access
  const proposed = await proposeChange(access.value, changes, reason)
  return proposed.ok ? succeed({ id: proposed.value, status: 'open' }) : proposed
})
