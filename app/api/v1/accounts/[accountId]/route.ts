import { keyAccount } from '@/lib/auth/api-access'
import { succeed } from '@/lib/domain/result'
import { apiRoute } from '../../api-route'
import { ENDPOINTS, oneAccount } from '../../contract'

export const GET = apiRoute(ENDPOINTS.readAccount, async ({ holder, params }) => {
  const access = await keyAccount(holder, params.accountId, 'account:read')
  if (!access.ok) return access
  const { createdAt, goneAt, syncedAt, ...account } = access.value.account
  const times = {
    createdAt: createdAt?.toISOString() ?? null,
    disconnectedAt: goneAt?.toISOString() ?? null,
    syncedAt: syncedAt.toISOString(),
  }
  return succeed(oneAccount.parse({ ...account, ...times }))
})
